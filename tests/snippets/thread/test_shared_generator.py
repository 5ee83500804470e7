"""While one thread executes a generator, the main thread asks it for the next item, which raises ValueError. The
generator goes on undisturbed.

Run it: `pytest tests/snippets/thread/test_shared_generator.py`
"""

from interleave import Contract

contract = Contract(
    "thread/shared_generator.py",
    "ValueError: generator already executing",
    "The thread sells ticket 1",
    "The main thread sells ticket 2",
)


@contract.always(
    zh="生成器正在执行时调用 next，抛出 ValueError",
    en="next() on a generator that is executing raises ValueError",
    promise="language",
)
def refused(run) -> bool:
    return run.texts[0].startswith("ValueError")


@contract.always(
    zh="第一张票给了正在执行它的线程",
    en="Ticket 1 goes to the thread that was executing it",
    promise="program",
)
def undisturbed(run) -> bool:
    return run.texts[1:] == ["The thread sells ticket 1", "The main thread sells ticket 2"]
