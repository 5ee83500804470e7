"""Two tasks of one thread share a threading.local(): after the switch the first one logs under the name of the second.

Run it: `pytest tests/snippets/local/test_wrong_user.py`
"""

from interleave import Contract

contract = Contract(
    "local/wrong_user.py",
    "[Alice] Alice logs in",
    "[Bob] Bob logs in",
    "[Bob] Alice deletes a file",
    "[Bob] Bob deletes a file",
)


@contract.always(
    zh="Alice 删除文件，日志里写的却是 Bob",
    en="Alice deletes a file, and the log says that it was Bob",
    promise="cpython",
)
def wrong_user(run) -> bool:
    return "[Bob] Alice deletes a file" in run.texts
