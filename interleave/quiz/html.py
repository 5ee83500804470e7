"""A quiz as a page shows it: each output with the question, and the answer folded away.

The look is `docs/assets/quiz.css`. Without JavaScript a reader unfolds the answer. With it, `docs/assets/quiz.js` asks
the reader to choose first, and counts the right choices.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from interleave.card.fold import fold
from interleave.card.words import BETWEEN_SENTENCES, HTML_LANGUAGE, NEVER_ENDS, Phrase, exit_status
from interleave.quiz.reason import Html, reason, verdict_in
from interleave.quiz.same import same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interleave.evidence.tally import Tally
    from interleave.quiz.answer import Answer

_QUIZ = Phrase("小测验", "Quiz")
_QUESTION = Phrase("{program} 可能打印出下面的内容吗？", "Could {program} print this?")
_OUTPUT = Phrase("输出 {letter}", "Output {letter}")
_SAME = Phrase("… 另有 {count} 行，各份输出都一样", "… {count} more lines, the same in all")
_ASK = Phrase("可能，还是不可能？", "Possible or impossible?")
_OF_SCRIPT = {  # by the name of the data attribute; the script fills the fields of the score
    "possible": Phrase("可能", "Possible"),
    "impossible": Phrase("不可能", "Impossible"),
    "right": Phrase("答对了。", "Right."),
    "wrong": Phrase("答错了。", "Wrong."),
    "score": Phrase("已答 {all} 个，答对 {right} 个。", "{right} of {all} right."),
}
_CODE = re.compile(r"`([^`]+)`")


def quiz_html(answers: Sequence[Answer], language: str, tally: Tally | None = None) -> str:
    """Make a quiz with at least one answer in "zh" or "en", as one HTML element on one line.

    What does not tell the outputs from each other is folded. With the tally of its snippet, it tells how often what is
    possible came.
    """
    program = f"<code>{escape(answers[0].contract.snippet.rpartition('/')[2])}</code>"
    data = "".join(f' data-{name}="{getattr(phrase, language)}"' for name, phrase in _OF_SCRIPT.items())
    folds = same([[line.text for line in answer.transcript.lines] for answer in answers])
    options = "".join(
        _option(answer, chr(ord("A") + at), language, tally, folded)
        for at, (answer, folded) in enumerate(zip(answers, folds, strict=True))
    )
    quiz = _QUIZ.of(language)
    return (
        f'<section class="il-quiz" lang="{HTML_LANGUAGE.of(language)}"{data}>'
        f'<p class="il-quiz__head"><span class="il-quiz__mark">{quiz}</span> '
        f"{_QUESTION.of(language, program=program)}</p>"
        f'<ol class="il-quiz__options">{options}</ol><p class="il-quiz__score" role="status"></p></section>'
    )


def _option(answer: Answer, letter: str, language: str, tally: Tally | None, folded: Sequence[range]) -> str:
    verdict, status = answer.verdict, answer.option.exit
    stuck = verdict.stuck.at if verdict.stuck else None
    lines = [_line(line.text, is_stuck=at == stuck) for at, line in enumerate(answer.transcript.lines)]
    for stretch in folded:
        if stuck not in stretch:
            summary = _SAME.of(language, count=len(stretch))
            inside = f'<ol class="il-quiz__lines">{"".join(lines[stretch.start : stretch.stop])}</ol>'
            lines[stretch.start : stretch.stop] = [f"<li>{fold(summary, inside)}</li>", *[""] * (len(stretch) - 1)]
    said = (
        [NEVER_ENDS.of(language)] if answer.option.hangs else [] if status is None else [exit_status(status, language)]
    )
    ended = "".join(f'<p class="il-quiz__exit">{each}</p>' for each in said)
    author = _CODE.sub(r"<code>\1</code>", escape(answer.option.why))
    why = reason(answer, Html(language), tally)
    because = f'<p class="il-quiz__reason">{why}</p>' if why else ""
    return (
        f'<li class="il-quiz__option" data-answer="{"impossible" if verdict.only is None else "possible"}">'
        f'<div class="il-quiz__screen" role="group" aria-label="{_OUTPUT.of(language, letter=letter)}" '
        f'data-search-exclude><ol class="il-quiz__lines" translate="no">{"".join(lines)}</ol>{ended}</div>'
        f'<details class="il-fold il-quiz__answer"><summary>{_ASK.of(language)}</summary>'
        f'<div class="il-quiz__why"><p><strong class="il-quiz__verdict">{verdict_in(verdict, language)}</strong>'
        f"{BETWEEN_SENTENCES.of(language)}{author}</p>{because}</div></details></li>"
    )


def _line(text: str, *, is_stuck: bool) -> str:
    stuck = " il-quiz__line--stuck" if is_stuck else ""
    return f'<li class="il-quiz__line{stuck}"><code>{escape(text)}</code></li>'
