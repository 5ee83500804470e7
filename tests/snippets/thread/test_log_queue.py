"""Two threads log into a queue, and a listener's thread writes the records slowly. All records are written, each
thread's in their order, before stop() returns; the two threads need not wait for it.

Run it: `pytest tests/snippets/thread/test_log_queue.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "thread/log_queue.py",
    interleaved(
        lane("Ann", *(f"[Ann] {item} is packed" for item in ("tea", "rice", "soup"))),
        lane("Bob", *(f"[Bob] {item} is packed" for item in ("cake", "salt", "oil"))),
    ),
    "Packed after {packed:seconds.2} s, logged after {logged:seconds.2} s.",
)


@contract.always(
    zh="stop() 返回时，六条记录都已写出，不会撕裂",
    en="When stop() returns, all six records are written, and no line is torn",
    promise="language",
)
def all_written(run) -> bool:
    return len(run.texts) == 7 and not run.torn


@contract.always(
    zh="记录写完，不早于两个线程结束",
    en="The records are complete no earlier than the two threads have ended",
    promise="program",
)
def later(run) -> bool:
    return run["packed"] <= run["logged"]


@contract.always(
    zh="写六条记录至少用了 0.12 秒：监听线程每写一条都先睡 0.02 秒",
    en="Six records take at least 0.12 s: the listener's thread sleeps 0.02 s before it writes each",
    promise="program",
)
def slowly(run) -> bool:
    return run["logged"] >= 0.12


@contract.sometimes(
    zh="两个线程没有等写日志：不到一半的时间就结束了",
    en="The two threads do not wait for the log: they end in less than half the time",
    shown=True,
)
def not_waiting(run) -> bool:
    return run["packed"] < run["logged"] / 2


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
