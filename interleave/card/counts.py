"""The part of a card that says what runs came to: a table of the declared outcomes, a row for each Python.

The look is `docs/assets/observed.css`. Its figures are those of the observations, and there is no row without one.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interleave.evidence.observations import Meaning, Observation, Observations


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
    joined: str


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
        joined="，",
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
        joined=", ",
    ),
}


def observed(observations: Observations | None, language: str) -> str:
    """Make the table in "zh" or "en", as one HTML element on one line; empty if nothing was observed."""
    if observations is None or not observations.observations:
        return ""
    return _Table(observations, language).html()


class _Table:
    def __init__(self, observations: Observations, language: str) -> None:
        self._rows = observations.observations
        self._outcomes = observations.outcomes
        self._language = language
        self._words = WORDS[language]
        self._methods = any(row.start_method for row in self._rows)
        self._alike = len({row.runs for row in self._rows}) == 1
        self._platforms = sorted({row.platform for row in self._rows})
        # An outcome that is expected alike in each row has its expectation said once, at the top.
        self._settled = {
            outcome.name: modes.pop()
            for outcome in self._outcomes
            if len(modes := {row.expected[outcome.name] for row in self._rows}) == 1
        }

    def html(self) -> str:
        caption = escape(self._caption())
        groups = groupby(self._rows, lambda row: row.where[:-1])
        body = "".join(self._group(tuple(rows)) for _, rows in groups)
        return (
            f'<div class="il-observed" role="region" tabindex="0" aria-label="{caption}">'
            f'<table class="il-observed__table" style="--il-outcomes:{len(self._outcomes)}">'
            f"<caption>{caption}</caption>"
            f"<thead><tr>{self._heads()}</tr></thead>{body}</table></div>{self._made()}"
        )

    def _caption(self) -> str:
        runs = [row.runs for row in self._rows]
        said = self._words.alike.format(runs=f"{runs[0]:,}")
        if not self._alike:
            said = self._words.each.format(fewest=f"{min(runs):,}", most=f"{max(runs):,}")
        hows = dict.fromkeys(self._words.undisturbed if row.seed is None else self._words.shaken for row in self._rows)
        return self._words.caption.format(runs=said, how=self._words.joined.join(hows))

    def _heads(self) -> str:
        heads = ['<th scope="col">Python</th>']
        heads += [f'<th scope="col">{self._words.start_method}</th>'] if self._methods else []
        return "".join([*heads, *map(self._head, self._outcomes)])

    def _head(self, outcome: Meaning) -> str:
        meaning = escape(outcome.zh if self._language == "zh" else outcome.en)
        mode = self._settled.get(outcome.name)
        return (
            f'<th scope="col" class="il-observed__outcome">{meaning}{f" {self._expected(mode)}" if mode else ""}</th>'
        )

    def _group(self, rows: tuple[Observation, ...]) -> str:
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

    def _python(self, row: Observation) -> str:
        implementation = row.python.split()[0]
        name = "" if implementation == "CPython" else f"{implementation} "
        version = f"{name}{row.version[0]}.{row.version[1]}"
        free = f't<span class="il-sr">{self._words.free_threaded}</span>' if row.free_threaded else ""
        platform = f'<span class="il-observed__where">{escape(row.platform)}</span>' if len(self._platforms) > 1 else ""
        return f"{escape(version)}{free}{platform}"

    def _method(self, row: Observation) -> str:
        return f'<th scope="row">{row.start_method or ""}</th>' if self._methods else ""

    def _cell(self, row: Observation, outcome: str) -> str:
        mode, seen = row.expected[outcome], row.seen[outcome]
        of = self._words.of.format(runs=f"{row.runs:,}")
        of = f'<span class="{"il-sr" if self._alike else "il-observed__of"}">{of}</span>'
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
        dates = sorted({row.date for row in self._rows})
        facts = [*self._platforms, "–".join(dict.fromkeys((dates[0], dates[-1]))), *_versions(self._rows)]
        return f'<p class="il-observed__made">{escape(" · ".join(facts))}</p>'


def _versions(rows: Iterable[Observation]) -> list[str]:
    """The Pythons by their full versions, the implementation named once."""
    named: dict[str, list[str]] = {}
    for row in rows:
        implementation, version = row.python.split()
        version += "t" if row.free_threaded else ""
        known = named.setdefault(implementation, [])
        if version not in known:
            known.append(version)
    return [f"{implementation} {', '.join(versions)}" for implementation, versions in named.items()]
