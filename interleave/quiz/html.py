"""How a page shows a quiz: each output with the question, and the answer folded away.

The look is `docs/assets/quiz.css`. Without JavaScript an answer is unfolded; `docs/assets/quiz.js` lets the reader
choose first, and counts.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from interleave.quiz.reason import reason, verdict_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.contract import Contract
    from interleave.evidence.tally import Tally
    from interleave.quiz.answer import Answer


class Words(NamedTuple):
    """What a quiz says, in one language. Those of its script come last."""

    quiz: str
    question: str
    output: str
    ask: str
    exit: str
    killed: str
    possible: str
    impossible: str
    right: str
    wrong: str
    score: str


WORDS = {
    "zh": Words(
        quiz="小测验",
        question="{program} 可能打印出下面的内容吗？",
        output="输出 {letter}",
        ask="可能，还是不可能？",
        exit="退出状态 {exit}",
        killed="被信号 {signal} 终止",
        possible="可能",
        impossible="不可能",
        right="答对了。",
        wrong="答错了。",
        score="已答 {all} 个，答对 {right} 个。",
    ),
    "en": Words(
        quiz="Quiz",
        question="Could {program} print this?",
        output="Output {letter}",
        ask="Possible or impossible?",
        exit="exit status {exit}",
        killed="ended by signal {signal}",
        possible="Possible",
        impossible="Impossible",
        right="Right.",
        wrong="Wrong.",
        score="{right} of {all} right.",
    ),
}
_HTML_LANGUAGE = {"zh": "zh-Hans", "en": "en"}
_CODE = re.compile(r"`([^`]+)`")


def quiz_html(contract: Contract, answers: Sequence[Answer], language: str, tally: Tally | None = None) -> str:
    """Make a quiz about a contract's snippet in "zh" or "en", as one HTML element on one line."""
    words = WORDS[language]
    program = f"<code>{escape(contract.snippet.rpartition('/')[2])}</code>"
    options = "".join(_option(contract, answer, number, language, tally) for number, answer in enumerate(answers))
    script = {name: getattr(words, name) for name in ("possible", "impossible", "right", "wrong", "score")}
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in script.items())
    return (
        f'<section class="il-quiz" lang="{_HTML_LANGUAGE[language]}" aria-label="{words.quiz}"{data}>'
        f'<p class="il-quiz__head"><span class="il-quiz__mark">{words.quiz}</span> '
        f"{words.question.format(program=program)}</p>"
        f'<ol class="il-quiz__options">{options}</ol><p class="il-quiz__score" role="status"></p></section>'
    )


def _option(contract: Contract, answer: Answer, number: int, language: str, tally: Tally | None) -> str:
    words = WORDS[language]
    verdict = answer.verdict
    stuck = verdict.stuck.at if verdict.stuck else None
    lines = "".join(_line(line.text, number == stuck) for number, line in enumerate(answer.transcript.lines))
    output = words.output.format(letter=chr(ord("A") + number))
    why = reason(contract, answer.transcript, verdict, language, tally=tally)
    reasons = f'<p class="il-quiz__reason">{why}</p>' if why else ""
    author = _CODE.sub(r"<code>\1</code>", escape(answer.option.why))
    return (
        f'<li class="il-quiz__option" data-answer="{"impossible" if verdict.only is None else "possible"}">'
        f'<div class="il-quiz__screen" role="group" aria-label="{output}" data-search-exclude>'
        f'<ol class="il-quiz__lines" translate="no">{lines}</ol>{_exit(answer, words)}</div>'
        f'<details class="il-quiz__answer"><summary>{words.ask}</summary>'
        f'<div class="il-quiz__why"><p><strong class="il-quiz__verdict">{verdict_in(verdict, language)}</strong>'
        f"{'' if language == 'zh' else ' '}{author}</p>{reasons}</div></details></li>"
    )


def _line(text: str, stuck: bool) -> str:
    mark = " il-quiz__line--stuck" if stuck else ""
    return f'<li class="il-quiz__line{mark}"><code>{escape(text)}</code></li>'


def _exit(answer: Answer, words: Words) -> str:
    status = answer.option.exit
    if status is None:
        return ""
    said = words.killed.format(signal=-status) if status < 0 else words.exit.format(exit=status)
    return f'<p class="il-quiz__exit">{said}</p>'
