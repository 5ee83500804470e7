"""The table of a card: how often each outcome came, a row for each Python and start method.

The look is `docs/assets/counts.css`. Its figures are those of the tally, and there is no row without one.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from interleave.circumstance import Build
    from interleave.evidence.recording import Claim
    from interleave.evidence.tally import Row, Tally


class Words(NamedTuple):
    """What the table says, in one language."""

    caption: str
    alike: str
    each: str
    undisturbed: str
    shaken: str
    start_method: str
    of: str
    free_threaded: str
    always: str
    sometimes: str
    never: str
    this: str


WORDS = {
    "zh": Words(
        caption="观察到的结果：{runs}，{how}。",
        alike="每行 {runs} 次运行",
        each="每行 {fewest} 到 {most} 次运行",
        undisturbed="没有打乱调度",
        shaken="打乱调度",
        start_method="启动方式",
        of="，共 {runs} 次",
        free_threaded="（自由线程）",
        always="每次运行",
        sometimes="可能",
        never="从不",
        this="录制的这次",
    ),
    "en": Words(
        caption="Observed outcomes: {runs}, {how}.",
        alike="{runs} runs in each row",
        each="{fewest} to {most} runs in each row",
        undisturbed="undisturbed",
        shaken="shaken",
        start_method="Start method",
        of=" of {runs}",
        free_threaded=" (free-threaded)",
        always="every run",
        sometimes="possible",
        never="never",
        this="the recorded run",
    ),
}


def counts(outcomes: Sequence[Claim], tally: Tally | None, language: str) -> str:
    """Make the table in "zh" or "en", as one HTML element on one line; empty if the outcomes were not counted.

    It shows what undisturbed runs came to, as a reader's will; what disturbed ones came to only if there are no others.
    """
    names = {outcome.name for outcome in outcomes}
    rows = [row for row in tally.rows if names <= row.held.keys()] if tally and names else []
    undisturbed = [row for row in rows if not row.circumstance.shaken]
    groups = _groups(undisturbed or rows)
    return _Table(outcomes, groups, language, shaken=not undisturbed).html() if groups else ""


class _Group(NamedTuple):
    """The runs on one Python and platform under one start method, with the modes that the outcomes have there.

    `releases` are the builds of the runs, `dates` when they ended.
    """

    build: Build
    start_method: str | None
    modes: dict[str, str]
    runs: int
    seen: dict[str, int]
    builds: tuple[Build, ...]
    dates: tuple[str, ...]


def _groups(rows: Iterable[Row]) -> list[_Group]:
    """Put together the rows that differ in nothing that the table shows: in a terminal or a pipe, say."""
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        build, method = row.key.build, row.circumstance.start_method
        alike.setdefault((build, method, *row.modes.items()), []).append(row)
    return [
        _Group(
            here[0].key.build,
            here[0].circumstance.start_method,
            here[0].modes,
            sum(row.runs for row in here),
            dict(sum((Counter(row.held) for row in here), Counter())),
            tuple(dict.fromkeys(row.circumstance.build for row in here)),
            tuple(row.date for row in here),
        )
        for here in alike.values()
    ]


class _Table:
    def __init__(self, outcomes: Sequence[Claim], rows: list[_Group], language: str, *, shaken: bool) -> None:
        self._rows = rows
        self._outcomes = outcomes
        self._shaken = shaken
        self._language = language
        self._words = WORDS[language]
        self._methods = any(row.start_method for row in rows)
        self._alike = len({row.runs for row in rows}) == 1
        self._platforms = sorted({row.build.platform for row in rows})
        # An outcome that has the same mode in each row has it said once, at the top.
        self._settled = {
            outcome.name: modes.pop()
            for outcome in outcomes
            if len(modes := {row.modes[outcome.name] for row in rows}) == 1
        }

    def html(self) -> str:
        caption = escape(self._caption())
        groups = groupby(self._rows, lambda row: row.build)
        body = "".join(self._group(tuple(rows)) for _, rows in groups)
        return (
            f'<div class="il-counts" role="region" tabindex="0" aria-label="{caption}">'
            f'<table class="il-counts__table" style="--il-outcomes:{len(self._outcomes)}">'
            f"<caption>{caption}</caption>"
            f"<thead><tr>{self._heads()}</tr></thead>{body}</table></div>{self._made()}"
        )

    def _caption(self) -> str:
        runs = [row.runs for row in self._rows]
        said = self._words.alike.format(runs=f"{runs[0]:,}")
        if not self._alike:
            said = self._words.each.format(fewest=f"{min(runs):,}", most=f"{max(runs):,}")
        how = self._words.shaken if self._shaken else self._words.undisturbed
        return self._words.caption.format(runs=said, how=how)

    def _heads(self) -> str:
        heads = ['<th scope="col">Python</th>']
        heads += [f'<th scope="col">{self._words.start_method}</th>'] if self._methods else []
        return "".join([*heads, *map(self._head, self._outcomes)])

    def _head(self, outcome: Claim) -> str:
        meaning = escape(outcome.zh if self._language == "zh" else outcome.en)
        mode = self._settled.get(outcome.name)
        said = f" {self._expected(mode)}" if mode else ""
        said += f' <span class="il-counts__this">{self._words.this}</span>' if outcome.seen else ""
        return f'<th scope="col" class="il-counts__outcome">{meaning}{said}</th>'

    def _group(self, rows: tuple[_Group, ...]) -> str:
        """The rows of one Python: one, or one for each start method."""
        span = f' rowspan="{len(rows)}"' if len(rows) > 1 else ""
        scope = "rowgroup" if self._methods else "row"
        first = f'<th scope="{scope}"{span}>{self._python(rows[0])}</th>'
        made = (
            f"<tr>{'' if number else first}{self._method(row)}"
            f"{''.join(self._cell(row, outcome.name) for outcome in self._outcomes)}</tr>"
            for number, row in enumerate(rows)
        )
        return f"<tbody>{''.join(made)}</tbody>"

    def _python(self, row: _Group) -> str:
        build = row.build
        name = "" if build.implementation == "CPython" else f"{build.implementation} "
        version = escape(f"{name}{build.minor}")
        free = f'<span class="il-sr">{self._words.free_threaded}</span>' if build.free_threaded else ""
        platform = f'<span class="il-counts__where">{escape(build.platform)}</span>'
        return f"{version}{free}{platform if len(self._platforms) > 1 else ''}"

    def _method(self, row: _Group) -> str:
        return f'<th scope="row">{row.start_method or ""}</th>' if self._methods else ""

    def _cell(self, row: _Group, outcome: str) -> str:
        mode, seen = row.modes[outcome], row.seen.get(outcome, 0)
        of = self._words.of.format(runs=f"{row.runs:,}")
        of = f'<span class="{"il-sr" if self._alike else "il-counts__of"}">{of}</span>'
        said = "" if outcome in self._settled else f" {self._expected(mode)}"
        share = f"{100 * seen / row.runs:.4g}"
        return (
            f'<td class="il-seen il-seen--{mode}{"" if seen else " il-seen--none"}" style="--il-share:{share}%">'
            f'<span class="il-seen__count">{seen:,}{of}</span>{said}'
            f'<i class="il-seen__bar" aria-hidden="true"></i></td>'
        )

    def _expected(self, mode: str) -> str:
        word = {"always": self._words.always, "sometimes": self._words.sometimes, "never": self._words.never}[mode]
        return f'<span class="il-expected il-expected--{mode}">{word}</span>'

    def _made(self) -> str:
        dates = sorted({date for row in self._rows for date in row.dates})
        facts = [*self._platforms, "–".join(dict.fromkeys((dates[0], dates[-1]))), *_releases(self._rows)]
        return f'<p class="il-counts__made">{escape(" · ".join(facts))}</p>'


def _releases(rows: Iterable[_Group]) -> list[str]:
    """The Pythons by their full versions, the implementation named once."""
    named: dict[str, dict[str, None]] = {}
    for row in rows:
        for build in row.builds:
            named.setdefault(build.implementation, {})[str(build).split()[-1]] = None
    return [f"{implementation} {', '.join(releases)}" for implementation, releases in named.items()]
