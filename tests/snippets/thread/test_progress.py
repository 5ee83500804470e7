"""Workers report each file that they have copied, and one thread prints how many there are. Every run prints the same,
whichever file is copied first.

Run it: `pytest tests/snippets/thread/test_progress.py`
"""

from interleave import Contract

contract = Contract(
    "thread/progress.py",
    *(f"[{'#' * count}{'.' * (8 - count)}] {count} of 8" for count in range(1, 9)),
    "All files are copied",
)


@contract.always(
    zh="每复制完一个文件，数目加一",
    en="The count rises by one with each file that has been copied",
    promise="program",
)
def rises(run) -> bool:
    return [int(text.split()[1]) for text in run.texts[:-1]] == [1, 2, 3, 4, 5, 6, 7, 8]


@contract.always(
    zh="最后一行在所有进度之后：它等到显示线程结束才打印",
    en="The last line comes after all counts: it waits for the thread that displays them",
    promise="language",
)
def last(run) -> bool:
    return run.texts[-1] == "All files are copied"
