"""Three tasks use one oven, twice each. Its lock is given to them in the order in which they began to wait: who
releases it and wants it again waits behind the others.

Run it: `pytest tests/snippets/coroutine/test_lock_order.py`
"""

from interleave import Contract, interleaved, lane

NAMES = ("Ann", "Bob", "Eve")


def cook(name: str):
    steps = (f"{name}: {dish}: {does} the oven" for dish in ("soup", "cake") for does in ("wants", "has"))
    return lane(name, *steps)


contract = Contract("coroutine/lock_order.py", interleaved(*(cook(name) for name in NAMES)))


def having(run) -> list[str]:
    """Who had the oven, in order."""
    return [text.split(":")[0] for text in run.texts if " has " in text]


@contract.always(zh="先开始等的，先获取锁", en="Who began to wait first acquires the lock first", promise="language")
def fair(run) -> bool:
    waiting = []
    for text in run.texts:
        name = text.split(":")[0]
        if " wants " in text:
            waiting.append(name)
        elif name != waiting.pop(0):
            return False
    return True


@contract.always(
    zh="轮到的次序是 Ann、Bob、Eve，再来一遍",
    en="The turns are Ann, Bob, Eve, and the same again",
    promise="cpython",
)
def turns(run) -> bool:
    return having(run) == [*NAMES, *NAMES]


@contract.always(
    zh="锁空着，获取它不切换：Ann 获取了锁，Bob 才开始",
    en="To acquire a free lock does not switch: Ann has the oven before Bob begins",
    promise="cpython",
)
def free_lock(run) -> bool:
    return run.texts[1] == "Ann: soup: has the oven"


@contract.always(
    zh="Ann 释放锁之后又想要，这时 Bob 和 Eve 已经在等",
    en="When Ann has released the lock and wants it again, Bob and Eve are waiting",
    promise="cpython",
)
def ann_comes_back(run) -> bool:
    wants = [text.split(":")[0] for text in run.texts if " wants " in text]
    steps = [run.index(text) for text in ("Eve: soup: wants", "Ann: cake: wants", "Bob: soup: has")]
    return wants == [*NAMES, *NAMES] and steps == [3, 4, 5]


@contract.always(
    zh="Bob 或 Eve 释放锁之后，马上又去等：在下一个获取锁之前",
    en="Bob and Eve, when they have released the lock, wait again before the next one has it",
    promise="cpython",
)
def come_back_at_once(run) -> bool:
    return all(
        run.texts[run.index(f"{name}: cake: wants") - 1] == f"{name}: soup: has the oven" for name in ("Bob", "Eve")
    )
