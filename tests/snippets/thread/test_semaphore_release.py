"""One release() too many: a Semaphore lets one more thread in, a BoundedSemaphore raises ValueError. Every run prints
the same.

Run it: `pytest tests/snippets/thread/test_semaphore_release.py`
"""

from interleave import Contract

contract = Contract(
    "thread/semaphore_release.py",
    "Semaphore: 2 inside, and 1 was allowed",
    "BoundedSemaphore: ValueError: Semaphore released too many times",
    "BoundedSemaphore: 1 inside, and 1 was allowed",
)


@contract.always(
    zh="多释放一次，Semaphore 就多放进一个",
    en="After one release too many a Semaphore lets in one more",
    promise="language",
)
def one_more(run) -> bool:
    return run.texts[0].startswith("Semaphore: 2 inside")


@contract.never(
    zh="用 BoundedSemaphore 时，放进去的多于一个",
    en="With the BoundedSemaphore, more than one gets in",
    promise="program",
)
def bounded_lets_in_more(run) -> bool:
    return not run.texts[-1].startswith("BoundedSemaphore: 1 inside")
