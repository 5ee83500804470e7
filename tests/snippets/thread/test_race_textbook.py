from interleave import Contract

contract = Contract("thread/race_textbook.py", "balance should be 0 and is {balance:int}")


@contract.always(
    zh="在有 GIL 的 CPython 3.10 及以后，余额是 0",
    en="On CPython 3.10 and later, where there is a GIL, the balance is 0",
)
def zero_with_the_gil(run) -> bool:
    return run.free_threaded or run.version < (3, 10) or run["balance"] == 0


def races(under) -> str:
    """Up to 3.9 a thread could lose the GIL between any two steps, since then only where a loop jumps or a call is."""
    return "sometimes" if under.free_threaded or under.version < (3, 10) else "never"


def races_not(under) -> str:
    return "sometimes" if races(under) == "sometimes" else "always"


@contract.observed(races_not, zh="余额是 0", en="The balance is 0")
def zero(run) -> bool:
    return run["balance"] == 0


@contract.observed(races, zh="余额不是 0：有更新丢失了", en="The balance is not 0: updates were lost")
def lost(run) -> bool:
    return run["balance"] != 0


contract.spared(
    "change 100_000 to 100001, line 14",
    why="each round gives back what it took",
)
contract.spared(
    "call the target, line 20",
    "join at once, line 22",
    why="one after the other they give back what they took",
)
contract.spared(
    "process for thread, line 20",
    why="the balance of the program itself stays 0",
)
contract.spared(
    "daemon on, line 20",
    "drop join, line 24",
    why="with the GIL no thread stops between the two lines, so the balance is 0 at any time",
    sometimes=True,
)
