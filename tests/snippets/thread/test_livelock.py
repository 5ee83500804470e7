"""Two threads each hold a lock, try to acquire the other's without waiting, release, and begin again. Barriers keep
them in step, so that in every run each attempt of both fails.

Run it: `pytest tests/snippets/thread/test_livelock.py`
"""

from interleave import Contract, interleaved


def step(text: str):
    return interleaved(f"Alice: {text}", f"Bob: {text}", threads=True)


contract = Contract(
    "thread/livelock.py",
    *(step(f"attempt {attempt} failed") for attempt in (1, 2, 3)),
    step("gives up"),
)


@contract.never(
    zh="有一个线程获取到了两把锁",
    en="One of the threads acquires both locks",
    promise="program",
)
def both_locks(run) -> bool:
    return any("both locks" in text for text in run.texts)


@contract.always(
    zh="两个线程都一直在运行，各失败三次",
    en="Both threads keep running, and each fails three times",
    promise="program",
)
def three_failures_each(run) -> bool:
    failed = [text.split(":")[0] for text in run.texts if text.endswith("failed")]
    return sorted(failed) == ["Alice"] * 3 + ["Bob"] * 3
