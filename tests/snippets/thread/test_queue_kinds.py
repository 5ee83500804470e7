"""In which order four kinds of queues give back what was put in; an empty and a full queue; and two entries of a
PriorityQueue that cannot be compared. Every run prints the same.

Run it: `pytest tests/snippets/thread/test_queue_kinds.py`
"""

from interleave import Contract

contract = Contract(
    "thread/queue_kinds.py",
    "Queue: [2, 3, 1]",
    "SimpleQueue: [2, 3, 1]",
    "LifoQueue: [1, 3, 2]",
    "PriorityQueue: [1, 2, 3]",
    "queue.Empty: nothing came within 0.01 s",
    "queue.Full: no room within 0.01 s",
    "TypeError: '<' not supported between instances of 'dict' and 'dict'",
)


@contract.always(
    zh="LifoQueue 先给最后放进去的，PriorityQueue 先给最小的",
    en="A LifoQueue gives the last entry first, a PriorityQueue the least",
    promise="language",
)
def orders(run) -> bool:
    return run.texts[2:4] == ["LifoQueue: [1, 3, 2]", "PriorityQueue: [1, 2, 3]"]


@contract.never(
    zh="带超时的 get() 在空队列上一直等下去",
    en="A get() with a timeout waits for ever at an empty queue",
    promise="language",
)
def waits_for_ever(run) -> bool:
    return not any(text.startswith("queue.Empty") for text in run.texts)
