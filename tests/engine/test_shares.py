"""Where in time the processor time of threads is put: where it was seen, within what a machine and a GIL can do."""

from __future__ import annotations

from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interleave.run.shares import Share, Stretch, shares


def at(parts: list[Share], moment: float) -> float:
    return next((each.own for each in parts if each.start <= moment < each.end), 0.0)


def ran(parts: list[Share]) -> float:
    return sum(each.own * (each.end - each.start) for each in parts)


def together(spread: list[list[Share]]) -> float:
    """The most that ran at a moment on the whole machine."""
    changes: dict[float, float] = {}
    for each in (each for parts in spread for each in parts):
        for moment, by in ((each.start, each.own), (each.end, -each.own)):
            changes[moment] = changes.get(moment, 0) + by
    return max(accumulate(by for _, by in sorted(changes.items())))


def test_what_is_not_known_is_a_share_of_each_moment():
    (parts,) = shares([Stretch(1, 1, 0.0, 0.1, 0.025)], {}, 2, gil=True)
    assert [(each.start, each.end) for each in parts] == [(0.0, 0.1)]
    assert parts[0].own == pytest.approx(0.25)


def test_it_ran_when_it_was_seen_to_run_and_as_much_as_its_clock_says():
    seen = {1: [(0.02, 0.05)]}
    (parts,) = shares([Stretch(1, 1, 0.0, 0.1, 0.03)], seen, 2, gil=True)
    assert at(parts, 0.03) == pytest.approx(1)
    assert at(parts, 0.01) == pytest.approx(0, abs=0.001)
    (less,) = shares([Stretch(1, 1, 0.0, 0.1, 0.015)], seen, 2, gil=True)  # the system's count came late
    assert at(less, 0.03) == pytest.approx(0.5, abs=0.001)
    (more,) = shares([Stretch(1, 1, 0.0, 0.1, 0.065)], seen, 2, gil=True)
    assert (at(more, 0.03), at(more, 0.08)) == (pytest.approx(1), pytest.approx(0.5, abs=0.001))


def test_in_a_short_stretch_the_system_s_counts_say_nothing():
    (parts,) = shares([Stretch(1, 1, 0.0, 0.002, 0.001)], {1: [(0.0, 0.001)]}, 2, gil=True)
    assert at(parts, 0.0005) == at(parts, 0.0015) == pytest.approx(0.5)


def test_with_the_gil_threads_of_one_process_take_turns():
    """Each was seen to run a little into the other's turn, because the system was asked late."""
    both = [Stretch(1, 1, 0.0, 0.04, 0.02), Stretch(1, 2, 0.0, 0.04, 0.02)]
    seen = {1: [(0.0, 0.0105), (0.02, 0.0305)], 2: [(0.0095, 0.0205), (0.0298, 0.04)]}
    one, two = shares(both, seen, 2, gil=True)
    assert max(each.process for each in one) <= 1 + 1e-6
    assert (at(one, 0.005), at(two, 0.005)) == (pytest.approx(1, abs=0.05), pytest.approx(0, abs=0.05))
    assert (at(one, 0.015), at(two, 0.015)) == (pytest.approx(0, abs=0.05), pytest.approx(1, abs=0.05))
    assert [ran(one), ran(two)] == [pytest.approx(0.02, rel=0.01)] * 2


def test_one_that_has_no_choice_displaces_the_other():
    """The first ran at some time in ten milliseconds, the second all of the first half."""
    one, two = shares([Stretch(1, 1, 0.0, 0.01, 0.005), Stretch(1, 2, 0.0, 0.005, 0.005)], {}, 2, gil=True)
    assert at(one, 0.002) == pytest.approx(0, abs=0.01)
    assert at(one, 0.007) == pytest.approx(1, abs=0.01)
    assert ran(two) == pytest.approx(0.005, rel=0.01)


@pytest.mark.parametrize(("threads", "each"), [(2, 0.01), (4, 0.005)])
def test_code_that_released_the_gil_ran_at_the_same_time(threads, each):
    """More time was counted than there was."""
    whole = [Stretch(1, thread, 0.0, 0.01, each) for thread in range(threads)]
    for parts in shares(whole, {}, 2, gil=True):
        assert ran(parts) == pytest.approx(each, rel=0.01)
        assert parts[0].process == pytest.approx(2, rel=0.01)


def test_without_a_gil_and_in_processes_only_the_cores_limit():
    two = [Stretch(1, 1, 0.0, 0.01, 0.008), Stretch(1, 2, 0.0, 0.01, 0.008)]
    assert [ran(parts) for parts in shares(two, {}, 2, gil=False)] == [pytest.approx(0.008)] * 2
    apart = [stretch._replace(pid=stretch.thread) for stretch in two]
    assert [ran(parts) for parts in shares(apart, {}, 2, gil=True)] == [pytest.approx(0.008)] * 2
    one_core = shares(
        [each._replace(ran=0.005) for each in apart], {1: [(0.0, 0.006)], 2: [(0.004, 0.01)]}, 1, gil=True
    )
    assert together(one_core) <= 1 + 1e-6


def happened(random: Random, cores: int) -> tuple[list[Stretch], dict[int, list[tuple[float, float]]]]:
    """What threads with a GIL really did, cut into stretches at random, and when they were seen, a little wrong."""
    threads = [(random.randint(1, 3), number) for number in range(random.randint(1, 6))]
    did: dict[int, list[tuple[float, float]]] = {number: [] for _, number in threads}
    moment = 0.0
    while moment < 0.2:
        length = random.choice([0.0001, 0.005, 0.005, 0.02])
        chosen = dict(random.sample(threads, len(threads)))  # of each process one
        for number in list(chosen.values())[: random.randint(0, cores)]:
            did[number].append((moment, moment + length))
        moment += length
    stretches = []
    for pid, number in threads:
        cuts = sorted({0.0, moment, *(random.uniform(0, moment) for _ in range(random.choice([0, 3, 40])))})
        for start, end in pairwise(cuts):
            both = sum(max(0.0, min(end, until) - max(start, since)) for since, until in did[number])
            stretches.append(Stretch(pid, number, start, end, min(both, end - start)))
    seen = {
        number: [(since + wrong, until + wrong) for since, until in times for wrong in [random.uniform(-1, 1) / 2000]]
        for number, times in did.items()
    }
    return stretches, seen


@given(st.randoms(use_true_random=True), st.integers(1, 4), st.booleans())
def test_what_happened_is_put_within_the_limits_and_whole(random, cores, sampled):
    stretches, seen = happened(random, cores)
    counted: dict[int, float] = {}
    put: dict[int, float] = {}
    spread = shares(stretches, seen if sampled else {}, cores, gil=True)
    assert together(spread) <= cores + 1e-6
    for stretch, parts in zip(stretches, spread, strict=True):
        assert (parts[0].start, parts[-1].end) == (stretch.start, stretch.end)
        for part in parts:
            assert -1e-9 <= part.own <= 1 + 1e-6
            assert part.process <= 1 + 1e-6
        counted[stretch.thread] = counted.get(stretch.thread, 0) + stretch.ran
        put[stretch.thread] = put.get(stretch.thread, 0) + ran(parts)
    for thread, seconds in counted.items():
        assert seconds * 0.9 - 0.001 <= put[thread] <= seconds * 1.0001 + 1e-6
