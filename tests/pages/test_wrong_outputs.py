"""Every contract rejects wrong outputs: its recording with a line dropped, two lines swapped, a number changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from interleave.book import Book
from interleave.contract import Circumstances, Contract, Mismatch
from interleave.recording import Line as RecordedLine
from interleave.recording import Recording
from interleave.transcript import Transcript

BOOK = Book(Path(__file__).parents[2])
CONTRACTS = [BOOK.contract_in(file) for file in BOOK.contract_files()]

every_contract = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.snippet)


def recorded(contract: Contract) -> Recording:
    return BOOK.recording(contract.snippet)


def circumstances(recording: Recording) -> Circumstances:
    major, minor = map(int, recording.minor.split("."))
    return Circumstances((major, minor), recording.free_threaded, recording.start_method)


def accepted(contract: Contract, recording: Recording, texts: list[str]) -> bool:
    transcript = Transcript.of(*texts, exit=recording.exit, pids=set(recording.pids))
    try:
        contract.checked(transcript, circumstances(recording))
    except Mismatch:
        return False
    return True


def dropped(texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    for number in range(len(texts)):
        yield f"without line {number + 1}", texts[:number] + texts[number + 1 :]


def swapped(texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    for number in range(len(texts) - 1):
        if texts[number] != texts[number + 1]:
            wrong = [*texts[:number], texts[number + 1], texts[number], *texts[number + 2 :]]
            yield f"lines {number + 1} and {number + 2} swapped", wrong


def renumbered(texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    for number, text in enumerate(texts):
        for found in re.finditer(r"\d+", text):
            other = f"{text[: found.start()]}{int(found[0]) + 1000003}{text[found.end() :]}"
            yield f"another number in line {number + 1}", [*texts[:number], other, *texts[number + 1 :]]


def is_loose(shape: object) -> bool:
    """Whether a shape leaves the number of lines open."""
    return any(word in str(shape) for word in ("'Repeated'", "'OneOf'"))


@every_contract
def test_a_dropped_line_is_rejected(contract):
    recording = recorded(contract)
    texts = [line.text for line in recording.lines]
    got_through = [what for what, wrong in dropped(texts) if accepted(contract, recording, wrong)]
    if is_loose(contract.describe()["shape"]):
        assert len(got_through) < len(texts)
    else:
        assert got_through == []


def are_ordered(contract: Contract, recording: Recording, number: int) -> bool:
    """Whether lines `number` and the next have an order in every run: they stand in the same lane, or in none."""
    one, other = recording.lines[number].pieces, recording.lines[number + 1].pieces
    return len(one) == len(other) == 1 and one[0].lane == other[0].lane


def filled_alike(line: RecordedLine) -> str:
    """A line without what varies in it."""
    text = line.text
    for piece in reversed(line.pieces):
        for hole in reversed(piece.holes):
            text = text[: hole.start] + "?" + text[hole.end :]
    return text


@every_contract
def test_ordered_lines_swapped_are_rejected(contract):
    recording = recorded(contract)
    texts = [line.text for line in recording.lines]
    if len(texts) < 2:
        pytest.skip("one line has no order")
    got_through = [
        f"lines {number + 1} and {number + 2} swapped"
        for number in range(len(texts) - 1)
        if are_ordered(contract, recording, number)
        and filled_alike(recording.lines[number]) != filled_alike(recording.lines[number + 1])
        and accepted(contract, recording, [*texts[:number], texts[number + 1], texts[number], *texts[number + 2 :]])
    ]
    assert got_through == []
    assert any(not accepted(contract, recording, wrong) for _, wrong in swapped(texts[::1])) or len(set(texts)) < 2


@every_contract
def test_a_wrong_number_is_rejected(contract):
    recording = recorded(contract)
    texts = [line.text for line in recording.lines]
    wrong = list(renumbered(texts))
    if not wrong:
        pytest.skip("it prints no number")
    assert [what for what, texts in wrong if not accepted(contract, recording, texts)]


@every_contract
def test_a_wrong_process_id_is_rejected(contract):
    recording = recorded(contract)
    texts = [line.text for line in recording.lines]
    for number, line in enumerate(recording.lines):
        for piece in line.pieces:
            for hole in piece.holes:
                if hole.type == "pid":
                    wrong = f"{line.text[: hole.start]}{max(recording.pids) + 1}{line.text[hole.end :]}"
                    assert not accepted(contract, recording, [*texts[:number], wrong, *texts[number + 1 :]])


@every_contract
def test_a_wrong_exit_status_is_rejected(contract):
    recording = replace(recorded(contract), exit=recorded(contract).exit + 1)
    assert not accepted(contract, recording, [line.text for line in recording.lines])
