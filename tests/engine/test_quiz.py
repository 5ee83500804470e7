"""A quiz: read as its author wrote it, answered by the contract, explained in both languages, and nothing is markup."""

from __future__ import annotations

import pytest

from interleave import Contract, any_order, in_order, interleaved
from interleave.book import Book
from interleave.circumstance import Build, Circumstance
from interleave.contract import circumstances, judged, offered
from interleave.evidence.tally import Row, Tally
from interleave.mistake import Mistake
from interleave.quiz import Option, answered, quiz_html, read_quiz, unexpected
from interleave.quiz.answer import answer
from interleave.quiz.reason import Html, Plain, expected_of, reason, verdict_in
from interleave.quiz.same import same
from interleave.site.check import mistakes
from interleave.site.markdown import Page, current_page, quiz_fence
from tests.engine.tree import Tree

QUIZ = """\
one/hello.py

--- possible: It is so in `every` run.
I am 4711.
Done.

--- impossible: The lines have an order.
Done.
I am 4711.
"""
PLACE = "docs/zh/one/hello.md"


# Reading


def test_a_quiz_is_read_line_for_line():
    quiz = read_quiz("one/two.py\n\n--- possible: A\na\n\n b \n\n\n--- impossible, exit -6：B\n\nc\n", "p.md", 10)
    assert quiz == (
        11,
        "one/two.py",
        (
            Option(13, "possible", None, "A", ("a", "", " b ")),
            Option(19, "impossible", -6, "B", ("", "c")),
        ),
    )


@pytest.mark.parametrize(
    "expected",
    ["possible with fork", "possible with spawn or forkserver", "possible without the GIL", "possible since 3.14"],
)
def test_what_is_expected_may_be_under_a_condition(expected):
    (first, _) = read_quiz(f"one/two.py\n--- {expected}, exit 1: A\na\n--- impossible: B\nb").options
    assert (first.expected, first.exit) == (expected, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "p.md:7: this quiz names no snippet; write its path below snippets/ on the first line"),
        ("--- possible: A\na\n", "p.md:7: this quiz names no snippet; "),
        ("one/two.py\na\n", "p.md:9: 'a' is in no option of this quiz; write --- possible: why above it"),
        ("one/two.py\n--- possible: A\na\n", "p.md:7: this quiz offers less than two outputs; "),
        ("one/two.py\n--- possible\na\n", "p.md:9: '--- possible' opens no option of a quiz; write --- possible: why"),
        ("one/two.py\n--- maybe: A\na\n", "p.md:9: '--- maybe: A' opens no option of a quiz; "),
        ("one/two.py\n--- possible: A\n--- impossible: B\nb\n", "p.md:9: this option has no output; "),
    ],
)
def test_what_is_no_quiz_is_a_mistake_with_its_line(text, said):
    with pytest.raises(Mistake) as raised:
        read_quiz(text, "p.md", 7)
    assert str(raised.value).startswith(said)


# Reasons

PARTS = Contract("one/two.py", interleaved("tea: {tea:pid}", "toast: {took:seconds} s"), "end {tea:pid}")
PARTS.always(zh="甲 <b>", en="A <b>")(lambda run: run["took"] < 5)


def asked(contract, *texts, exit=None):
    return answer(contract, Option(1, "possible", exit, "", texts), circumstances())


def said(contract, *texts, language="en", exit=None):
    answer = asked(contract, *texts, exit=exit)
    return f"{verdict_in(answer.verdict, language)} {reason(answer, Html(language))}"


def test_the_reason_names_the_line_and_what_could_have_come():
    assert said(PARTS, "end 5") == (
        "Impossible. Line 1 cannot be this: it can only be <code>toast: <i>seconds</i> s</code> or "
        "<code>tea: <i>process id</i></code>."
    )
    assert said(PARTS, "tea: 5", "toast: 1.0 s", "end 6") == (
        "Impossible. After the lines above it, line 3 cannot be this: it can only be <code>end 5</code>."
    )
    assert said(PARTS, "tea: 5", language="zh") == (
        "不可能。 输出不会到第 1 行就结束，接下来只能是 <code>toast: <i>秒数</i> s</code>。"
    )
    assert said(PARTS, "tea: 5", "toast: 1.0 s", "end 5", "more") == (
        "Impossible. After the lines above it, line 4 cannot be this: the output has ended before."
    )


