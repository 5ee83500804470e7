"""A manager refuses a client that has another key than its own, and accepts one that has the same key. Every run
prints the same.

Run it: `pytest tests/snippets/distributed/test_wrong_key.py`
"""

from interleave import Contract

contract = Contract(
    "distributed/wrong_key.py",
    "Key b'wrong' is refused: digest sent was rejected",
    "Key b'right' is accepted",
)


@contract.never(zh="用错误的密钥连接成功", en="A wrong key connects", promise="language")
def connected(run) -> bool:
    return "Key b'wrong' is accepted" in run.texts
