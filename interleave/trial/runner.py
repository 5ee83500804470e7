"""Run a contract's snippet and hold the run against the contract."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from interleave.circumstance import SETUPS, Circumstance
from interleave.contract import Mismatch
from interleave.run import Limits, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interleave.book import Book
    from interleave.contract import Contract, Reading
    from interleave.run import Interpreter, Run, Shake

_SLOW = 4  # times the time limit, for runs that are shaken
_HUNG = 4  # times the time limit of a program that must end, for one that need not, so that it is not just slow
_SHOWN_LINES = 12


class BrokenContract(Exception):
    """A test of a contract failed. The message says why; `run` is the run that broke it, None if no single run did."""

    def __init__(self, message: str, run: Run | None = None) -> None:
        super().__init__(message)
        self.run = run


def attempt(
    contract: Contract,
    programs: Sequence[Path],
    python: Interpreter,
    circumstance: Circumstance,
    shake: Shake | None = None,
    *,
    trace: bool = False,
) -> tuple[Run, Reading]:
    """Run the first of `programs`, with the others beside it, and hold the run against the contract.

    Raises BrokenContract with the circumstance in its first line.
    """
    program, *files = programs
    done = run(
        program,
        python=python,
        files=files,
        start_method=circumstance.start_method,
        limits=_limits(contract, slow=shake is not None),
        output=circumstance.output,
        buffered=circumstance.buffered,
        setup=circumstance.setup,
        shake=shake,
        trace=trace,
    )
    if done.trouble:
        printed = [f"  | {line.text}" for line in done.transcript.lines[-_SHOWN_LINES:]]
        message = "\n".join([*done.trouble, "  the last of what it printed:", *printed])
    else:
        try:
            return done, contract.checked(done.transcript, done.circumstance)
        except Mismatch as mismatch:
            message = str(mismatch)
    raise BrokenContract(f"{_head(contract, done, shake)}\n{message}", done)


def _limits(contract: Contract, *, slow: bool) -> Limits:
    seconds = contract.seconds * (_SLOW if slow else 1)
    return Limits(seconds * _HUNG, hangs=contract.seconds) if contract.may_hang else Limits(seconds)


def _head(contract: Contract, done: Run, shake: Shake | None) -> str:
    circumstance = done.circumstance
    under = [str(circumstance.build), *filter(None, [circumstance.start_method])]
    under += [] if circumstance.output == "terminal" else [f"through a {circumstance.output}"]
    under += [] if circumstance.buffered else ["unbuffered"]
    under += [f"set up: {circumstance.setup}"] if circumstance.setup else []
    under += [f"shaken ({shake})"] if shake else []
    under += ["traced"] if done.trace else []
    under += [] if done.fenced else ["unfenced"]
    return f"snippets/{contract.snippet} under {', '.join(under)}:"


class Runner:
    """Runs the programs of one contract as they lie in a book."""

    def __init__(self, contract: Contract, book: Book) -> None:
        """Read the programs to find out whether the start method makes a difference."""
        self.contract = contract
        self.book = book
        self.programs = book.programs(contract)
        self._follows = book.follows_start_method(contract)

    def lacks(self, python: Interpreter) -> str:
        """Say what the programs need and a Python does not have; empty if it can run them."""
        contract = self.contract
        if python.build.version < contract.first:
            return f"Python {contract.since} or later"
        return ", ".join(each for each in contract.needs if not python.has(each))

    def usual(self, python: Interpreter) -> Circumstance:
        """Give the circumstance of a reader's own run: the Python's default start method, and a terminal."""
        return Circumstance(python.build, python.default_start_method if self._follows else None)

    def circumstances(self, python: Interpreter) -> tuple[Circumstance, ...]:
        """Give those that every test run takes: each start method that makes a difference, a pipe, and no buffer.

        On a pipe, as when a reader sends the output to another program, Python keeps what is printed until it is
        flushed; without a buffer `print` writes a line's text and its end separately.
        """
        methods = python.start_methods if self._follows else (None,)
        usual = self.usual(python)
        terminals = (replace(usual, start_method=method) for method in methods)
        return (*terminals, replace(usual, output="pipe"), replace(usual, buffered=False))

    def further(self, python: Interpreter) -> tuple[Circumstance, ...]:
        """Give all others in which the contract must hold: a file, no buffer on a pipe, and each setup."""
        usual = self.usual(python)
        setups = (name for name, setup in SETUPS.items() if hasattr(os, "sched_setaffinity") or not setup.one_core)
        return (
            replace(usual, output="file"),
            replace(usual, output="pipe", buffered=False),
            *(replace(usual, setup=name, buffered=SETUPS[name].buffered) for name in setups),
        )

    def run(
        self, python: Interpreter, circumstance: Circumstance, shake: Shake | None = None, *, trace: bool = False
    ) -> tuple[Run, Reading]:
        """Run once and hold the run against the contract. Raises BrokenContract as `attempt` does."""
        return attempt(self.contract, self.programs, python, circumstance, shake, trace=trace)
