"""The table of a card: how often each outcome came, a row for each Python and start method.

The look is `docs/assets/counts.css`. Every figure is one of the tally.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from interleave.card import words
from interleave.card.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interleave.circumstance import Build
    from interleave.evidence.recording import Claim
    from interleave.evidence.tally import Row, Tally


def counts(outcomes: Sequence[Claim], tally: Tally | None, language: str) -> str:
    """Make the table in "zh" or "en", as one HTML element on one line; empty if the outcomes were not counted.

    It shows buffered runs that were not shaken, as most readers' are; other ones only if there are no such.
    """
    names = {outcome.name for outcome in outcomes}
    rows = [row for row in tally.rows if names <= row.held.keys()] if tally and names else []
    rows = [row for row in rows if row.circumstance.buffered] or rows
    rows = [row for row in rows if not row.circumstance.shaken] or rows
    return _Table(outcomes, rows, language).html() if rows else ""


def _merged(rows: Iterable[Row]) -> list[Row]:
    """Add up the rows that differ in nothing that the table shows: in a terminal or a pipe, say."""
    merged: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = row.key.build, row.circumstance.start_method, *row.modes.items()
        before = merged.get(key)
        if before:
            held = {name: before.held.get(name, 0) + count for name, count in row.held.items()}
            merged[key] = replace(before, runs=before.runs + row.runs, held=held)
        else:
            merged[key] = replace(row, circumstance=row.key)
    return list(merged.values())


class _Table:
    """The counts of some outcomes in the rows of a tally, of which there is at least one."""

    def __init__(self, outcomes: Sequence[Claim], rows: Sequence[Row], language: str) -> None:
        self._outcomes = outcomes
        self._rows = rows
        self._language = language
        self._merged = _merged(rows)
        self._runs = [row.runs for row in self._merged]
        self._has_methods = any(row.circumstance.start_method for row in rows)
        self._platforms = sorted({row.circumstance.build.platform for row in rows})
        # The mode of an outcome that has the same in each row is told once, in its head.
        modes = {outcome.name: {row.modes[outcome.name] for row in rows} for outcome in outcomes}
        self._same_modes = {name: each.pop() for name, each in modes.items() if len(each) == 1}

    def html(self) -> str:
        caption = self._caption()
        by_build = groupby(self._merged, lambda row: row.circumstance.build)
        body = "".join(self._body(build, list(rows)) for build, rows in by_build)
        return (
            f'<div class="il-counts" role="group" tabindex="0" aria-label="{caption}">'
            f'<table class="il-counts__table" style="--il-outcomes:{len(self._outcomes)}">'
            f"<caption>{caption}</caption>"
            f"<thead><tr>{self._heads()}</tr></thead>{body}</table></div>{self._made()}"
        )

    def _caption(self) -> str:
        fewest, most = min(self._runs), max(self._runs)
        phrase = words.RUNS_IN_EACH_ROW if fewest == most else words.RUNS_IN_ROWS
        said = phrase.of(self._language, runs=f"{most:,}", fewest=f"{fewest:,}", most=f"{most:,}")
        how = words.SHAKEN if self._rows[0].circumstance.shaken else words.UNDISTURBED
        return words.CAPTION.of(self._language, runs=said, how=how.of(self._language))

    def _heads(self) -> str:
        method = f'<th scope="col">{words.START_METHOD.of(self._language)}</th>' if self._has_methods else ""
        return f'<th scope="col">Python</th>{method}{"".join(map(self._head, self._outcomes))}'

    def _head(self, outcome: Claim) -> str:
        meaning = escape(outcome.zh if self._language == "zh" else outcome.en)
        if outcome.name in self._same_modes:
            meaning += self._expected(self._same_modes[outcome.name])
        if outcome.seen:
            meaning += f' <span class="il-counts__this">{words.RECORDED_RUN.of(self._language)}</span>'
        if outcome.promise in words.PROMISES:
            said = words.PROMISES[outcome.promise].of(self._language)
            meaning += (
                f' <span class="il-counts__this">{escape(words.ASIDE.of(self._language, said=said).strip())}</span>'
            )
        return f'<th scope="col" class="il-counts__outcome">{meaning}</th>'

    def _body(self, build: Build, rows: Sequence[Row]) -> str:
        """Make the rows of one Python: one, or one for each start method."""
        span = f' rowspan="{len(rows)}"' if len(rows) > 1 else ""
        scope = "rowgroup" if self._has_methods else "row"
        head = f'<th scope="{scope}"{span}>{self._python(build)}</th>'
        return f"<tbody><tr>{head}{'</tr><tr>'.join(map(self._cells, rows))}</tr></tbody>"

    def _python(self, build: Build) -> str:
        name = build.minor if build.implementation == "CPython" else f"{build.implementation} {build.minor}"
        free_threaded = words.ASIDE.of(self._language, said=words.FREE_THREADED.of(self._language))
        return (
            escape(name)
            + (spoken(free_threaded) if build.free_threaded else "")
            + (f'<span class="il-counts__where">{escape(build.platform)}</span>' if len(self._platforms) > 1 else "")
        )

    def _cells(self, row: Row) -> str:
        method = f'<th scope="row">{row.circumstance.start_method or ""}</th>' if self._has_methods else ""
        return method + "".join(self._cell(row, outcome.name) for outcome in self._outcomes)

    def _cell(self, row: Row, outcome: str) -> str:
        mode, held = row.modes[outcome], row.held[outcome]
        of = words.OF_RUNS.of(self._language, runs=f"{row.runs:,}")
        style = "il-counts__of" if len(set(self._runs)) > 1 else "il-sr"
        expected = "" if outcome in self._same_modes else self._expected(mode)
        return (
            f'<td class="il-seen il-seen--{mode}{"" if held else " il-seen--none"}" '
            f'style="--il-share:{100 * held / row.runs:.4g}%">'
            f'<span class="il-seen__count">{held:,}<span class="{style}">{of}</span></span>{expected}'
            f'<i class="il-seen__bar" aria-hidden="true"></i></td>'
        )

    def _expected(self, mode: str) -> str:
        return f' <span class="il-expected il-expected--{mode}">{words.EXPECTED[mode].of(self._language)}</span>'

    def _made(self) -> str:
        """Tell on which platforms, when and on which Pythons the runs were, the implementation named once."""
        dates = sorted(row.date for row in self._rows)
        releases: dict[str, dict[str, None]] = {}
        for row in self._rows:
            build = row.circumstance.build
            releases.setdefault(build.implementation, {})[build.release + "t" * build.free_threaded] = None
        pythons = [f"{implementation} {', '.join(each)}" for implementation, each in releases.items()]
        facts = [*self._platforms, "–".join(dict.fromkeys((dates[0], dates[-1]))), *pythons]
        return f'<p class="il-counts__made">{escape(" · ".join(facts))}</p>'
