"""The matcher against the reference, on contracts and transcripts that hypothesis makes up."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from benchmarks.matcher import CONTRACTS, ORDERS, searched
from interleave.contract import Contract, Mismatch, Outcome
from interleave.contract.matching import Match, Search, Stuck
from interleave.contract.shape import Shape
from interleave.transcript import Transcript
from tests.engine.reference import Part, accepts, furthest, readings
from tests.engine.shapes import ALPHABET, LINES, PIDS, effort, mutated, printed, shapes

MOST_WORDS = 3_000


def found(shape: Shape, lines: list[str]) -> Match | Stuck:
    return Search(shape, lines, PIDS).result()


def told(shape: Shape, lines: list[str]) -> Outcome | str:
    """What a contract says of a run: an outcome, or the message of a mismatch and no other exception."""
    contract = Contract("chapter/name.py", shape)
    try:
        return contract.checked(Transcript.of(*lines, pids=PIDS))
    except Mismatch as mismatch:
        return str(mismatch)


def hold_against_reference(shape: Shape, lines: list[str]) -> None:
    """The same answer, a match that the reference has found too, and as far into a wrong run."""
    assume(len(lines) <= 8)
    words, events = effort(shape, len(lines) + 1)
    assume(words <= MOST_WORDS and events <= 16)
    ours = found(shape, lines)
    event(type(ours).__name__)
    if isinstance(ours, Match):
        parts = parts_of(match_parts(ours))
        alike = [reading for reading in readings(shape, lines, PIDS) if parts_of(reading.parts) == parts]
        assert alike
        outcome = told(shape, lines)
        assert isinstance(outcome, Outcome)
        names = {name for reading in alike for name, _ in reading.values}
        values = tuple((name, tuple(map(str, outcome.all(name)))) for name in sorted(names))
        assert values in [reading.values for reading in alike]
        for line, pieces in zip(lines, ours.pieces, strict=True):
            assert "".join(line[piece.start : piece.end] for piece in pieces) == line
    else:
        assert not accepts(shape, lines, PIDS)
        assert ours.sure
        assert ours.at == furthest(shape, lines, PIDS)
        first = str(told(shape, lines)).partition("\n")[0]
        where = f"line {ours.at + 1} of {len(lines)} is not what" if ours.at < len(lines) else "the output ends after"
        assert first.startswith(where)


def match_parts(match: Match) -> list[Part]:
    return [
        Part(
            number,
            piece.start,
            piece.end,
            piece.template.source,
            piece.lane,
            tuple((span.hole.name, span.start, span.end) for span in piece.spans),
        )
        for number, pieces in enumerate(match.pieces)
        for piece in pieces
    ]


def parts_of(parts: list[Part] | tuple[Part, ...]) -> list[Part]:
    """Without the texts that are empty: where these stand in a torn line nobody can see."""
    return [part for part in parts if part.end > part.start]


@given(st.data())
def test_what_a_contract_prints_is_accepted(data):
    shape = data.draw(shapes(depth=3))
    lines = data.draw(printed(shape))
    assert isinstance(found(shape, lines), Match)


@given(st.data())
def test_what_a_contract_prints_is_read_as_the_reference_does(data):
    shape = data.draw(shapes())
    hold_against_reference(shape, data.draw(printed(shape)))


@given(st.data())
def test_a_mutation_is_accepted_only_if_the_reference_does(data):
    shape = data.draw(shapes())
    hold_against_reference(shape, data.draw(mutated(data.draw(printed(shape)))))


@given(shapes(), st.lists(st.sampled_from(LINES) | st.text(ALPHABET, max_size=4), max_size=5))
def test_any_lines_are_accepted_only_if_the_reference_does(shape, lines):
    hold_against_reference(shape, lines)


alike_lanes = pytest.mark.parametrize("name", CONTRACTS)
torn_or_whole = pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])


def twenty_lanes(name: str, torn: bool) -> tuple[Shape, list[str]]:
    """A contract of 20 lanes with 50 lines each, and one of its runs."""
    rng = random.Random(f"{name} {torn}")
    alike = CONTRACTS[name](20, 50)
    return alike.shape(torn), alike.run(torn, rng.choice(ORDERS), rng)


@torn_or_whole
@alike_lanes
def test_twenty_alike_lanes_are_told_apart_without_many_setbacks(name, torn):
    shape, run = twenty_lanes(name, torn)
    said, steps = searched(shape, run)
    assert said == "match"
    # A line is one step, a torn one two: its text and its end.
    assert steps <= 3 * len(run) * (1 + torn)


@pytest.mark.parametrize("order", ORDERS)
def test_lines_that_may_be_cut_in_many_ways_are_shared_out_without_one_setback(order):
    alike = CONTRACTS["begins"](20, 50)
    for seed in range(3):
        run = alike.run(True, order, random.Random(seed))
        assert searched(alike.shape(True), run) == ("match", 2 * 20 * 50)


@torn_or_whole
@alike_lanes
def test_a_line_that_no_lane_has_is_named(name, torn):
    shape, run = twenty_lanes(name, torn)
    said, steps = searched(shape, [*run[:600], "tock", *run[601:]])
    assert said == "line 601"
    assert steps <= 5 * len(run) * (1 + torn)


@torn_or_whole
@alike_lanes
def test_a_line_that_is_missing_is_noticed_at_once(name, torn):
    shape, run = twenty_lanes(name, torn)
    said, steps = searched(shape, [*run[:500], *run[501:]])
    assert said.startswith("line ")
    assert steps <= 10 * len(run) * (1 + torn)  # to say where


def test_memory_grows_with_the_lines_and_not_faster():
    peaks = []
    for lines in (10, 40):
        alike = CONTRACTS["late"](10, lines)
        run = alike.run(True, "in bursts", random.Random(1))
        tracemalloc.start()
        assert searched(alike.shape(True), run)[0] == "match"
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * 4 * peaks[0]
