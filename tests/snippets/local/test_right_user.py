"""Two tasks of one thread, each with its own value of a context variable: each logs under its own name.

Run it: `pytest tests/snippets/local/test_right_user.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "local/right_user.py",
    interleaved(
        lane("Alice", "[Alice] Alice logs in", "[Alice] Alice deletes a file"),
        lane("Bob", "[Bob] Bob logs in", "[Bob] Bob deletes a file"),
    ),
)


@contract.never(
    zh="日志里写的不是真正的用户",
    en="The log names another user than the one who did it",
    promise="language",
)
def wrong_user(run) -> bool:
    return any(text.split("] ")[0][1:] != text.split("] ")[1].split()[0] for text in run.texts)


@contract.always(
    zh="两个任务都登录之后，才有一个删除文件",
    en="Both tasks have logged in before one deletes a file",
    promise="cpython",
)
def both_log_in_first(run) -> bool:
    return all(text.endswith("logs in") for text in run.texts[:2])


@contract.always(zh="先创建的任务先开始", en="The task that was created first begins first", promise="cpython")
def alice_first(run) -> bool:
    return run.texts[0].startswith("[Alice]") and run.texts[2].startswith("[Alice]")
