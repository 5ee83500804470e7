"""Run a contract's snippet and hold the run against the contract: what every test of a contract does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interleave.circumstance import Circumstance
from interleave.contract import Mismatch
from interleave.run import Limits, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interleave.book import Book
    from interleave.contract import Contract, Reading
    from interleave.run import Interpreter, Run, Shake

_SHAKEN = 4  # times as long: what is shaken is slower


class BrokenContract(Exception):
    """What a test of a contract has to say when it fails. `run` is the run that broke it, None if it was not one."""

    def __init__(self, message: str, run: Run | None = None) -> None:
        super().__init__(message)
        self.run = run


def execute(
    programs: Sequence[Path],
    python: Interpreter,
    circumstance: Circumstance,
    seconds: float,
    shake: Shake | None = None,
    *,
    trace: bool = False,
) -> Run:
    """Run the first of `programs`, with the others beside it, under `python` for up to `seconds`."""
    program, *files = programs
    return run(
        program,
        python=python,
        files=files,
        start_method=circumstance.start_method,
        limits=Limits(seconds=seconds),
        output=circumstance.output,
        buffered=circumstance.buffered,
        shake=shake,
        trace=trace,
    )


def patience(seconds: float, shake: Shake | None) -> float:
    """Give the time limit, in seconds, of a run that takes up to `seconds` when nothing disturbs it."""
    return seconds if shake is None else _SHAKEN * seconds


def held(contract: Contract, done: Run) -> Reading:
    """Hold a run against a contract. Raises BrokenContract."""
    if done.trouble:
        printed = [f"  | {line.text}" for line in done.transcript.lines[-12:]]
        raise BrokenContract("\n".join([*done.trouble, "  the last of what it printed:", *printed]), done)
    try:
        return contract.checked(done.transcript, done.circumstance)
    except Mismatch as mismatch:
        raise BrokenContract(str(mismatch), done) from None


def attempt(
    contract: Contract,
    programs: Sequence[Path],
    python: Interpreter,
    circumstance: Circumstance,
    shake: Shake | None = None,
    *,
    trace: bool = False,
) -> tuple[Run, Reading]:
    """Run once and hold the run against the contract. Raises BrokenContract that says under what it ran, too."""
    done = execute(programs, python, circumstance, patience(contract.seconds, shake), shake, trace=trace)
    try:
        return done, held(contract, done)
    except BrokenContract as broken:
        raise BrokenContract(f"{_head(contract, done, shake)}\n{broken}", done) from None


def _head(contract: Contract, done: Run, shake: Shake | None) -> str:
    circumstance = done.circumstance
    under = [str(circumstance.build), *filter(None, [circumstance.start_method])]
    under += [] if circumstance.output == "terminal" else [f"through a {circumstance.output}"]
    under += [] if circumstance.buffered else ["unbuffered"]
    under += [f"shaken ({shake})"] if shake else []
    under += ["traced"] if done.trace else []
    under += [] if done.fenced else ["unfenced"]
    return f"snippets/{contract.snippet} under {', '.join(under)}:"


class Runner:
    """Runs one contract's snippet, as it lies in a book."""

    def __init__(self, contract: Contract, book: Book) -> None:
        """Find out whether the start method makes a difference."""
        self.contract = contract
        self.book = book
        self.programs = book.programs(contract)
        self._follows = book.follows_start_method(contract)

    def usual(self, python: Interpreter) -> Circumstance:
        """Give the circumstance in which a reader runs it: with the Python's own start method, on a terminal."""
        return Circumstance(python.build, python.default_start_method if self._follows else None)

    def circumstances(self, python: Interpreter) -> tuple[Circumstance, ...]:
        """Give those in which the contract must hold: each start method that makes a difference, and a pipe.

        A reader who sends a program's output to a file or another program has it on a pipe: Python then keeps what is
        printed until it is flushed.
        """
        methods = python.start_methods if self._follows else (None,)
        usual = self.usual(python)
        return (*(replace(usual, start_method=method) for method in methods), replace(usual, output="pipe"))

    def run(
        self, python: Interpreter, circumstance: Circumstance, shake: Shake | None = None, *, trace: bool = False
    ) -> tuple[Run, Reading]:
        """Run once and hold the run against the contract. Raises BrokenContract that says under what it ran, too."""
        return attempt(self.contract, self.programs, python, circumstance, shake, trace=trace)

    def execute(
        self,
        python: Interpreter,
        circumstance: Circumstance,
        programs: Sequence[Path],
        seconds: float,
        shake: Shake | None,
    ) -> Run:
        """Run `programs`, which may be mutants of the snippet's own, for up to `seconds`."""
        return execute(programs, python, circumstance, seconds, shake)
