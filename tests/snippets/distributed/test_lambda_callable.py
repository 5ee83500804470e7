from interleave import Contract, one_of

contract = Contract(
    "distributed/lambda_callable.py",
    "Start method: {method:word}",
    one_of("The master starts.", "The master does not start: PicklingError"),
)


@contract.always(zh="只有用 fork，lambda 才行得通", en="A lambda works with fork only")
def only_fork(run) -> bool:
    return (run["method"] == "fork") == ("The master starts." in run.texts)


@contract.never(zh="打印的启动方式不是实际用的那一种", en="It prints another start method than the one in use")
def another_method(run) -> bool:
    return run["method"] != run.start_method


contract.spared(
    "change \"get_tasks\" to 'get_tasks?', line 12",
    "change b\"interleave\" to b'interleave?', line 17",
    why="nobody connects, and nobody asks for the tasks",
)
contract.spared(
    "drop guard, line 14",
    why="fork imports nothing, and the other ways fail before a child imports anything",
)
contract.spared(
    "drop flush, line 15",
    why="multiprocessing flushes before it starts a process",
)
contract.spared(
    "change 0 to 1, line 17",
    why="who may listen at port 1 sees no difference",
    sometimes=True,
)
