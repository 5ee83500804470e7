"""Run a contract's snippet and hold the run against the contract: what every test of a contract does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interleave.contract import Circumstances, Mismatch, came_to
from interleave.run import Limits, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interleave.book import Book
    from interleave.contract import Contract, Outcome
    from interleave.run import Interpreter, Run, Shake

_SHAKEN = 4  # times as long: what is shaken is slower


class BrokenContract(Exception):
    """What a test of a contract has to say when it fails. `run` is the run that broke it, None if it was not one."""

    def __init__(self, message: str, run: Run | None = None) -> None:
        super().__init__(message)
        self.run = run


class Way(NamedTuple):
    """One way to run a program: a start method (None where it makes no difference), and a terminal or a pipe."""

    start_method: str | None
    terminal: bool = True

    def __str__(self) -> str:
        """Give the name that tests and tables have for it, empty where there is but one way."""
        return (self.start_method or "") if self.terminal else "pipe"


def execute(
    programs: Sequence[Path],
    python: Interpreter,
    way: Way,
    seconds: float,
    shake: Shake | None = None,
    *,
    trace: bool = False,
) -> Run:
    """Run the first of `programs`, with the others beside it, for up to `seconds`."""
    program, *files = programs
    limits = Limits(seconds=seconds)
    return run(
        program,
        python=python,
        files=files,
        start_method=way.start_method,
        limits=limits,
        terminal=way.terminal,
        shake=shake,
        trace=trace,
    )


def patience(seconds: float, shake: Shake | None) -> float:
    """Give the time limit of a run that takes up to `seconds` when nothing disturbs it."""
    return seconds if shake is None else _SHAKEN * seconds


def outcome(contract: Contract, done: Run) -> Outcome:
    """Hold a run against a contract. Raises BrokenContract."""
    python = done.interpreter
    if done.trouble:
        printed = [f"  | {line.text}" for line in done.transcript.lines[-12:]]
        raise BrokenContract("\n".join([*done.trouble, "  the last of what it printed:", *printed]), done)
    circumstances = Circumstances(python.version_info, python.free_threaded, done.start_method)
    try:
        return contract.checked(done.transcript, circumstances)
    except Mismatch as mismatch:
        raise BrokenContract(str(mismatch), done) from None


def attempt(
    contract: Contract,
    programs: Sequence[Path],
    python: Interpreter,
    way: Way,
    shake: Shake | None = None,
    *,
    trace: bool = False,
) -> tuple[Run, Outcome]:
    """Run once and hold the run against the contract. Raises BrokenContract that says under what it ran, too."""
    done = execute(programs, python, way, patience(contract.seconds, shake), shake, trace=trace)
    try:
        return done, outcome(contract, done)
    except BrokenContract as broken:
        raise BrokenContract(f"{_head(contract, python, way, shake, trace)}\n{broken}", done) from None


def observe(
    contract: Contract, programs: Sequence[Path], python: Interpreter, way: Way, shake: Shake | None = None
) -> tuple[Run, Outcome, str]:
    """Like `attempt`, and give the name of the declared outcome that the run came to.

    Raises BrokenContract, which tells the run whole, also when nobody declared it or it was not expected.
    """
    done, shown = attempt(contract, programs, python, way, shake)
    try:
        return done, shown, came_to(contract.outcomes, shown).name
    except Mismatch as mismatch:
        raise BrokenContract(f"{_head(contract, python, way, shake)}\n{mismatch}", done) from None


def _head(contract: Contract, python: Interpreter, way: Way, shake: Shake | None, trace: bool = False) -> str:
    under = [f"{python.implementation} {python.version}", *([way.start_method] if way.start_method else [])]
    under += [] if way.terminal else ["through a pipe"]
    under += [f"shaken ({shake})"] if shake else []
    under += ["traced"] if trace else []
    return f"snippets/{contract.snippet} under {', '.join(under)}:"


class Runner:
    """Runs one contract's snippet, as it lies in a book."""

    def __init__(self, contract: Contract, book: Book) -> None:
        """Find out which start methods matter."""
        self.contract = contract
        self.book = book
        self.programs = book.programs(contract)
        self._follows = book.follows_start_method(contract)

    def usual(self, python: Interpreter) -> Way:
        """Give the way in which a reader runs it: as its Python starts processes, on a terminal."""
        return Way(python.default_start_method if self._follows else None)

    def ways(self, python: Interpreter) -> tuple[Way, ...]:
        """Give the ways in which a contract must hold: each start method that makes a difference, and through a pipe.

        A reader who sends a program's output to a file or another program has it on a pipe: Python then keeps what is
        printed until it is flushed.
        """
        methods = python.start_methods if self._follows else (None,)
        return (*map(Way, methods), self.usual(python)._replace(terminal=False))

    def shown_ways(self, python: Interpreter) -> tuple[Way, ...]:
        """Give those of `ways` that a card can show: on a terminal."""
        return tuple(way for way in self.ways(python) if way.terminal)

    def run(
        self, python: Interpreter, way: Way, shake: Shake | None = None, *, trace: bool = False
    ) -> tuple[Run, Outcome]:
        """Run once and hold the run against the contract. Raises BrokenContract that says under what it ran, too."""
        return attempt(self.contract, self.programs, python, way, shake, trace=trace)

    def execute(
        self, python: Interpreter, way: Way, programs: Sequence[Path], seconds: float, shake: Shake | None
    ) -> Run:
        """Run `programs`, which may be mutants of the snippet's own, for up to `seconds`."""
        return execute(programs, python, way, seconds, shake)
