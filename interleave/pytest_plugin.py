"""The pytest plugin: contracts become tests, recordings are held and renewed, the pages' fences are executed.

A file below `tests/snippets/` that defines `contract` gives these tests, for each Python asked for:

    contract::holds[3.15-fork]          every run keeps the contract; one test for each start method that matters
    contract::sometimes[torn-3.15]      some run shows what the claim says
    contract::holds[3.15-pipe]          and through a pipe, as when a reader sends the output to a file
    contract::recording                 the recording is what the program printed, and still keeps the contract
    contract::outputs                   the contract rejects every wrong output that can be made from the recording

and with --mutate:

    contract::mutant[drop join, line 17-3.15]   a mutant of the program fails the contract, or the contract says why not
    contract::spared                            every explanation is of a mutant that there is
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interleave.contract import Contract
from interleave.items import ContractFile, ContractTests, Settings, settings_key, tally_of
from interleave.mutation.score import Score
from interleave.pages import FenceParser, FenceRunner
from interleave.run import InterpreterError, interpreter

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from _pytest.terminal import TerminalReporter


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, under a heading of their own."""
    group = parser.getgroup("interleave", "concurrent programs and their contracts")
    group.addoption(
        "--python",
        action="append",
        metavar="PATH",
        help="run the snippets under this Python instead of pytest's own (may be given several times)",
    )
    group.addoption("--runs", type=int, default=1, metavar="N", help="run each contract's snippet N times in a row")
    group.addoption(
        "--record", action="store_true", help="renew the recordings that are missing, stale or edited by hand"
    )
    group.addoption(
        "--mutate", action="store_true", help="try mutants of the snippets, too: each must fail its contract"
    )
    parser.addini("recorded_on", "the Python minor version that recordings are made on, like 3.15")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | pytest.ExitCode | None:
    """Start again with `--python=PATH` for `--python PATH`.

    Before pytest knows this plugin's options it takes PATH for a place of tests, and looks for its settings there.
    """
    given = list(config.invocation_params.args)
    joined = _joined(given)
    return None if joined == given else pytest.main(joined, plugins=config.invocation_params.plugins)


def _joined(given: list[str]) -> list[str]:
    joined: list[str] = []
    for argument in given:
        if joined and joined[-1] == "--python":
            joined[-1] = f"--python={argument}"
        else:
            joined.append(argument)
    return joined


def pytest_configure(config: pytest.Config) -> None:
    """Find the Pythons that were asked for."""
    if config.option.record and config.option.mutate:
        raise pytest.UsageError("--record and --mutate do not go together; record first")
    if config.option.runs < 1:
        raise pytest.UsageError(f"--runs {config.option.runs} runs nothing; give 1 or more")
    try:
        pythons = tuple(interpreter(path) for path in config.option.python or [None])
    except InterpreterError as error:
        raise pytest.UsageError(f"--python: {error}; give the path of a Python") from None
    config.stash[settings_key] = Settings(
        root=config.rootpath,
        pythons=pythons,
        runs=config.option.runs,
        record=config.option.record,
        mutate=config.option.mutate,
        recorded_on=config.getini("recorded_on"),
    )
    FenceRunner.root = config.rootpath


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Take contract files as what they are, so that an author's mistake is one line and not a traceback."""
    if module_path.is_relative_to(parent.config.rootpath / "tests" / "snippets"):
        return ContractFile.from_parent(parent, path=module_path)
    return None


def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> pytest.Collector | None:
    """Make tests of a contract."""
    if name == "contract" and isinstance(obj, Contract):
        return ContractTests.from_parent(collector, name=name, contract=obj)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Keep pytest-markdown-docs to the pages: it would look for fences in the docstrings of every test, too."""
    found = yield
    if file_path.suffix == ".py":
        return [each for each in found if type(each).__module__ != "pytest_markdown_docs.plugin"]
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_markdown_docs_markdown_it() -> FenceParser:
    """Give pytest-markdown-docs a parser that finds the fences SuperFences finds."""
    return FenceParser()


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """After `--runs N` and `--mutate`, say what came of it."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    if config.option.runs > 1:
        _tell_runs(terminalreporter, reports)
    if config.option.mutate:
        _tell_mutants(terminalreporter, reports)


def _tell_runs(terminalreporter: TerminalReporter, reports: list[pytest.TestReport]) -> None:
    """How many runs there were and how often each sometimes-claim was seen."""
    told = [(report.nodeid, tally_of(report)) for report in reports if tally_of(report)]
    if not told:
        return
    terminalreporter.section("runs")
    width = max(len(nodeid) for nodeid, _ in told)
    for nodeid, tally in sorted(told):
        terminalreporter.line(f"{nodeid:{width}}  {tally}")
    kept = sum(int(tally.split(" of ")[0]) for _, tally in told)
    runs = sum(int(tally.split(" of ")[1].split()[0]) for _, tally in told)
    terminalreporter.line(f"{kept} of {runs} runs kept their contracts")


def _tell_mutants(terminalreporter: TerminalReporter, reports: list[pytest.TestReport]) -> None:
    """How many mutants were killed, and which survive."""
    total = {kind: Score(kind) for kind in ("outputs", "programs")}
    for report in reports:
        for score in Score.kept(report.user_properties):
            total[score.kind].add(score)
    terminalreporter.section("mutants")
    for score in total.values():
        for line in score.told():
            terminalreporter.line(line)
