"""Two coroutines wait at the same time: both begin before either has waited. Two that compute do it one after the
other, because nothing in them pauses. Every run prints the same.

Run it: `pytest tests/snippets/start/test_wait_and_compute.py`
"""

from interleave import Contract

contract = Contract(
    "start/wait_and_compute.py",
    "Ann: begins to wait",
    "Bob: begins to wait",
    "Ann: has waited",
    "Bob: has waited",
    "Ann: begins to compute",
    "Ann: has computed",
    "Bob: begins to compute",
    "Bob: has computed",
)


@contract.always(
    zh="等待有重叠：Ann 还在等，Bob 就开始等了",
    en="Waits overlap: Bob begins to wait while Ann still waits",
    promise="cpython",
)
def waits_overlap(run) -> bool:
    return run.index("Bob: begins to wait") < run.index("Ann: has waited")


@contract.always(
    zh="计算没有重叠：一个算完，另一个才开始",
    en="Computations do not overlap: one begins when the other has ended",
    promise="language",
)
def computations_do_not(run) -> bool:
    first, second = sorted(["Ann", "Bob"], key=lambda name: run.index(f"{name}: begins to compute"))
    return run.index(f"{first}: has computed") < run.index(f"{second}: begins to compute")
