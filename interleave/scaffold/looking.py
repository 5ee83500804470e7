"""Runs of a program, as many and as different as a proposal needs."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import cpu_count
from pathlib import PurePath
from typing import TYPE_CHECKING

from interleave.contract import Contract
from interleave.mistake import Mistake
from interleave.run import Limits, Shake, run
from interleave.scaffold.seen import Seen
from interleave.trial.runner import Runner

if TYPE_CHECKING:
    from interleave.book import Book
    from interleave.circumstance import Circumstance
    from interleave.run import Interpreter, Run

_RUNS = 40
_FEW = 16  # of a program that hangs
_HANGS = 4.0  # seconds without anything
_LONGEST = 40.0  # seconds of one run


def files_of(book: Book, snippet: str) -> tuple[str, ...]:
    """The programs beside a snippet that it names, as a module or as a file, and those that these name."""
    chapter = snippet.rpartition("/")[0]
    beside = {PurePath(name).stem: name for name in book.snippets() if name.rpartition("/")[0] == chapter}
    found, asked = [snippet], [snippet]
    while asked:
        for name in dict.fromkeys(map(beside.get, _named(book.source(asked.pop())))):
            if name and name not in found:
                found.append(name)
                asked.append(name)
    return tuple(found[1:])


def _named(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(str(text)) if text.endswith(".py"):
                yield PurePath(text).stem
            case ast.alias(name=name) | ast.ImportFrom(module=str(name)):
                yield name


def look(
    book: Book, snippet: str, pythons: Sequence[Interpreter], runs: int = _RUNS, seed: int = 1, setup: str = ""
) -> list[Seen]:
    """Run a snippet in each circumstance of a test run, and then shaken until there are so many runs.

    `seed` is that of the first shaken run, `setup` what else is set in all runs. Raises Mistake if a run has trouble:
    it leaves something behind, or writes too much.
    """
    runner = Runner(Contract(snippet, files=files_of(book, snippet)), book)
    each = [
        (python, replace(circumstance, setup=setup))
        for python in pythons
        for circumstance in runner.circumstances(python)
    ]
    shaken = ((*pair, Shake.of(seed + number)) for number, pair in enumerate(itertools.cycle(each)))
    calm = [(*pair, None) for pair in each]
    first = _run(runner, *calm[0])
    wanted = _FEW if first.transcript.hangs else runs
    jobs = itertools.islice(itertools.chain(calm[1:], shaken), max(wanted, len(calm)) - 1)
    with ThreadPoolExecutor(cpu_count()) as pool:
        done = [first, *pool.map(lambda job: _run(runner, *job), jobs)]
    for each_run in done:
        if each_run.trouble:
            where = book.shown(book.program(snippet))
            raise Mistake(where, 1, f"a run has trouble: {each_run.trouble[0]}", "mend the program")
    return [Seen(each_run.transcript, each_run.circumstance) for each_run in done]


def _run(runner: Runner, python: Interpreter, circumstance: Circumstance, shake: Shake | None) -> Run:
    program, *files = runner.programs
    return run(
        program,
        python=python,
        files=files,
        start_method=circumstance.start_method,
        limits=Limits(_LONGEST, hangs=_HANGS),
        output=circumstance.output,
        buffered=circumstance.buffered,
        setup=circumstance.setup,
        shake=shake,
    )
