"""Why an output is possible or not, in either language: from the contract, not from the author."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from interleave.contract import HOLE_TYPES
from interleave.contract.explain import candidates_of
from interleave.contract.possible import VERSIONS
from interleave.contract.template import Hole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.contract import Claim, Contract, Only, Verdict
    from interleave.contract.explain import Candidate
    from interleave.contract.matching import Stuck
    from interleave.evidence.tally import Tally
    from interleave.transcript import Transcript

_SHOWN_CANDIDATES = 3


class Words(NamedTuple):
    """What reasons are made of, in one language."""

    possible: str
    impossible: str
    only: str
    methods: str
    gil: str
    no_gil: str
    since: str
    until: str
    versions: str
    first: str
    here: str
    torn: str
    ended: str
    may_have_ended: str
    may_end: str
    early: str
    can_be: str
    one_of: str
    exit: str
    always: str
    never: str
    sometimes: str
    counted: str
    comma: str
    either: str
    between: str


WORDS = {
    "zh": Words(
        possible="可能。",
        impossible="不可能。",
        only="可能，但{only}。",
        methods="只在用 {methods} 启动进程时",
        gil="只在有 GIL 时",
        no_gil="只在没有 GIL 时",
        since="只从 Python {version} 起",
        until="只到 Python {version} 为止",
        versions="只在 Python {versions} 上",
        first="第 1 行不会是这样，",
        here="接在上面几行之后，第 {line} 行不会是这样，",
        torn="第 {line} 行里，{text} 后面不会是这样，",
        ended="到前一行，输出就结束了。",
        may_have_ended="输出要么到前一行就结束，要么",
        may_end="这一行要么到那里就结束，要么",
        early="输出不会到第 {line} 行就结束，接下来",
        can_be="只能是 {lines}。",
        one_of="只能是 {lines} 等 {count} 种之一。",
        exit="退出状态每次都是 {exit}。",
        always="每次运行：{claim}。",
        never="从不：{claim}。",
        sometimes="有时（这里就是{counted}）：{claim}。",
        counted="，{runs} 次运行中 {count} 次",
        comma="、",
        either=" 或 ",
        between="",
    ),
    "en": Words(
        possible="Possible.",
        impossible="Impossible.",
        only="Possible, but {only}.",
        methods="only with {methods}",
        gil="only with the GIL",
        no_gil="only without the GIL",
        since="only since Python {version}",
        until="only up to Python {version}",
        versions="only on Python {versions}",
        first="Line 1 cannot be this: ",
        here="After the lines above it, line {line} cannot be this: ",
        torn="In line {line}, what follows {text} cannot be this: ",
        ended="the output has ended before.",
        may_have_ended="either the output has ended before, or ",
        may_end="either the line ends there, or ",
        early="The output cannot end with line {line}: next ",
        can_be="it can only be {lines}.",
        one_of="it can only be one of {count}, such as {lines}.",
        exit="The exit status of every run is {exit}.",
        always="Every run: {claim}.",
        never="Never: {claim}.",
        sometimes="Sometimes (as here{counted}): {claim}.",
        counted="; seen in {count} of {runs} runs",
        comma=", ",
        either=" or ",
        between=" ",
    ),
}


class Plain:
    """Reasons as plain text."""

    def text(self, text: str) -> str:
        return text

    def line(self, parts: Sequence[str | Hole]) -> str:
        """A line of output, as plain texts and holes that anything of their type may stand in."""
        return repr("".join(part if isinstance(part, str) else f"{{{part.type.name}}}" for part in parts))


class Html(Plain):
    """Reasons as HTML."""

    def __init__(self, language: str) -> None:
        self._language = language

    def text(self, text: str) -> str:
        return escape(text)

    def line(self, parts: Sequence[str | Hole]) -> str:
        inside = (escape(part) if isinstance(part, str) else f"<i>{self._what(part)}</i>" for part in parts)
        return f"<code>{''.join(inside)}</code>"

    def _what(self, hole: Hole) -> str:
        kind = HOLE_TYPES[hole.type.name]
        return escape(kind.zh if self._language == "zh" else kind.en)


def expected_of(verdict: Verdict) -> str:
    """Say a verdict as authors write it: `impossible`, `possible`, `possible with fork`."""
    if verdict.only is None:
        return "impossible"
    return " ".join(["possible", *_conditions(verdict.only, _AUTHORS)])


def verdict_in(verdict: Verdict, language: str) -> str:
    """Say a verdict to a reader."""
    words = WORDS[language]
    if verdict.only is None:
        return words.impossible
    only = words.comma.join(_conditions(verdict.only, words))
    return words.only.format(only=only) if only else words.possible


def reason(
    contract: Contract,
    transcript: Transcript,
    verdict: Verdict,
    language: str,
    markup: Plain | None = None,
    tally: Tally | None = None,
) -> str:
    """Say why, in one or more sentences; nothing where an output is possible and no claim names it."""
    words, markup = WORDS[language], markup or Html(language)
    if verdict.stuck is not None:
        return _stuck(verdict.stuck, transcript, words, markup)
    if verdict.only is None and not verdict.broken:
        return words.exit.format(exit=contract.exit)
    said = [_claim(claim, language, markup, tally) for claim in (*verdict.broken, *verdict.shows)]
    return words.between.join(said)


def _claim(claim: Claim, language: str, markup: Plain, tally: Tally | None) -> str:
    words = WORDS[language]
    counted = ""
    if claim.mode == "sometimes" and tally and (count := tally.count(claim.name, "sometimes")).runs:
        counted = words.counted.format(count=f"{count.held:,}", runs=f"{count.runs:,}")
    said = {"always": words.always, "never": words.never, "sometimes": words.sometimes}[str(claim.mode)]
    return said.format(claim=markup.text(claim.zh if language == "zh" else claim.en), counted=counted)


def _stuck(stuck: Stuck, transcript: Transcript, words: Words, markup: Plain) -> str:
    lines = transcript.lines
    line = lines[stuck.at].text[stuck.column :] if stuck.at < len(lines) else None
    candidates = candidates_of(stuck.dead, line, transcript.pids)
    could = list(dict.fromkeys(markup.line(_parts(candidate)) for candidate in candidates))
    if line is None:
        return words.early.format(line=stuck.at) + _could(could, words)
    if stuck.column:
        before = markup.line([lines[stuck.at].text[: stuck.column]])
        return words.torn.format(line=stuck.at + 1, text=before) + words.may_end + _could(could, words)
    head = words.here.format(line=stuck.at + 1) if stuck.at else words.first
    if not could:
        return head + words.ended
    return head + (words.may_have_ended if stuck.may_end else "") + _could(could, words)


def _could(could: Sequence[str], words: Words) -> str:
    if len(could) > _SHOWN_CANDIDATES:
        return words.one_of.format(lines=words.comma.join(could[:_SHOWN_CANDIDATES]), count=len(could))
    listed = words.either.join(filter(None, (words.comma.join(could[:-1]), *could[-1:])))
    return words.can_be.format(lines=listed)


def _parts(candidate: Candidate) -> list[str | Hole]:
    """A line that could have come, with the holes filled that are bound."""
    return [(part.text or part) if isinstance(part, Hole) else part for part in candidate.template.parts]


_AUTHORS = WORDS["en"]._replace(
    methods="with {methods}",
    gil="with the GIL",
    no_gil="without the GIL",
    since="since {version}",
    until="up to {version}",
    versions="on {versions}",
)


def _conditions(only: Only, words: Words) -> Iterator[str]:
    if only.start_methods is not None:
        yield words.methods.format(methods=words.either.join(only.start_methods))
    if only.free_threaded is not None:
        yield words.no_gil if only.free_threaded else words.gil
    if only.versions is not None:
        first, last = only.versions[0], only.versions[-1]
        if only.versions == VERSIONS[VERSIONS.index(first) :]:
            yield words.since.format(version=_version(first))
        elif only.versions == VERSIONS[: VERSIONS.index(last) + 1]:
            yield words.until.format(version=_version(last))
        else:
            yield words.versions.format(versions=words.either.join(map(_version, only.versions)))


def _version(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
