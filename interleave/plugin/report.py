"""What pytest's summary says of contracts: each failure once, what waits for its runs, and what an author does next."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from interleave.book import command
from interleave.plugin.items import WAITS
from interleave.run import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pytest

    from interleave.book import Book

_TEST = re.compile(r"(?P<file>.*)::contract::(?P<test>\w+)(?:\[(?P<inside>.*)\])?")
_KEPT_BACK = (
    "it comes only where the output is no terminal: there Python keeps back what is printed, "
    "until a flush or the end of the process; print with flush=True, or claim what differs"
)
_TORN = (
    "it comes only without a buffer: there print writes a line's text and its end one after the other, "
    "and other threads or processes may print between them; of several arguments, between these, too: print one text"
)


class _Test(NamedTuple):
    """A report's test: its contract's file, its kind, and for the first two kinds the circumstance or the Python."""

    file: str
    kind: str
    where: str

    @classmethod
    def of(cls, report: pytest.TestReport) -> _Test | None:
        found = _TEST.fullmatch(report.nodeid)
        if found is None:
            return None
        where = found["inside"] or ""
        return cls(found["file"], found["test"], where.rpartition("-")[2] if found["test"] == "sometimes" else where)

    @property
    def said(self) -> str:
        return self.where if self.kind in {"holds", "sometimes"} else self.kind


def gathered(failed: Sequence[pytest.TestReport], passed: Sequence[pytest.TestReport]) -> list[pytest.TestReport]:
    """Give each failure of a contract once, with all circumstances in which it comes, and what these tell."""
    groups: dict[object, list[pytest.TestReport]] = {}
    for report in failed:
        test = _Test.of(report)
        key = (test.file, test.kind == "sometimes", _alike(report.longreprtext)) if test else report.nodeid
        groups.setdefault(key, []).append(report)
    return [_one(group, passed) for group in groups.values()]


def _alike(text: str) -> str:
    """What failures have in common that are the same but for the run: neither its head, nor numbers, nor its output."""
    lines = text.partition("\n  it printed")[0].split("\n")
    return re.sub(r"[0-9.]+", "0", "\n".join(line for line in lines if " under " not in line))


def _one(group: list[pytest.TestReport], passed: Sequence[pytest.TestReport]) -> pytest.TestReport:
    first = group[0]
    tests = [test for report in group if (test := _Test.of(report))]
    hint = _hint(tests, passed)
    if len(group) == 1 and not hint:
        return first
    said = list(dict.fromkeys(test.said for test in tests))
    head = [f"on {' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}:"] if len(said) > 1 else []
    one = copy.copy(first)
    kept = [line for report in group[1:] for line in report.longreprtext.split("\n") if line.startswith("  kept whole")]
    one.longrepr = "\n".join([*head, first.longreprtext, *kept, *filter(None, [hint])])
    return one


def _hint(failed: list[_Test], passed: Sequence[pytest.TestReport]) -> str:
    """Tell what it means that a failure comes through a pipe only, or without a buffer only."""
    held = [test for report in passed if (test := _Test.of(report)) and test.kind == "holds"]
    ways = {way for test in failed for way in ("pipe", "file", "unbuffered") if way in test.where.split("-")}
    plain = all(test.kind == "holds" and ways & set(test.where.split("-")) for test in failed)
    if not failed or not plain or not any(test.file == failed[0].file for test in held):
        return ""
    return _TORN if ways == {"unbuffered"} else _KEPT_BACK if "unbuffered" not in ways else ""


def waiting(stats: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Give a line for each program that waits for its runs, and who makes them."""
    waits = _waits(stats)
    if waits:
        yield "waits for its runs (make evidence, where the Pythons are; for a pull request a workflow makes them):"
    for snippet, evidence in sorted(waits.items()):
        yield f"  {snippet.removesuffix('.py')}: {'; '.join(evidence)}"


def _waits(stats: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    waits: dict[str, dict[str, None]] = {}
    for report in stats.get("skipped", []):
        for name, value in getattr(report, "user_properties", ()):
            if name == WAITS:
                waits.setdefault(value[0], {})[value[1]] = None
    return {snippet: list(evidence) for snippet, evidence in waits.items()}


def checked(stats: Mapping[str, Sequence[Any]], book: Book) -> Iterator[str]:
    """Give the lines of `make check`: of each contract what is right, what is wrong and what is next."""
    waits = _waits(stats)
    found: dict[str, dict[str, list[_Test]]] = {}
    for outcome in ("passed", "failed"):
        for report in stats.get(outcome, []):
            if test := _Test.of(report):
                found.setdefault(test.file, {}).setdefault(outcome, []).append(test)
    for file, tests in sorted(found.items()):
        snippet = file.removeprefix("tests/snippets/").replace("/test_", "/")
        yield snippet.removesuffix(".py")
        for outcome, word in (("passed", "right"), ("failed", "wrong")):
            if said := _listed(tests.get(outcome, [])):
                yield f"  {word}: {said}"
        if evidence := waits.get(snippet):
            yield f"  waits: {'; '.join(evidence)}"
        yield f"  next:  {_next(book, snippet, waits.get(snippet, []), failed='failed' in tests)}"


def _listed(tests: list[_Test]) -> str:
    circumstances = [test.where for test in tests if test.kind == "holds"]
    others = dict.fromkeys(test.kind for test in tests if test.kind != "holds")
    return "; ".join(filter(None, [f"holds on {', '.join(circumstances)}" if circumstances else "", ", ".join(others)]))


def _next(book: Book, snippet: str, waits: list[str], *, failed: bool) -> str:
    """Tell what an author does next, with the Pythons that are here."""
    if failed:
        return f"mend what is wrong, then {command('check', snippet)}"
    if any("recording" in each for each in waits) and (not book.recorded_on or find(book.recorded_on)):
        return command("record", snippet)
    counts = next((each for each in waits if each.startswith("counts")), "")
    if any(find(minor) for minor in counts.removeprefix("counts on ").split(", ") if counts):
        return command("soak", snippet)
    rest = "; what waits is made by a workflow, of your pull request" if waits else ""
    return f"make test{rest}"