def test_the_reason_knows_nothing_of_the_lines_after_the_one_it_names():
    lanes = (in_order(f"worker {{{name}:int}} starts", f"worker {{{name}:int}} ends") for name in "ab")
    contract = Contract("one/two.py", interleaved(*lanes))
    assert said(contract, "worker 1 stops", "worker 2 starts", "worker 2 ends", "worker 1 ends") == (
        "Impossible. Line 1 cannot be this: it can only be <code>worker <i>whole number</i> starts</code>."
    )


def test_of_many_lines_that_could_have_come_three_are_shown():
    contract = Contract("one/two.py", any_order("a", "b", "c", "d"))
    assert said(contract, "e").endswith(
        "it can only be one of 4, such as <code>a</code>, <code>b</code>, <code>c</code>."
    )
    assert said(contract, "e", language="zh").endswith(
        "只能是 <code>a</code>、<code>b</code>、<code>c</code> 等 4 种之一。"
    )


def test_the_reason_names_the_place_in_a_torn_line():
    contract = Contract("one/two.py", interleaved("a", "b", torn=True))
    assert said(contract, "ac", "") == (
        "Impossible. In line 1, what follows <code>a</code> cannot be this: either the line ends there, or "
        "it can only be <code>b</code>."
    )


def test_the_reason_names_the_claim_and_the_exit_status():
    slow = ("tea: 5", "toast: 9.0 s", "end 5")
    assert said(PARTS, *slow) == "Impossible. Every run: A &lt;b&gt;."
    assert said(PARTS, *slow, language="zh") == "不可能。 每次运行：甲 &lt;b&gt;。"
    assert said(PARTS, "tea: 5", "toast: 1.0 s", "end 5", exit=1) == "Impossible. The exit status of every run is 0."
    assert reason(asked(PARTS, *slow), Plain("en")) == "Every run: A <b>."


@pytest.mark.parametrize(
    ("holds", "author", "chinese", "english"),
    [
        (lambda run: True, "possible", "可能。", "Possible."),
        (lambda run: False, "impossible", "不可能。", "Impossible."),
        (
            lambda run: run.start_method != "fork",
            "possible with spawn or forkserver",
            "可能，但只在用 spawn 或 forkserver 启动进程时。",
            "Possible, but only with spawn or forkserver.",
        ),
        (
            lambda run: run.free_threaded and run.version > (3, 13),
            "possible without the GIL since 3.14",
            "可能，但只在没有 GIL 时、只从 Python 3.14 起。",
            "Possible, but only without the GIL, only since Python 3.14.",
        ),
        (
            lambda run: run.version < (3, 13),
            "possible up to 3.12",
            "可能，但只到 Python 3.12 为止。",
            "Possible, but only up to Python 3.12.",
        ),
        (
            lambda run: (3, 11) < run.version < (3, 14),
            "possible on 3.12 or 3.13",
            "可能，但只在 Python 3.12 或 3.13 上。",
            "Possible, but only on Python 3.12 or 3.13.",
        ),
    ],
)
def test_a_verdict_is_said_to_authors_and_to_readers(holds, author, chinese, english):
    contract = Contract("one/two.py", "a")
    contract.always(zh="甲", en="A")(holds)
    verdict = judged(contract, offered(["a"]), circumstances(("fork", "spawn", "forkserver")))
    assert (expected_of(verdict), verdict_in(verdict, "zh"), verdict_in(verdict, "en")) == (author, chinese, english)


def test_what_sometimes_happens_is_told_with_its_count():
    contract = Contract("one/two.py", "a")

    @contract.sometimes(zh="甲", en="A")
    def b(run) -> bool:
        return True

    row = Row(Circumstance(Build("3.11.7"), shaken=True), "2026-01-02", 1, 1200, {"b": 312}, {})
    tally = Tally("one/two.py", {}, "", (row,))
    answer = asked(contract, "a")
    assert reason(answer, Html("en")) == "Sometimes (as here): A."
    assert reason(answer, Html("en"), tally) == "Sometimes (as here; seen in 312 of 1,200 runs): A."
    assert reason(answer, Html("zh"), tally) == "有时（这里就是，1,200 次运行中 312 次）：甲。"


