"""Runs of a program, as many and as different as a proposal needs."""

from __future__ import annotations

import ast
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
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
_HANGS = 10.0  # seconds without anything, as in a contract that says nothing of seconds
_LONGEST = 40.0  # seconds of one run
_AT_ONCE = 8  # runs: most of these programs wait more than they compute
_EVERY = 10.0  # seconds between lines of progress


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
    book: Book,
    snippet: str,
    pythons: Sequence[Interpreter],
    runs: int = _RUNS,
    seed: int = 1,
    setup: str = "",
    say: Callable[[str], object] = str,
) -> list[Seen]:
    """Run a snippet in each circumstance of a test run, and then shaken until there are so many runs.

    `seed` is that of the first shaken run, `setup` what else is set in all runs; `say` gets a line now and then. Raises
    Mistake as soon as a run has trouble: it leaves something behind, or writes too much.
    """
    runner = Runner(Contract(snippet, files=files_of(book, snippet)), book)
    each = [
        (python, replace(circumstance, setup=setup))
        for python in pythons
        for circumstance in runner.circumstances(python)
    ]
    shaken = ((*pair, Shake.of(seed + number)) for number, pair in enumerate(itertools.cycle(each)))
    calm = [(*pair, None) for pair in each]
    say(f"running {snippet} on {', '.join(python.build.minor for python in pythons)}")
    said = time.monotonic()
    first = _run(runner, *calm[0])
    wanted = max(_FEW if first.transcript.hangs else runs, len(calm))
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        jobs = [
            pool.submit(_run, runner, *job) for job in itertools.islice(itertools.chain(calm[1:], shaken), wanted - 1)
        ]
        for done, job in enumerate(as_completed(jobs), 2):
            job.result()
            if time.monotonic() - said > _EVERY:
                said = time.monotonic()
                say(f"{done} of {wanted} runs")
    finally:
        pool.shutdown(cancel_futures=True)
    return [Seen(each_run.transcript, each_run.circumstance) for each_run in (first, *(job.result() for job in jobs))]


def lost(seen: Sequence[Seen]) -> str:
    """Tell that a pipe gets fewer lines than a terminal, "" if it gets all."""
    ended = [each for each in seen if each.circumstance.buffered and not each.transcript.hangs]
    lines: dict[str, list[int]] = {"terminal": [], "pipe": []}
    for each in ended:
        lines[each.circumstance.output].append(sum(bool(line.text) for line in each.transcript.lines))
    few, all_lines = (min(lines[output], default=0) for output in ("pipe", "terminal"))
    return (
        f"through a pipe a run printed {few} lines, on a terminal each at least {all_lines}: a process that is ended "
        "loses what it has not flushed; print with flush=True"
        if lines["pipe"] and few < all_lines
        else ""
    )


def _run(runner: Runner, python: Interpreter, circumstance: Circumstance, shake: Shake | None) -> Run:
    """Run once. Raises Mistake if the run has trouble."""
    program, *files = runner.programs
    done = run(
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
    if done.trouble:
        where = runner.book.shown(program)
        raise Mistake(
            where, 1, f"a run on {circumstance} has trouble: {done.trouble[0]}", "mend it there, then the same command"
        )
    return done
