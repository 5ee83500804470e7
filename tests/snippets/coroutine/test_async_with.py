"""Two asynchronous context managers, a class and a function with @asynccontextmanager: entered in order, left in the
opposite order, also when the block raises.

Run it: `pytest tests/snippets/coroutine/test_async_with.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/async_with.py",
    "Connection: open",
    "order 1: begin",
    "order 1: pays",
    "order 1: commit",
    "Connection: closed, no error",
    "Connection: open",
    "order 2: begin",
    "order 2: has no money",
    "order 2: roll back",
    "Connection: closed, ValueError",
    "main: no money",
)


@contract.always(
    zh="后进入的先离开，抛出异常时也一样",
    en="What is entered last is left first, also when the block raises",
    promise="language",
)
def nested(run) -> bool:
    return all(
        run.index(f"order {number}: {end}") == run.texts.index(f"Connection: closed, {error}") - 1
        for number, end, error in ((1, "commit", "no error"), (2, "roll back", "ValueError"))
    )


@contract.always(
    zh="先清理，再执行 except",
    en="The clean-up comes before the except block",
    promise="language",
)
def before_except(run) -> bool:
    return run.index("main: no money") == len(run.texts) - 1
