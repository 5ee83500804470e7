"""Run a contract's snippet and hold the run against the contract: what every test of a contract does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interleave.contract import Circumstances, Mismatch
from interleave.run import Limits, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interleave.book import Book
    from interleave.contract import Contract, Outcome
    from interleave.run import Interpreter, Run


class BrokenContract(Exception):
    """What a test of a contract has to say when it fails."""


class Way(NamedTuple):
    """One way to run a program: a start method (None: as the program and its Python will), and a terminal or a pipe."""

    start_method: str | None
    terminal: bool = True


class Runner:
    """Runs one contract's snippet."""

    def __init__(self, contract: Contract, book: Book) -> None:
        """Find out which start methods matter."""
        self.contract = contract
        self.book = book
        self.programs = book.programs(contract)
        self._follows = book.follows_start_method(contract)

    def ways(self, python: Interpreter) -> tuple[Way, ...]:
        """Give the ways in which a contract must hold: each start method that makes a difference, and through a pipe.

        A reader who sends a program's output to a file or another program has it on a pipe: Python then keeps what is
        printed until it is flushed.
        """
        methods = python.start_methods if self._follows else (None,)
        return (*(Way(method) for method in methods), Way(None, terminal=False))

    def run(self, python: Interpreter, way: Way) -> tuple[Run, Outcome]:
        """Run once and hold the run against the contract. Raises BrokenContract that says under what it ran, too."""
        done = self.execute(python, way, self.programs, self.contract.seconds)
        try:
            return done, self.outcome(done)
        except BrokenContract as broken:
            method = self.applied(python, way.start_method)
            under = [f"{python.implementation} {python.version}", *([method] if method else [])]
            under += [] if way.terminal else ["through a pipe"]
            head = f"snippets/{self.contract.snippet} under {', '.join(under)}:"
            raise BrokenContract(f"{head}\n{broken}") from None

    def execute(self, python: Interpreter, way: Way, programs: Sequence[Path], seconds: float) -> Run:
        """Run `programs`, the first with the others beside it, once: the snippet's own, or mutants of them."""
        program, *files = programs
        return run(
            program,
            python=python,
            files=files,
            start_method=way.start_method,
            limits=Limits(seconds=seconds),
            terminal=way.terminal,
        )

    def outcome(self, done: Run) -> Outcome:
        """Hold a run against the contract. Raises BrokenContract."""
        python = done.interpreter
        if done.trouble:
            printed = [f"  | {line.text}" for line in done.transcript.lines[-12:]]
            raise BrokenContract("\n".join([*done.trouble, "  the last of what it printed:", *printed]))
        method = self.applied(python, done.start_method)
        circumstances = Circumstances(python.version_info, python.free_threaded, method)
        try:
            return self.contract.checked(done.transcript, circumstances)
        except Mismatch as mismatch:
            raise BrokenContract(str(mismatch)) from None

    def applied(self, python: Interpreter, start_method: str | None) -> str | None:
        """Give the start method that such a run has, None when there is none to speak of."""
        return start_method or (python.default_start_method if self._follows else None)
