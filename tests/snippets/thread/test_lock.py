from interleave import Contract

contract = Contract("thread/lock.py", "counter should be 40000 and is 40000")


@contract.never(zh="有更新丢失了", en="An update is lost")
def lost(run) -> bool:
    return not run.texts[0].endswith(" is 40000")


contract.spared(
    "call the target, line 20",
    "join at once, line 22",
    why="one after the other they count right, too",
)
