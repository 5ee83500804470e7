"""Why an output is possible or not, in either language: from the contract, and not from the author."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from interleave.card.words import BETWEEN_SENTENCES, Phrase
from interleave.contract import HOLE_TYPES
from interleave.contract.explain import candidates_of
from interleave.contract.possible import VERSIONS
from interleave.contract.template import Hole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.contract import Claim, Only, Verdict
    from interleave.contract.explain import Candidate
    from interleave.contract.matching import Stuck
    from interleave.evidence.tally import Tally
    from interleave.quiz.answer import Answer
    from interleave.transcript import Transcript

_SHOWN_CANDIDATES = 3

_COMMA = Phrase("、", ", ")
_OR = Phrase(" 或 ", " or ")

_POSSIBLE = Phrase("可能。", "Possible.")
_IMPOSSIBLE = Phrase("不可能。", "Impossible.")
_POSSIBLE_ONLY = Phrase("可能，但{only}。", "Possible, but {only}.")
_METHODS = Phrase("只在用 {methods} 启动进程时", "only with {methods}")
_GIL = Phrase("只在有 GIL 时", "only with the GIL")
_NO_GIL = Phrase("只在没有 GIL 时", "only without the GIL")
_SINCE = Phrase("只从 Python {version} 起", "only since Python {version}")
_UNTIL = Phrase("只到 Python {version} 为止", "only up to Python {version}")
_VERSIONS = Phrase("只在 Python {versions} 上", "only on Python {versions}")

_FIRST = Phrase("第 1 行不会是这样，", "Line 1 cannot be this: ")
_LATER = Phrase("接在上面几行之后，第 {line} 行不会是这样，", "After the lines above it, line {line} cannot be this: ")
_INSIDE = Phrase("第 {line} 行里，{text} 后面不会是这样，", "In line {line}, what follows {text} cannot be this: ")
_EARLY = Phrase("输出不会到第 {line} 行就结束，接下来", "The output cannot end with line {line}: next ")
_ENDED = Phrase("到前一行，输出就结束了。", "the output has ended before.")
_MAY_HAVE_ENDED = Phrase("输出要么到前一行就结束，要么", "either the output has ended before, or ")
_LINE_MAY_END = Phrase("这一行要么到那里就结束，要么", "either the line ends there, or ")
_CAN_BE = Phrase("只能是 {lines}。", "it can only be {lines}.")
_ONE_OF = Phrase("只能是 {lines} 等 {count} 种之一。", "it can only be one of {count}, such as {lines}.")

_ENDS = Phrase("每次运行都会自己结束。", "Every run ends by itself.")
_EXIT = Phrase("退出状态每次都是 {exit}。", "The exit status of every run is {exit}.")
_CLAIMS = {
    "always": Phrase("每次运行：{claim}。", "Every run: {claim}."),
    "never": Phrase("从不：{claim}。", "Never: {claim}."),
    "sometimes": Phrase("有时（这里就是{counted}）：{claim}。", "Sometimes (as here{counted}): {claim}."),
}
_COUNTED = Phrase("，{runs} 次运行中 {count} 次", "; seen in {count} of {runs} runs")


class Plain:
    """How a reason is written: as plain text, in "zh" or "en"."""

    def __init__(self, language: str) -> None:
        """Choose the language."""
        self.language = language

    def text(self, text: str) -> str:
        """Write a text."""
        return text

    def line(self, parts: Sequence[str | Hole]) -> str:
        """Write a line of output, of plain texts and of holes that any text of their type may fill."""
        return repr(
            "".join(part if isinstance(part, str) else f"{{{part.type.name}{'?' * part.optional}}}" for part in parts)
        )


class Html(Plain):
    """How a reason is written: as HTML, in "zh" or "en"."""

    def text(self, text: str) -> str:
        """Write a text."""
        return escape(text)

    def line(self, parts: Sequence[str | Hole]) -> str:
        """Write a line of output; a hole is told by the words for its type."""
        inside = (escape(part) if isinstance(part, str) else f"<i>{self._type(part)}</i>" for part in parts)
        return f"<code>{''.join(inside)}</code>"

    def _type(self, hole: Hole) -> str:
        words = HOLE_TYPES[hole.type.name]
        return escape(words.zh if self.language == "zh" else words.en)


def expected_of(verdict: Verdict) -> str:
    """Say a verdict as authors write it: `impossible`, `possible`, `possible with fork`, `possible since 3.14`."""
    if verdict.only is None:
        return "impossible"
    conditions = (each.removeprefix("only ").replace("Python ", "") for each in _conditions(verdict.only, "en"))
    return " ".join(["possible", *conditions])


def verdict_in(verdict: Verdict, language: str) -> str:
    """Say a verdict to a reader, in one sentence in "zh" or "en"."""
    if verdict.only is None:
        return _IMPOSSIBLE.of(language)
    only = _COMMA.of(language).join(_conditions(verdict.only, language))
    return _POSSIBLE_ONLY.of(language, only=only) if only else _POSSIBLE.of(language)


def reason(answer: Answer, markup: Plain, tally: Tally | None = None) -> str:
    """Say why an output is possible or not, in one or more sentences.

    Empty where it is possible and no sometimes-claim is true of it. With a tally, it tells how often such claims held.
    """
    verdict = answer.verdict
    if verdict.stuck is not None:
        return _stuck(verdict.stuck, answer.transcript, markup)
    if verdict.only is None and not verdict.broken:
        ends = _ENDS if answer.option.hangs else _EXIT
        return ends.of(markup.language, exit=answer.contract.exit)
    said = [_claim(claim, markup, tally) for claim in (*verdict.broken, *verdict.shows)]
    return BETWEEN_SENTENCES.of(markup.language).join(said)


def _claim(claim: Claim, markup: Plain, tally: Tally | None) -> str:
    language, counted = markup.language, ""
    if tally and (count := tally.count(claim.name, "sometimes")).runs:
        counted = _COUNTED.of(language, count=f"{count.held:,}", runs=f"{count.runs:,}")
    text = markup.text(claim.zh if language == "zh" else claim.en)
    return _CLAIMS[str(claim.mode)].of(language, claim=text, counted=counted)


def _stuck(stuck: Stuck, transcript: Transcript, markup: Plain) -> str:
    """Name the line that cannot come, or the end that cannot, and tell what can come there."""
    language, lines = markup.language, transcript.lines
    text = lines[stuck.at].text if stuck.at < len(lines) else None
    candidates = candidates_of(stuck.dead, None if text is None else text[stuck.column :], transcript.pids)
    could = list(dict.fromkeys(markup.line(_parts(candidate)) for candidate in candidates))
    if text is None:
        return _EARLY.of(language, line=stuck.at) + _could(could, language)
    if stuck.column:
        before = markup.line([text[: stuck.column]])
        head = _INSIDE.of(language, line=stuck.at + 1, text=before)
        return head + _LINE_MAY_END.of(language) + _could(could, language)
    head = (_LATER if stuck.at else _FIRST).of(language, line=stuck.at + 1)
    if not could:
        return head + _ENDED.of(language)
    return head + (_MAY_HAVE_ENDED.of(language) if stuck.may_end else "") + _could(could, language)


def _could(could: Sequence[str], language: str) -> str:
    comma = _COMMA.of(language)
    if len(could) > _SHOWN_CANDIDATES:
        return _ONE_OF.of(language, lines=comma.join(could[:_SHOWN_CANDIDATES]), count=len(could))
    listed = _OR.of(language).join(filter(None, (comma.join(could[:-1]), *could[-1:])))
    return _CAN_BE.of(language, lines=listed)


def _parts(candidate: Candidate) -> list[str | Hole]:
    """Give a line that could have come, with the texts of the holes that are bound."""
    return [
        part.text if isinstance(part, Hole) and part.text is not None else part for part in candidate.template.parts
    ]


def _conditions(only: Only, language: str) -> Iterator[str]:
    """Say under which circumstances an output is possible; nothing if it is under all."""
    if only.start_methods is not None:
        yield _METHODS.of(language, methods=_OR.of(language).join(only.start_methods))
    if only.free_threaded is not None:
        yield (_NO_GIL if only.free_threaded else _GIL).of(language)
    if only.versions is not None:
        versions = [".".join(map(str, version)) for version in only.versions]
        if only.versions == VERSIONS[-len(versions) :]:
            yield _SINCE.of(language, version=versions[0])
        elif only.versions == VERSIONS[: len(versions)]:
            yield _UNTIL.of(language, version=versions[-1])
        else:
            yield _VERSIONS.of(language, versions=_OR.of(language).join(versions))