# HTML


def html(contract, language, *options):
    return quiz_html([answer(contract, option, circumstances()) for option in options], language)


NASTY = Contract("one/<two>.py", "<b>{:text}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_that_is_offered_is_markup(language):
    made = html(
        NASTY,
        language,
        Option(1, "possible", None, "a `<i>` <i>", ("<b><script>",)),
        Option(2, "impossible", -6, "b", ("<u>", "")),
    )
    tree = Tree(made)
    assert {"script", "b", "i", "u"} & {tag for tag, _ in tree.elements} <= {"i"}
    assert [attributes["data-answer"] for attributes in tree.of_class("il-quiz__option")] == ["possible", "impossible"]
    assert "<b><script>" in tree.text
    assert "a <i> <i>" in tree.text
    assert ("被信号 6 终止" if language == "zh" else "ended by signal 6") in tree.text
    assert "\n" not in made


def test_the_line_that_cannot_come_is_marked():
    contract = Contract("one/two.py", "a", "b", "c")
    made = html(contract, "en", Option(1, "impossible", None, "", ("a", "c", "b")))
    lines = [attributes["class"] for attributes in Tree(made).of_class("il-quiz__line")]
    assert lines == ["il-quiz__line", "il-quiz__line il-quiz__line--stuck", "il-quiz__line"]


def test_lines_that_all_outputs_have_are_folded_and_the_others_are_not():
    assert same(["abcXdef", "abcdefY", "Zabcdef"]) == [
        [range(3), range(4, 7)],
        [range(3), range(3, 6)],
        [range(1, 4), range(4, 7)],
    ]
    assert same(["abX", "abY"]) == [[], []]
    assert same(["aXbXcX", "aYbYcY"]) == [[], []]
    assert same(["abc", "abc"]) == [[range(3)], [range(3)]]
    contract = Contract("one/two.py", *"abcdef")
    made = html(
        contract,
        "en",
        Option(1, "possible", None, "", tuple("abcdef")),
        Option(2, "impossible", None, "", tuple("abcdfe")),
    )
    tree = Tree(made)
    assert len(tree.of_class("il-quiz__line")) == 12  # all are there
    assert tree.text.count("… 4 more lines, the same in all") == 2


def test_the_line_that_cannot_come_is_never_folded():
    """Both outputs end too early, and what cannot come is a line that they have in common."""
    contract = Contract("one/two.py", "a", "b", "c")
    texts = ("b", "x", "y", "z")
    made = html(
        contract, "en", Option(1, "impossible", None, "", texts), Option(2, "impossible", None, "", (*texts, "a"))
    )
    assert "more lines" not in made
    assert made.count("il-quiz__line--stuck") == 2


def test_the_answer_is_folded_away_until_it_is_asked_for():
    made = html(Contract("one/two.py", "a"), "en", Option(1, "possible", None, "Because.", ("a",)))
    (details,) = [attributes for tag, attributes in Tree(made).elements if tag == "details"]
    assert "open" not in details
    before, _, after = made.partition("<details")
    assert "Because." not in before
    assert "Because." in after


# In a book


@pytest.fixture
def asking_book(recorded_book):
    for language in ("zh", "en"):
        page = (recorded_book.root / f"docs/{language}/one/hello.md").read_text("utf-8")
        recorded_book.write(f"docs/{language}/one/hello.md", f"{page}\n```quiz\n{QUIZ}```\n")
    return recorded_book


def told(book):
    return [str(mistake) for mistake in mistakes(Book(book.root))]


def test_a_good_quiz_is_no_mistake(asking_book):
    assert told(asking_book) == []


def test_the_contract_s_answer_differs_from_the_author_s(asking_book):
    asking_book.replace(PLACE, "--- impossible: The", "--- possible: The")
    assert told(asking_book) == [
        "docs/zh/one/hello.md:18: option 2 is said to be possible, and the contract says impossible: "
        "Line 1 cannot be this: it can only be 'I am {pid}.'; mend the output, or write --- impossible"
    ]


def test_all_options_that_are_wrong_are_told(asking_book):
    for language in ("zh", "en"):
        asking_book.replace(f"docs/{language}/one/hello.md", "--- possible:", "--- possible with fork:")
        asking_book.replace(f"docs/{language}/one/hello.md", "--- impossible:", "--- possible:")
    found = [line for line in told(asking_book) if line.startswith(PLACE)]
    assert found[0] == (
        "docs/zh/one/hello.md:14: option 1 is said to be possible with fork, and the contract says possible; "
        "mend the output, or write --- possible"
    )
    assert len(found) == 2


def test_a_changed_contract_changes_the_answer(asking_book):
    asking_book.replace(
        "tests/snippets/one/test_hello.py", '"I am {me:pid}.",\n    "Done.",', '"Done.", "I am {me:pid}."'
    )
    found = [line for line in told(asking_book) if "option" in line]
    assert len(found) == 4


def test_a_quiz_about_a_missing_snippet(asking_book):
    for language in ("zh", "en"):
        asking_book.replace(f"docs/{language}/one/hello.md", "quiz\none/hello.py", "quiz\none/hallo.py")
    assert told(asking_book) == [
        f"docs/{language}/one/hello.md:12: there is no snippet one/hallo.py; write snippets/one/hallo.py, "
        "or mend the name"
        for language in ("en", "zh")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"```quiz\n{QUIZ}```\n", ""),
        ("I am 4711.\nDone.", "I am 4712.\nDone."),
        ("--- impossible: The", "--- impossible, exit 1: The"),
    ],
)
def test_both_languages_have_the_same_quizzes(asking_book, old, new):
    asking_book.replace("docs/en/one/hello.md", old, new)
    (line,) = told(asking_book)
    assert line.startswith("docs/en/one/hello.md:")
    assert "its quizzes are not those of docs/zh/one/hello.md, from " in line


