from interleave import Contract

contract = Contract(
    "thread/relock.py",
    "Lock, taken again by its holder: False",
    "RLock, taken again by its holder: True",
)


@contract.never(zh="Lock 的持有者能再拿到它", en="Who holds a Lock can take it again")
def taken_again(run) -> bool:
    return run.texts[0].endswith("True")


contract.spared(
    "change 0.05 to 0, line 5",
    "change 0.05 to 0, line 9",
    why="its holder waits for itself: a Lock is not released in any time, and an RLock is had at once",
)
contract.spared(
    "drop lock, line 8",
    "drop release, line 10",
    why="an RLock that nobody holds can be had, too, and nobody else wants it",
)
