"""The same 12,800 KiB are sent to a reader that begins late, first without drain() and then with it. Without it the
buffer of the writer takes whatever the system does not; with it the buffer never grows above the high-water mark by
more than the block that was written last.

Run it: `pytest tests/snippets/coroutine/test_backpressure.py`
"""

from interleave import Contract

BLOCK, BLOCKS, HIGH_WATER = 16, 800, 64
"""In KiB: one block, how many of them, and the default limit of a transport's buffer."""


def sent(name: str, first: str, second: str):
    return (
        f"{name} drain:",
        f"At most {{{first}:int}} KiB waited in the buffer.",
        f"Received so far: {second} KiB",
        f"Received at the end: {BLOCK * BLOCKS} KiB",
    )


contract = Contract(
    "coroutine/backpressure.py",
    *sent("Without", "grown", "0"),
    *sent("With", "bounded", "{meanwhile:int}"),
)


@contract.always(
    zh="用 drain，缓冲区里最多 80 KiB：高水位 64 KiB，加上刚写的一块 16 KiB",
    en="With drain at most 80 KiB wait: the high-water mark of 64 KiB and the block of 16 KiB written last",
    promise="cpython",
)
def bounded(run) -> bool:
    return 0 <= run["bounded"] <= HIGH_WATER + BLOCK


@contract.always(
    zh="不用 drain，缓冲区里超过 1,000 KiB：系统的套接字缓冲区装不下其余的",
    en="Without drain more than 1,000 KiB wait: the socket buffers of the system do not take them",
    promise="system",
)
def grown(run) -> bool:
    return 1000 < run["grown"] < BLOCK * BLOCKS


@contract.always(
    zh="不用 drain，写完时一个字节也没有被收到：写的循环里没有 await",
    en="Without drain nothing is received before all is written: the loop has no await",
    promise="program",
)
def nothing_received(run) -> bool:
    return run.texts[2] == "Received so far: 0 KiB"


@contract.always(
    zh="两次都全部收到，一个字节也不少",
    en="Both times all of it is received in the end",
    promise="language",
)
def complete(run) -> bool:
    return 0 <= run["meanwhile"] < BLOCK * BLOCKS and run.texts[3] == run.texts[7]


@contract.always(
    zh="用 drain，只要等过，写完时就已经收到一部分",
    en="With drain, if it had to wait, a part is received when the last block is written",
    promise="system",
)
def waits_for_the_reader(run) -> bool:
    return run["bounded"] <= HIGH_WATER or run["meanwhile"] > 0


@contract.always(
    zh="用 drain，一次也没有等，写完时就一个字节也没有收到：不必等的 drain 不切换",
    en="With drain, if it never had to wait, nothing is received when the last block is written:"
    " a drain that need not wait does not switch",
    promise="cpython",
)
def does_not_switch(run) -> bool:
    return run["bounded"] >= HIGH_WATER or run["meanwhile"] == 0


@contract.outcome(
    "sometimes",
    zh="用 drain，缓冲区满过（超过 64 KiB），写的一方要等",
    en="With drain, the buffer was full (above 64 KiB), and the writer had to wait",
    shown=True,
)
def was_full(run) -> bool:
    return run["bounded"] > HIGH_WATER or run["meanwhile"] > 0


@contract.outcome("sometimes", zh="用 drain，缓冲区从没有满过", en="With drain, the buffer was never full")
def never_full(run) -> bool:
    return run["bounded"] <= HIGH_WATER and run["meanwhile"] == 0


@contract.sometimes(
    zh="用 drain，写完时读的一方已经收到一半以上",
    en="With drain, more than half is received when the last block is written",
    shown=True,
)
def half(run) -> bool:
    return run["meanwhile"] > BLOCK * BLOCKS // 2
