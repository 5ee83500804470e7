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


def renumbered(texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each number replaced by a much larger one, and by 0 written alike ("0.00" for "0.15")."""
    for number, text in enumerate(texts):
        for found in re.finditer(r"\d+(?:\.\d+)?", text):
            whole, point, part = found[0].partition(".")
            for wrong in (f"{int(whole) + 1000003}{point}{part}", f"0{point}{'0' * len(part)}"):
                if wrong != found[0]:
                    other = f"{text[: found.start()]}{wrong}{text[found.end() :]}"
                    yield f"{wrong} in line {number + 1}", [*texts[:number], other, *texts[number + 1 :]]


@every_contract
def test_a_dropped_line_is_rejected(contract):
    recording = recorded(contract)
    texts = [line.text for line in recording.lines]
    got_through = [what for what, wrong in dropped(texts) if accepted(contract, recording, wrong)]
    assert got_through == []


def are_ordered(recording: Recording, number: int) -> bool:
    """Whether lines `number` and the next have an order in every run: not when they stand in different lanes."""
    one, other = recording.lines[number].pieces, recording.lines[number + 1].pieces
    if len(one) != 1 or len(other) != 1:
        return False
    return one[0].lane == other[0].lane or None in (one[0].lane, other[0].lane)


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
    ordered = [
        number
        for number in range(len(texts) - 1)
        if are_ordered(recording, number)
        and filled_alike(recording.lines[number]) != filled_alike(recording.lines[number + 1])
    ]
    if not ordered:
        pytest.skip("no two lines after each other have an order")
    got_through = [
        f"lines {number + 1} and {number + 2}"
        for number in ordered
        if accepted(contract, recording, [*texts[:number], texts[number + 1], texts[number], *texts[number + 2 :]])
    ]
    assert got_through == []


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
