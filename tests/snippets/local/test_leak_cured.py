"""A pool with one worker: each job clears in finally what it has set; what the worker is to keep the initializer sets
once.

Run it: `pytest tests/snippets/local/test_leak_cured.py`
"""

from interleave import Contract

contract = Contract(
    "local/leak_cured.py",
    "A worker opens its connection",
    "Request with login Alice: hello, Alice, by the worker's connection",
    "Request with login None: hello, guest, by the worker's connection",
)


@contract.never(
    zh="没有登录的请求得到上一个请求的用户",
    en="The request without a login gets the user of the last one",
    promise="program",
)
def leaks(run) -> bool:
    return "Alice" in run.texts[2]


@contract.always(
    zh="连接只打开一次，两个请求都用它",
    en="The connection is opened once, and both requests use it",
    promise="language",
)
def one_connection(run) -> bool:
    return sum(text.startswith("A worker opens") for text in run.texts) == 1
