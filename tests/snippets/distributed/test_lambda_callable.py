"""A manager that is registered with a lambda starts only where processes are forked: the other start methods pickle
it, and a lambda cannot be pickled.

Run it: `pytest tests/snippets/distributed/test_lambda_callable.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "distributed/lambda_callable.py",
    "Start method: {method:word}",
    one_of("The master starts.", "The master does not start: PicklingError"),
)


@contract.always(zh="只有用 fork，lambda 才行得通", en="A lambda works with fork only", promise="cpython")
def only_fork(run) -> bool:
    return (run["method"] == "fork") == ("The master starts." in run.texts)


@contract.never(
    zh="打印的启动方式不是实际用的那一种", en="It prints another start method than the one in use", promise="language"
)
def another_method(run) -> bool:
    return run["method"] != run.start_method
