from interleave import Contract

contract = Contract("thread/race.py", "counter should be 800000 and is {counter:natural}")


@contract.sometimes(zh="有更新丢失了", en="Updates are lost", within=200, shown=True)
def lost(run) -> bool:
    return run["counter"] < 800_000


@contract.never(zh="结果比应有的大", en="The result is larger than it should be")
def invented(run) -> bool:
    return run["counter"] > 800_000


contract.spared(
    "daemon on, line 18",
    "drop join, line 22",
    why="a count that was read too soon is too small, as after a lost update",
)
