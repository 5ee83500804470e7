"""A pool with one worker: what the first job leaves in a threading.local() the second one finds.

Run it: `pytest tests/snippets/local/test_leak.py`
"""

from interleave import Contract

contract = Contract(
    "local/leak.py",
    "Request with login Alice: hello, Alice",
    "Request with login None: hello, Alice",
)


@contract.always(
    zh="没有登录的请求得到的也是 Alice：同一个线程上一个任务留下的值",
    en="The request without a login gets Alice, too: the value that the last job left in the same thread",
    promise="program",
)
def leaks(run) -> bool:
    return run.texts[1].endswith("None: hello, Alice")
