"""A server is closed while a client is connected: new clients are refused, the old one is still served. Since Python
3.12 wait_closed() waits for the old client's connection to end; in 3.11 it returns at once.

Run it: `pytest tests/snippets/coroutine/test_server_closes.py`
"""

from interleave import Contract

REFUSED = {61, 111}
"""ECONNREFUSED on macOS and on Linux."""

contract = Contract(
    "coroutine/server_closes.py",
    r"Old client: b'first\n'",
    "wait_closed() has returned: {early:name}",
    "New client: [Errno {number:natural}] Connect call failed ('127.0.0.1', {:port})",
    r"Old client: b'second\n'",
    "wait_closed() has returned: True",
)


@contract.always(
    zh="close() 之后，已有的连接还能用",
    en="After close() the connection that exists still works",
    promise="language",
)
def still_served(run) -> bool:
    return run.texts[3] == r"Old client: b'second\n'"


@contract.always(
    zh="close() 之后，新的连接被拒绝",
    en="After close() a new connection is refused",
    promise="system",
)
def refused(run) -> bool:
    return "Connect call failed" in run.texts[2] and run["number"] in REFUSED


def waits(circumstance) -> str:
    return "always" if circumstance.version >= (3, 12) else "never"


def returns(circumstance) -> str:
    return "never" if circumstance.version >= (3, 12) else "always"


@contract.outcome(
    waits,
    zh="wait_closed() 等待已有的连接结束",
    en="wait_closed() waits for the connection that exists",
    promise="language",
)
def waited(run) -> bool:
    return run["early"] == "False"


@contract.outcome(
    returns,
    zh="wait_closed() 立刻返回（3.11）",
    en="wait_closed() returns at once (3.11)",
    promise="cpython",
)
def returned(run) -> bool:
    return run["early"] == "True"