def test_only_the_author_s_sentences_are_a_language_s_own(asking_book):
    asking_book.replace(PLACE, "The lines have an order.", "各行的先后是固定的。")
    assert told(asking_book) == []


def test_start_methods_matter_to_programs_that_leave_them_open(asking_book):
    asking_book.replace("snippets/one/hello.py", "import os", "import multiprocessing\nimport os")
    asking_book.replace(
        "tests/snippets/one/test_hello.py", 'return run["me"] > 0', 'return run.start_method in ("fork", None)'
    )
    book = Book(asking_book.root)
    quiz = read_quiz(QUIZ)
    assert expected_of(answered(book, quiz)[0].verdict) == "possible with fork"
    assert [mistake.what[:35] for mistake in unexpected(book, quiz, "")] == ["option 1 is said to be possible, an"]


@pytest.mark.parametrize(
    ("language", "question"), [("zh", "可能打印出下面的内容吗"), ("en", "Could hello.py print this")]
)
def test_the_fence_gives_the_quiz_in_the_page_s_language(asking_book, language, question):
    token = current_page.set(Page(language, Book(asking_book.root)))
    try:
        assert question in Tree(quiz_fence(QUIZ, "quiz", "il-quiz", {}, None)).text
        broken = quiz_fence("one/hello.py\n", "quiz", "il-quiz", {}, None)
    finally:
        current_page.reset(token)
    assert "il-card--missing" in broken
    assert "this quiz offers less than two outputs" in broken


def test_a_builder_without_hooks_says_its_pages_language(asking_book, monkeypatch):
    from markdown import Markdown

    monkeypatch.chdir(asking_book.root)
    fence = {"name": "quiz", "class": "il-quiz", "format": quiz_fence}
    token = current_page.set(Page("zh"))
    try:
        for language, lang in (("zh", "zh-Hans"), ("en", "en")):
            page = Markdown(
                extensions=["pymdownx.superfences", "interleave.site.markdown"],
                extension_configs={
                    "pymdownx.superfences": {"custom_fences": [fence]},
                    "interleave.site.markdown": {"language": language},
                },
            )
            made = page.convert(f"# A\n\n!!! note\n\n    text\n\n```quiz\n{QUIZ}```\n")
            assert f'<section class="il-quiz" lang="{lang}"' in made
    finally:
        current_page.reset(token)
