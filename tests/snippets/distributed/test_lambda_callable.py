from interleave import Contract, one_of

contract = Contract(
    "distributed/lambda_callable.py",
    "Start method: {method:word}",
    one_of("The master starts.", "The master does not start: PicklingError"),
)


@contract.always(zh="只有用 fork，lambda 才行得通", en="A lambda works with fork only")
def only_fork(run) -> bool:
    return (run["method"] == "fork") == ("The master starts." in run.texts)
