"""The pytest plugin: contracts become tests, evidence is held and renewed, the pages' fences are executed.

A file below `tests/snippets/` that defines `contract` has these tests; the first two are made for each --python:

    contract::holds[3.15-fork]          every run keeps the contract; one test for each start method that matters
    contract::holds[3.15-fork-pipe]     the same through a pipe, as when a reader sends the output to a program
    contract::holds[3.15-fork-unbuffered]   the same with PYTHONUNBUFFERED, as in many container images
    contract::sometimes[torn-3.15]      some run is a witness of the claim
    contract::recording                 the recording is not stale, and keeps the contract
    contract::tally                     the tally is not stale, and has runs on each Python
    contract::outputs                   the contract rejects every wrong output that can be made from the recording
    contract::impossible                the contract rejects the outputs of NAME.impossible.txt, written by hand

with --circumstances:

    contract::holds[3.15-fork-dev]      the same set up as a reader may have it: `SETUPS` has all; -k further is these

with --check:

    contract::lint                      its files have nothing that a linter objects to
    contract::pages                     the pages that show it have no mistake of their author, and its files neither

and with --mutate:

    contract::mutant[drop join, line 17-3.15]   a mutant of the program breaks the contract, or is explained
    contract::survivors                         the file of explanations names only mutants that there are
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interleave.book import Book
from interleave.contract import Contract, ContractMistake
from interleave.plugin.collect import ContractFile, ContractTests
from interleave.plugin.items import UNFENCED, Holds
from interleave.plugin.only import contract_files
from interleave.plugin.pages import FenceParser, FenceRunner, UnreadablePage, mistake_in
from interleave.plugin.report import checked, gathered, waiting
from interleave.plugin.settings import Settings, settings_key
from interleave.plugin.soak import Plan, Soak
from interleave.run import SEEDS, InterpreterError, find, interpreter, new_seed
from interleave.trial.many import ClusterError, JournalError, LostError
from interleave.trial.mutants.score import Score

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator
    from pathlib import Path

    from _pytest.terminal import TerminalReporter
    from rich.console import Console

    from interleave.run import Interpreter

_FEW = 3  # contracts


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, under a heading of their own."""
    group = parser.getgroup("interleave", "concurrent programs and their contracts")
    group.addoption(
        "--python",
        action="append",
        metavar="PATH",
        help="run the snippets under this Python instead of pytest's own (may be given several times)",
    )
    group.addoption(
        "--only", metavar="NAMES", help="the contracts of these programs or chapters: thread/race, or process thread"
    )
    group.addoption(
        "--check", action="store_true", help="tell of each contract what is right, what is wrong and what is next"
    )
    group.addoption("--runs", type=int, metavar="N", help="run each contract's snippet N times, in parallel")
    group.addoption(
        "--shake",
        nargs="?",
        const="",
        metavar="SEED",
        help="disturb the schedules of the snippets; the same SEED disturbs them alike",
    )
    group.addoption(
        "--traced", action="store_true", help="trace the snippets as for a recording, to see that it changes no output"
    )
    group.addoption(
        "--circumstances", action="store_true", help="run the snippets in all circumstances in which readers run them"
    )
    group.addoption("--resume", action="store_true", help="go on with the --runs that was stopped")
    group.addoption("--tally", action="store_true", help="keep beside the snippets how often each claim held in --runs")
    group.addoption("--workers", type=int, metavar="N", help="how many processes on this machine do the runs")
    group.addoption("--cluster", metavar="ADDRESS", help="have the runs done by the Dask cluster of this scheduler")
    group.addoption(
        "--record",
        action="store_true",
        help="renew the recordings that are missing, stale or edited by hand, and test no more",
    )
    group.addoption("--recording", default="", metavar="NAME", help="with --record: the recordings of this name")
    group.addoption(
        "--mutate", action="store_true", help="try mutants of the snippets, too: each must fail its contract"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | pytest.ExitCode | None:
    """Start pytest again if the arguments are not in the form that it needs, see `_in_form`."""
    given = list(config.invocation_params.args)
    formed = _in_form(given, config)
    if formed != given:
        return pytest.main(formed, plugins=config.invocation_params.plugins)
    if config.option.only is not None:
        config.args = [str(file) for file in contract_files(Book(config.rootpath), config.option.only)]
        if not config.args:
            print("nothing waits for its runs")  # noqa: T201  (no session begins)
            return pytest.ExitCode.OK
    return None


def _in_form(given: list[str], config: pytest.Config) -> list[str]:
    """Give the arguments with `--python=PATH` for `--python PATH`, and a seed with each `--shake`.

    pytest looks for its settings before it loads plugins: it takes PATH for a place of tests and looks there, and no
    hook is called early enough to change that. With --runs pytest-xdist is not used: a soak has its own workers.
    """
    formed: list[str] = []
    for argument in given:
        if formed and (formed[-1] == "--python" or (formed[-1] == "--shake" and argument.isdecimal())):
            formed[-1] = f"{formed[-1]}={argument}"
        else:
            formed.append(argument)
    formed = [f"--shake={new_seed()}" if argument == "--shake" else argument for argument in formed]
    if config.option.runs is not None and getattr(config.option, "numprocesses", None) not in {None, 0}:
        formed.append("--numprocesses=0")
    return formed


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """With `-n auto` a few contracts are run without workers of pytest-xdist: to start these takes longer."""
    book, only = Book(config.rootpath), config.option.only
    if only is not None:
        return 0 if len(contract_files(book, only)) <= _FEW else None
    asked = [config.invocation_params.dir / argument.partition("::")[0] for argument in config.args]
    found = [file for file in book.contract_files() if any(file.is_relative_to(place) for place in asked)]
    inside = all(place.is_relative_to(book.root / "tests" / "snippets") for place in asked)
    return 0 if inside and 0 < len(found) <= _FEW else None


def pytest_configure(config: pytest.Config) -> None:
    """Read the options. Raises UsageError for what cannot be done."""
    option = config.option
    _reject(option)
    pythons = _pythons(config)
    seed = None if option.shake is None else int(option.shake)
    soak = None
    if option.runs is not None and not hasattr(config, "workerinput"):
        plan = Plan(option.runs, seed, option.workers, option.cluster, option.resume, option.tally)
        try:
            soak = Soak(config.rootpath, plan)
        except JournalError as error:
            raise pytest.UsageError(f"--resume: {error}") from None
        seed = soak.seed
    for python in pythons:
        if option.traced and not python.traceable:
            raise pytest.UsageError(
                f"--traced needs CPython 3.14 or later, and this is {python.build}; name one: --python PATH"
            )
    config.stash[settings_key] = Settings(
        root=config.rootpath,
        pythons=pythons,
        record=option.recording if option.record else None,
        mutate=option.mutate,
        traced=option.traced,
        check=option.check,
        circumstances=option.circumstances,
        seed=seed,
        soak=soak,
    )
    FenceRunner.root = config.rootpath


def _pythons(config: pytest.Config) -> tuple[Interpreter, ...]:
    """Give the Pythons that are named; with --tally all of the book's that are found; else this one."""
    if not config.option.python and config.option.tally:
        found = tuple(filter(None, map(find, Book(config.rootpath).counted_on)))
        return found or (interpreter(),)
    try:
        return tuple(interpreter(path) for path in config.option.python or [None])
    except InterpreterError as error:
        raise pytest.UsageError(f"--python: {error}; give the path of a Python") from None


def _reject(option: argparse.Namespace) -> None:
    """Reject values and combinations of options that have no meaning. Raises UsageError."""
    if option.record and option.mutate:
        raise pytest.UsageError("--record and --mutate do not go together; record first")
    if option.record and (option.check or option.runs is not None):
        raise pytest.UsageError("--record makes recordings and nothing else; leave out --check and --runs")
    if option.check and option.runs is not None:
        raise pytest.UsageError("--check runs each contract once; leave out --runs")
    if option.runs is not None and option.mutate:
        raise pytest.UsageError("--runs and --mutate do not go together; a mutant is run as often as it needs")
    for name in ("runs", "workers"):
        if (number := getattr(option, name)) is not None and number < 1:
            raise pytest.UsageError(f"--{name} {number} runs nothing; give 1 or more")
    if option.workers is not None and option.cluster:
        raise pytest.UsageError("--workers are of this machine, and the cluster at --cluster has its own; give one")
    if option.shake is not None and not (option.shake.isdecimal() and int(option.shake) < SEEDS):
        raise pytest.UsageError(f"--shake {option.shake}: a seed is a whole number below 2**32")
    if option.traced and (option.runs is not None or option.shake is not None):
        raise pytest.UsageError("--traced is for single, undisturbed runs; leave out --runs and --shake")
    if option.recording and not option.record:
        raise pytest.UsageError("--recording names what --record renews; give --record, too")
    for wanted in ("tally", "resume", "workers", "cluster"):
        if getattr(option, wanted) and option.runs is None:
            raise pytest.UsageError(f"--{wanted} is for many runs; give --runs, too")


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Show the seed of shaken runs."""
    seed = config.stash[settings_key].seed
    return [] if seed is None else [f"shaken: seed {seed} (again: --shake {seed})"]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Do the soak before the tests, which read its results."""
    soak, option = session.config.stash[settings_key].soak, session.config.option
    if soak is None or option.collectonly or (session.testsfailed and not option.continue_on_collection_errors):
        return
    try:
        tests = [item for item in session.items if isinstance(item, Holds) and item.exemption is None]
        soak.run(tests, _console(session.config))
    except ClusterError as error:
        raise pytest.UsageError(f"--cluster: {error}") from None
    except (LostError, ContractMistake) as error:
        raise pytest.UsageError(f"--runs: {error}") from None


def _console(config: pytest.Config) -> Console:
    from rich.console import Console  # noqa: PLC0415  (most sessions show no progress)

    return Console(file=config.get_terminal_writer()._file)  # noqa: SLF001  (where pytest itself writes)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect contract files by a class that shows an author's mistake in one line, without a traceback."""
    if module_path.is_relative_to(parent.config.rootpath / "tests" / "snippets"):
        return ContractFile.from_parent(parent, path=module_path)
    return None


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> pytest.Collector | None:
    """Collect the tests of a contract."""
    if name == "contract" and isinstance(obj, Contract):
        return ContractTests.from_parent(collector, name=name, contract=obj)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Keep pytest-markdown-docs away from test files, in which it looks for fences, and from what is no text."""
    found = yield
    if found and file_path.suffix == ".md" and mistake_in(file_path, parent.config.rootpath):
        return [UnreadablePage.from_parent(parent, path=file_path)]
    if file_path.suffix == ".py":
        return [each for each in found if type(each).__module__ != "pytest_markdown_docs.plugin"]
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_markdown_docs_markdown_it() -> FenceParser:
    """Give pytest-markdown-docs a parser that finds the same fences as SuperFences."""
    return FenceParser()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> Generator[None]:
    """Show each failure once, the results of --runs, --mutate and --check, and what waits for its runs."""
    stats = terminalreporter.stats
    failed = stats.get("failed", [])
    config.option.force_short_summary = True  # where CI is set, it would repeat each failure whole
    if failed:
        stats["failed"] = gathered(failed, stats.get("passed", []))
    yield
    if failed:
        stats["failed"] = failed
    _summarize(terminalreporter, config)


def _summarize(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    settings = config.stash[settings_key]
    if settings.soak is not None and not config.option.collectonly:
        terminalreporter.section("runs")
        _console(config).print(settings.soak.summary())
        terminalreporter.line(settings.soak.report())
    passed = terminalreporter.getreports("passed")
    if unfenced := sum(UNFENCED in map(tuple, report.user_properties) for report in passed):
        terminalreporter.line(f"unfenced: the kernel did not confine {unfenced} programs, or in part only")
    if config.option.mutate:
        _show_mutants(terminalreporter)
    stats = terminalreporter.stats
    for line in checked(stats, Book(settings.root)) if settings.check else waiting(stats):
        terminalreporter.line(line)


def _show_mutants(terminalreporter: TerminalReporter) -> None:
    """Show how many mutants were killed, and the survivors."""
    total = {kind: Score(kind) for kind in ("outputs", "programs")}
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for score in Score.kept(report.user_properties):
            total[score.kind].add(score)
    terminalreporter.section("mutants")
    for score in total.values():
        for line in score.lines():
            terminalreporter.line(line)
