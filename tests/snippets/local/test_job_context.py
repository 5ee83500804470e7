"""A worker of a pool has one context for all its jobs; jobs that are run in copies leave nothing behind.

Run it: `pytest tests/snippets/local/test_job_context.py`
"""

from interleave import Contract

contract = Contract(
    "local/job_context.py",
    "In the worker's context, login Alice: hello, Alice",
    "In the worker's context, login None: hello, Alice",
    "In a copy, login Bob: hello, Bob",
    "In a copy, login None: hello, guest",
)


@contract.always(
    zh="不复制上下文，下一个任务就看到上一个任务设的 Alice",
    en="Without a copy, the next job sees Alice, whom the last one has set",
    promise="program",
)
def leaks(run) -> bool:
    return run.texts[1].endswith("hello, Alice")


@contract.never(
    zh="在副本里执行的任务看到别的任务设的用户",
    en="A job that is run in a copy sees a user whom another job has set",
    promise="language",
)
def leaks_into_a_copy(run) -> bool:
    return run.texts[2:] != ["In a copy, login Bob: hello, Bob", "In a copy, login None: hello, guest"]
