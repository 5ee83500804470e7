"""One task fetches pages, another stores them, and between them is a queue with one place. put() waits while the
queue is full, so the fetching task is never more than three pages ahead.

Run it: `pytest tests/snippets/coroutine/test_full_queue.py`
"""

from interleave import Contract, interleaved, lane

PAGES = ("/home", "/news", "/shop", "/help", "/user")

contract = Contract(
    "coroutine/full_queue.py",
    interleaved(
        lane("Fetch", *(f"Fetch: has {page}" for page in PAGES), "Fetch: all pages are in the queue"),
        lane("Store", *(f"Store: stored {page}" for page in PAGES)),
    ),
    "Main: all pages are stored",
)


def ahead(run) -> list[int]:
    """How many pages are fetched and not stored, after each line about a page."""
    counts = [0]
    for text in run.texts:
        if "/" in text:
            counts.append(counts[-1] + (1 if text.startswith("Fetch") else -1))
    return counts


@contract.always(
    zh="取来而没有存好的页面，从不超过三个",
    en="Never more than three pages are fetched and not yet stored",
    promise="language",
)
def at_most_three(run) -> bool:
    return min(ahead(run)) >= 0 and max(ahead(run)) <= 3


@contract.always(
    zh="最后一页放进队列时，至少已经存好三页",
    en="When the last page is in the queue, at least three are stored",
    promise="language",
)
def three_before_the_last(run) -> bool:
    return run.index("Fetch: all pages") > run.index("Store: stored /shop")


@contract.always(
    zh="每存好一页，马上取下一页，直到取完",
    en="When a page is stored the next is fetched at once, until there are no more",
    promise="cpython",
)
def in_step(run) -> bool:
    return ahead(run) == [0, 1, 2, 3, 2, 3, 2, 3, 2, 1, 0] and run.index("Fetch: all pages") == 8
