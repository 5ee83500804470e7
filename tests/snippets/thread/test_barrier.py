"""Three threads go on only when all three have loaded. In the second run one of them cannot, aborts the barrier, and
the other two get a BrokenBarrierError.

Run it: `pytest tests/snippets/thread/test_barrier.py`
"""

from interleave import Contract, interleaved, lane

NUMBERS = {"Ann": 1, "Bob": 2, "Cid": 3}

contract = Contract(
    "thread/barrier.py",
    interleaved(*(lane(name, f"{name}: has loaded {number}") for name, number in NUMBERS.items()), threads=True),
    interleaved(*(lane(name, f"{name}: all have loaded, goes on") for name in NUMBERS), threads=True),
    "Second run:",
    interleaved(
        lane("Ann", "Ann: has loaded 1", "Ann: BrokenBarrierError, gives up"),
        lane("Bob", "Bob: has loaded 2", "Bob: BrokenBarrierError, gives up"),
        lane("Cid", "Cid: 'three' is not a number"),
        threads=True,
    ),
)


@contract.never(zh="有线程在三个都读完之前继续", en="A thread goes on before all three have loaded", promise="language")
def goes_on_early(run) -> bool:
    return any("goes on" in text for text in run.texts[:3])


@contract.always(
    zh="屏障损坏以后，在等的和后到的线程都得到 BrokenBarrierError",
    en="When the barrier is broken, threads that wait at it and threads that come later get a BrokenBarrierError",
    promise="language",
)
def all_get_it(run) -> bool:
    return sum("BrokenBarrierError" in text for text in run.texts) == 2


@contract.never(
    zh="屏障还没有被 abort() 损坏，就有线程得到 BrokenBarrierError",
    en="A thread gets a BrokenBarrierError before abort() has broken the barrier",
    promise="program",
)
def broken_early(run) -> bool:
    cid = run.lines[run.index("Cid: 'three'")]
    # The line of Cid has ended before abort(): nothing of it stands in the line of the terminal where Cid's text does.
    return any("BrokenBarrierError" in line.text for line in run.lines if line.line <= cid.line)
