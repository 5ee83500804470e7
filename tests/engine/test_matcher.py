"""The matcher against the reference, on contracts and transcripts that hypothesis makes up."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from benchmarks.matcher import CONTRACTS, ORDERS, matched
from interleave.contract import Contract, Mismatch, Reading
from interleave.contract.matching import Match, Printed, match
from interleave.contract.shape import Shape
from interleave.transcript import Transcript
from tests.engine.reference import Part, accepts, furthest, readings
from tests.engine.shapes import (
    ALPHABET,
    LINES,
    PIDS,
    alike_lanes,
    effort,
    mutated,
    printed,
    runs,
    shapes,
    unended_shapes,
)

MOST_WORDS = 3_000


def told(shape: Shape, run: Printed) -> Reading | str:
    """What a contract says of a run: an outcome, or the message of a mismatch and no other exception."""
    contract = Contract("chapter/name.py", shape, may_hang=True)
    try:
        return contract.checked(
            Transcript.of(*run.lines, pids=run.pids, whole=run.whole, hangs=("here",) if run.stopped else ())
        )
    except Mismatch as mismatch:
        return str(mismatch)


def hold_against_reference(shape: Shape, run: Printed | list[str]) -> None:
    """The same answer, a match that the reference has found too, and as far into a wrong run."""
    run = run if isinstance(run, Printed) else Printed(run, PIDS)
    lines = run.lines
    assume(len(lines) <= 8)
    words, events = effort(shape, len(lines) + 1)
    assume(words <= MOST_WORDS // (20 if run.stopped else 1) and events <= 16)
    ours = match(shape, run)
    event(type(ours).__name__)
    if isinstance(ours, Match):
        parts = parts_of(match_parts(ours))
        alike = [reading for reading in readings(shape, run) if parts_of(reading.parts) == parts]
        assert alike
        outcome = told(shape, run)
        assert isinstance(outcome, Reading)
        names = {name for reading in alike for name, _ in reading.values}
        values = tuple((name, tuple(map(str, outcome.all(name)))) for name in sorted(names))
        assert values in [reading.values for reading in alike]
        for line, pieces in zip(lines, ours.pieces, strict=True):
            assert "".join(line[piece.start : piece.end] for piece in pieces) == line
    else:
        assert not accepts(shape, run)
        assert ours.at == furthest(shape, run)
        first = str(told(shape, run)).partition("\n")[0]
        where = f"line {ours.at + 1} of {len(lines)} is not what" if ours.at < len(lines) else "the output ends after"
        assert first.startswith(where)


def match_parts(matched: Match) -> list[Part]:
    return [
        Part(
            number,
            piece.start,
            piece.end,
            piece.template.source,
            piece.lane,
            tuple((filling.hole.name, filling.start, filling.end) for filling in piece.fillings),
        )
        for number, pieces in enumerate(matched.pieces)
        for piece in pieces
    ]


def parts_of(parts: list[Part] | tuple[Part, ...]) -> list[Part]:
    """Without the texts that are empty: where these stand in a torn line nobody can see."""
    return [part for part in parts if part.end > part.start]


@given(st.data())
def test_what_a_contract_prints_is_accepted(data):
    shape = data.draw(shapes(depth=3))
    lines = data.draw(printed(shape))
    assert isinstance(match(shape, Printed(lines, PIDS)), Match)


@given(st.data())
def test_what_a_contract_prints_is_read_as_the_reference_does(data):
    shape = data.draw(shapes())
    hold_against_reference(shape, data.draw(printed(shape)))


@given(st.data())
def test_a_mutation_is_accepted_only_if_the_reference_does(data):
    shape = data.draw(shapes())
    hold_against_reference(shape, data.draw(mutated(data.draw(printed(shape)))))


@given(st.data())
def test_alike_lanes_are_told_apart_as_the_reference_does(data):
    shape = data.draw(alike_lanes())
    lines = data.draw(printed(shape))
    hold_against_reference(shape, data.draw(st.just(lines) | mutated(lines)))


@given(st.data())
def test_a_run_that_is_stopped_or_unended_is_read_as_the_reference_does(data):
    shape = data.draw(unended_shapes() | shapes())
    lines = data.draw(printed(shape))
    hold_against_reference(shape, data.draw(runs(data.draw(st.just(lines) | mutated(lines)))))


@given(st.data())
def test_a_run_that_is_stopped_anywhere_keeps_the_contract(data):
    shape = data.draw(shapes(depth=3))
    lines = data.draw(printed(shape))
    assert isinstance(match(shape, Printed(lines[: data.draw(st.integers(0, 9))], PIDS, stopped=True)), Match)


@given(shapes(), st.lists(st.sampled_from(LINES) | st.text(ALPHABET, max_size=4), max_size=5))
def test_any_lines_are_accepted_only_if_the_reference_does(shape, lines):
    hold_against_reference(shape, lines)


@pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])
@pytest.mark.parametrize("name", CONTRACTS)
def test_a_handful_of_alike_lanes_is_told_apart(name, torn):
    alike, rng = CONTRACTS[name](4, 5), random.Random(f"{name} {torn}")
    shape, run = alike.shape(torn), alike.run(torn, rng.choice(ORDERS), rng)
    assert matched(shape, run) == "match"
    for at in (0, len(run) // 2, len(run) - 1):
        assert matched(shape, [*run[:at], "tock", *run[at + 1 :]]) == f"line {at + 1}"
        assert matched(shape, [*run[:at], *run[at + 1 :]]).startswith("line ")
