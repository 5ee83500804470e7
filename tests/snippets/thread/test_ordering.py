from interleave import Contract

contract = Contract(
    "thread/ordering.py",
    "Alice has finished: True",
    "Bob has finished: True",
    "Checking: 100, savings: 200",
)


@contract.always(zh="两个线程都做完，余额正确", en="Both threads finish, and the balances are right")
def finished(run) -> bool:
    return run.texts[-1] == "Checking: 100, savings: 200"


contract.spared(
    "drop lock, line 16",
    "drop lock, line 18",
    why="both threads take both locks, and either is enough to keep the balances right",
)
contract.spared(
    "change 0.005 to 0, line 17",
    why="without a deadlock there is nothing that the wait could make likely",
)
contract.spared(
    "change 2 to 3, line 30",
    why="any two numbers that differ give an order",
)
contract.spared(
    "call the target, line 32",
    "call the target, line 33",
    "join at once, line 36",
    why="one after the other they have the same balances",
)
