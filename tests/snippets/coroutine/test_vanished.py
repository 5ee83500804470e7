"""Five clients of one server: one sends all that is expected, three close their connection too early, one resets it.
Each kind of end has its own result in the reader, the same in every run.

Run it: `pytest tests/snippets/coroutine/test_vanished.py`
"""

from interleave import Contract

RESET = {54, 104}
"""ECONNRESET on macOS and on Linux."""

contract = Contract(
    "coroutine/vanished.py",
    r"b'hi\n0123456789': line b'hi\n', record b'0123456789'",
    r"b'hi\n0123': line b'hi\n', IncompleteReadError: 4 bytes read on a total of 10 expected bytes",
    "b'hi': line b'hi', IncompleteReadError: 0 bytes read on a total of 10 expected bytes",
    "b'': line b'', IncompleteReadError: 0 bytes read on a total of 10 expected bytes",
    r"b'hi\n0': ConnectionResetError: [Errno {number:natural}] Connection reset by peer",
)


@contract.always(
    zh="流在中途结束时，readline 返回已有的部分，最后返回 b''",
    en="When the stream ends, readline returns the part that came, and then b''",
    promise="language",
)
def the_part(run) -> bool:
    return run.texts[2].startswith("b'hi': line b'hi',") and run.texts[3].startswith("b'': line b'',")


@contract.always(
    zh="流在读够之前结束，readexactly 抛出 IncompleteReadError",
    en="When the stream ends too early, readexactly raises IncompleteReadError",
    promise="language",
)
def incomplete(run) -> bool:
    return all("IncompleteReadError" in text for text in run.texts[1:4])


@contract.always(
    zh="连接被重置，读的一方得到 ConnectionResetError",
    en="When the connection is reset, the reader gets ConnectionResetError",
    promise="system",
)
def reset(run) -> bool:
    return "ConnectionResetError" in run.texts[4] and run["number"] in RESET
