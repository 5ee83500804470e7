from interleave import Contract

contract = Contract("thread/race_textbook.py", "balance should be 0 and is {balance:int}")


@contract.always(
    zh="在有 GIL 的 CPython 3.10 及以后，余额是 0",
    en="On CPython 3.10 and later, where there is a GIL, the balance is 0",
)
def zero_with_the_gil(run) -> bool:
    return run.free_threaded or run["balance"] == 0
