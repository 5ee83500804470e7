"""Two threads of a pool log what they do. Each record is whole, the one with a traceback, too, and names its thread.

Run it: `pytest tests/snippets/thread/test_log.py`
"""

from itertools import pairwise

from interleave import Contract, in_order, interleaved, lane

BOXES = {"tea": 2, "rice": 14}
ITEMS = (*BOXES, "soup")

contract = Contract(
    "thread/log.py",
    interleaved(
        *(
            lane(item, f"INFO [{{{item}:name}}] packing {item}", f"INFO [{{{item}:name}}] {item}: {boxes} boxes")
            for item, boxes in BOXES.items()
        ),
        lane(
            "soup",
            "INFO [{soup:name}] packing soup",
            in_order(
                "ERROR [{soup:name}] soup cannot be packed",
                "Traceback (most recent call last):",  # of one frame: it is logged in the function that raises
                '  File "{:path}/log.py", line 13, in pack',
                '    log.info("%s: %d boxes", item, BOXES[item])',
                "                                   ~~~~~^^^^^^",
                "KeyError: 'soup'",
            ),
        ),
        threads=True,
    ),
    "INFO [MainThread] closing",
)


@contract.always(
    zh="每条记录都写着是哪个线程：packer_0 或 packer_1",
    en="Each record names the thread that logged it: packer_0 or packer_1",
    promise="language",
)
def names(run) -> bool:
    return {run["tea"], run["rice"], run["soup"]} <= {"packer_0", "packer_1"}


@contract.exempt(zh="调用栈里没有 `^` 和 `~` 的记号", en="the traceback has no marks of `^` and `~`")
def unmarked(circumstance) -> bool:
    return circumstance.setup == "unmarked"


@contract.never(
    zh="有一行被撕裂，或者调用栈中间插进了别的记录",
    en="A line is torn, or another record stands inside the traceback",
    promise="language",
)
def torn(run) -> bool:
    head = run.index("Traceback")
    last = run.index("KeyError")
    inside = run.texts[head:last]
    whole = run.texts[head - 1].endswith("soup cannot be packed")
    return run.torn or not whole or any(text.startswith(("INFO", "ERROR")) for text in inside)


@contract.always(
    zh="任务先进先出：一个任务开始时，在它前面的至多还有一个没做完，已由另一个线程取走",
    en="Tasks are taken first in, first out: when one begins, the other thread has at most one earlier one in hand",
    promise="cpython",
)
def first_in_first_out(run) -> bool:
    for at, item in enumerate(ITEMS):
        begins = run.index(f"INFO [{run[item]}] packing {item}")
        earlier = [run[other] for other in ITEMS[:at] if begins < run.index(f"INFO [{run[other]}] {other}:")]
        if len(earlier) > 1 or run[item] in earlier:
            return False
    return True


@contract.sometimes(
    zh="两个线程的记录交错在一起",
    en="The records of two threads interleave",
    within=200,
    shown=True,
)
def interleave(run) -> bool:
    workers = [text.split("]")[0].split("[")[1] for text in run.texts[:-1] if text.startswith(("INFO", "ERROR"))]
    changes = sum(one != other for one, other in pairwise(workers))
    return changes > 1
