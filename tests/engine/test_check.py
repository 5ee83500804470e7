"""Every mistake that an author can make is one line: where it is, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from interleave.book import Book
from interleave.circumstance import Build, Circumstance
from interleave.evidence.tally import Row, Tally
from interleave.mistake import Mistake, Waits
from interleave.site import mkdocs as hooks
from interleave.site.check import mistakes
from interleave.site.markdown import Page, card_fence, current_page
from interleave.site.still import StillBook


def told(book) -> list[str]:
    return [str(mistake) for mistake in mistakes(Book(book.root))]


def test_a_good_book_has_no_mistakes(recorded_book):
    assert told(recorded_book) == []


def test_a_page_includes_a_missing_snippet(recorded_book):
    recorded_book.replace("docs/en/one/hello.md", '-- "one/hello.py"', '-- "one/hallo.py"')
    assert told(recorded_book)[0] == (
        "docs/en/one/hello.md:4: there is no snippet one/hallo.py; write snippets/one/hallo.py, or mend the name"
    )


def test_a_card_names_a_missing_snippet(recorded_book):
    for language in ("zh", "en"):
        recorded_book.replace(f"docs/{language}/one/hello.md", "card\none/hello.py", "card\none/hallo.py")
    assert told(recorded_book) == [
        f"docs/{language}/one/hello.md:7: there is no snippet one/hallo.py; write snippets/one/hallo.py, "
        "or mend the name"
        for language in ("en", "zh")
    ]


def test_a_snippet_without_contract(recorded_book):
    recorded_book.write("snippets/one/other.py", "print(1)\n")
    assert told(recorded_book) == [
        "snippets/one/other.py:1: one/other.py has no contract; write tests/snippets/one/test_other.py"
    ]


def test_a_program_beside_a_snippet_needs_no_contract_of_its_own(recorded_book):
    recorded_book.write("snippets/one/other.py", "print(1)\n")
    recorded_book.replace("tests/snippets/one/test_hello.py", '"Done.",\n', '"Done.",\n    files=("one/other.py",),\n')
    assert [line for line in told(recorded_book) if "no contract" in line] == []


def test_a_contract_without_snippet(recorded_book):
    recorded_book.remove("snippets/one/hello.py")
    recorded_book.remove("snippets/one/hello.run.json")
    assert "tests/snippets/one/test_hello.py:3: there is no snippet one/hello.py; write snippets/one/hello.py, " in (
        " ".join(told(recorded_book))
    )


def test_a_contract_at_a_wrong_place(recorded_book):
    text = (recorded_book.root / "tests/snippets/one/test_hello.py").read_text("utf-8")
    recorded_book.write("tests/snippets/two/test_hello.py", text)
    assert told(recorded_book) == [
        "tests/snippets/two/test_hello.py:3: a contract of one/hello.py lies at a wrong place; "
        "move it to tests/snippets/one/test_hello.py"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{me:pid}", "{me:pidd}", ":3: hole {me:pidd} in 'I am {me:pidd}.' has the unknown type 'pidd'; did you mean"),
        ("{me:pid}", "{me:pid", ":3: 'I am {me:pid.' opens a hole that it does not close; write {{ for a brace"),
        ("contract = Contract(", "contrast = Contract(", ":10: NameError: name 'contract' is not defined; mend the"),
        ('"Done.",\n)', '"Done."\n', ":3: '(' was never closed; mend the contract"),
        ("import Contract", "import Contrast", ":1: ImportError: cannot import name 'Contrast' from 'interleave'"),
    ],
)
def test_a_contract_that_can_not_be_meant(recorded_book, old, new, said):
    recorded_book.replace("tests/snippets/one/test_hello.py", old, new)
    assert told(recorded_book)[0].startswith(f"tests/snippets/one/test_hello.py{said}")


def test_a_contract_file_without_contract(recorded_book):
    recorded_book.write("tests/snippets/one/test_hello.py", "")
    assert told(recorded_book)[0] == (
        "tests/snippets/one/test_hello.py:1: defines no contract; write contract = Contract(...)"
    )


def test_a_snippet_named_like_a_module_of_python(recorded_book):
    recorded_book.write("snippets/one/queue.py", "")
    recorded_book.write(
        "tests/snippets/one/test_queue.py", 'from interleave import Contract\ncontract = Contract("one/queue.py")'
    )
    assert told(recorded_book)[0] == (
        "snippets/one/queue.py:1: its name hides Python's own module queue from every program beside it; rename it"
    )


def test_a_page_in_one_language_only(recorded_book):
    recorded_book.remove("docs/en/one/hello.md")
    assert told(recorded_book) == ["docs/zh/one/hello.md:1: this page has no en; write docs/en/one/hello.md"]


def test_a_card_of_an_unrecorded_snippet(little_book):
    assert told(little_book) == [
        "snippets/one/hello.run.json:1: one/hello.py has no recording; renew it: make record ONLY=one/hello",
    ]


QUIZ = """
```quiz
one/hello.py

--- possible: Why not.
I am 7.
Done.

--- impossible: Nobody greets.
Hello.
```
"""


def test_a_claim_that_gives_no_bool_is_told_where_a_quiz_asks_it(recorded_book):
    recorded_book.replace("tests/snippets/one/test_hello.py", 'return run["me"] > 0', 'run["me"] > 0')
    for language in ("zh", "en"):
        page = f"docs/{language}/one/hello.md"
        recorded_book.write(page, (recorded_book.root / page).read_text("utf-8") + QUIZ)
    said = (
        "tests/snippets/one/test_hello.py:10: claim positive returned None, and a claim returns True or False; "
        "add a return or bool()"
    )
    assert said in told(recorded_book)


def test_a_card_names_a_recording_that_is_not_there(recorded_book):
    for language in ("zh", "en"):
        page = f"docs/{language}/one/hello.md"
        recorded_book.replace(page, "```card\none/hello.py\n", "```card\none/hello.py other\n")
    assert told(recorded_book)[0] == (
        "docs/en/one/hello.md:7: one/hello.py has no recording named other; "
        "record it: make record ONLY=one/hello NAME=other"
    )


def test_a_stale_recording(recorded_book):
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import os\n\n")
    assert told(recorded_book) == [
        "snippets/one/hello.run.json:1: stale recording: one/hello.py changed since it was made; "
        "renew it: make record ONLY=one/hello"
    ]


def card_in(book, language: str, fence: str = "one/hello.py") -> str:
    token = current_page.set(Page(language, Book(book.root)))
    try:
        return card_fence(f"{fence}\n")
    finally:
        current_page.reset(token)


@pytest.mark.parametrize("path", ["snippets/one/hello.py", "tests/snippets/one/test_hello.py"])
def test_a_card_whose_recording_no_longer_fits_waits_for_its_runs_and_no_build_fails(recorded_book, path):
    recorded_book.replace(path, "Done.", "Gone.")
    assert "等运行" in card_in(recorded_book, "zh")
    assert "This card waits for its runs: hello.py" in card_in(recorded_book, "en")
    (waits,) = mistakes(Book(recorded_book.root))
    assert isinstance(waits, Waits)
    assert (waits.snippet, waits.evidence) == ("one/hello.py", "a recording")


COUNTED = '[tool.interleave]\nrecorded_on = "3.15"\ncounted_on = ["3.14", "3.15"]\n'


def test_counts_that_are_missing_wait_and_the_card_says_so(recorded_book):
    assert "il-card--waiting" not in card_in(recorded_book, "en")
    recorded_book.write("pyproject.toml", COUNTED)
    (waits,) = mistakes(Book(recorded_book.root))
    assert isinstance(waits, Waits)
    assert str(waits) == (
        "snippets/one/hello.tally.json:1: one/hello.py has no counts on 3.14, 3.15; renew it: make soak ONLY=one/hello"
    )
    shown = card_in(recorded_book, "en")
    assert '<figure class="il-card' in shown
    assert "The counts wait for their runs" in shown
    book = Book(recorded_book.root)
    contract = book.contract("one/hello.py")
    on = Circumstance(Build("3.14.2"), shaken=True)
    row = Row(on, "2026-11-27", 1, 5, {"positive": 5}, {})
    tally = Tally("one/hello.py", book.hashes(contract), contract.fingerprint, (row,))
    tally.write(book.tally_file("one/hello.py"))
    assert [each.evidence for each in mistakes(Book(recorded_book.root))] == ["counts on 3.15"]
    tally.joined([replace(row, circumstance=replace(on, build=Build("3.15.0")))]).write(book.tally_file("one/hello.py"))
    assert mistakes(Book(recorded_book.root)) == []
    assert "il-card--waiting" not in card_in(recorded_book, "en")


def test_what_waits_is_an_error_where_the_book_is_published_and_nowhere_else(little_book, monkeypatch, caplog):
    monkeypatch.setattr(hooks.private, "is_inner_build", lambda config: False)
    config = SimpleNamespace(config_file_path=str(little_book.root / "mkdocs.yml"), strict=True)
    hooks.on_pre_build(config)
    assert caplog.messages == []
    monkeypatch.setenv("WAITING", "error")
    with pytest.raises(Abort):
        hooks.on_pre_build(config)
    (said,) = caplog.messages
    assert said.endswith("one/hello.py has no recording; renew it: make record ONLY=one/hello")


def test_a_card_is_shown_where_the_contract_cannot_be_executed(recorded_book):
    """That is told once a build, and not by the card."""
    before = card_in(recorded_book, "en")
    recorded_book.write("tests/snippets/one/test_hello.py", "1 / 0\n")
    assert '<figure class="il-card' in before
    assert card_in(recorded_book, "en") == before
    assert "tests/snippets/one/test_hello.py:1: ZeroDivisionError" in told(recorded_book)[-1]


def test_one_card_of_a_page_has_the_legend(recorded_book):
    token = current_page.set(Page("en", Book(recorded_book.root)))
    try:
        made = [card_fence(f"one/hello.py {shows}\n") for shows in ("simple", "", "timeline", "")]
    finally:
        current_page.reset(token)
    assert ['id="il-legend"' in card for card in made] == [False, True, False, False]


def test_a_card_may_say_what_it_shows(recorded_book):
    page = "docs/en/one/hello.md"
    for shows in ("simple", "timeline"):
        for language in ("zh", "en"):
            recorded_book.replace(
                f"docs/{language}/one/hello.md", "```card\none/hello.py", f"```card\none/hello.py {shows}"
            )
        assert told(recorded_book) == []
        for language in ("zh", "en"):
            recorded_book.replace(f"docs/{language}/one/hello.md", f"one/hello.py {shows}", "one/hello.py")
    recorded_book.replace(page, "```card\none/hello.py", "```card\none/hello.py simpel")
    assert "has no recording named simpel" in told(recorded_book)[0]


@pytest.mark.parametrize("named", ["", "..", "one/hello.py one/other.py", "../snippets/one/hello.py", "one/hello.py /"])
def test_a_card_that_names_nothing_says_so_in_its_place(recorded_book, named):
    """As `mkdocs serve` shows it, which goes on."""
    token = current_page.set(Page("en", Book(recorded_book.root)))
    try:
        assert "il-card--missing" in card_fence(f"{named}\n")
    finally:
        current_page.reset(token)


def test_a_recording_older_than_its_contract(recorded_book):
    recorded_book.replace("tests/snippets/one/test_hello.py", "> 0", "> 1")
    assert "stale recording: the contract of one/hello.py changed" in told(recorded_book)[0]


def test_a_recording_edited_by_hand(recorded_book):
    recorded_book.replace("snippets/one/hello.run.json", "Done.", "Done!")
    assert told(recorded_book) == [
        "snippets/one/hello.run.json:1: was edited by hand; it holds only what runs did; "
        "renew it: make record ONLY=one/hello"
    ]


def test_a_recording_without_snippet(recorded_book):
    text = (recorded_book.root / "snippets/one/hello.run.json").read_text("utf-8")
    recorded_book.write("snippets/one/gone.run.json", text)
    assert told(recorded_book) == ["snippets/one/gone.run.json:1: is a recording of no snippet; remove it"]


def test_explained_survivors(recorded_book):
    file = "tests/snippets/one/hello.survivors.toml"
    good = '[[survivor]]\nmutants = ["drop flush, line 3"]\nwhy = "the end flushes, too"\n'
    recorded_book.write(file, good)
    assert told(recorded_book) == []
    recorded_book.replace(file, "the end flushes, too", "")
    assert [line.split(";")[0] for line in told(recorded_book)] == [f"{file}:1: why is no reason in one line"]


def test_explained_survivors_of_no_contract(recorded_book):
    recorded_book.write("tests/snippets/one/gone.survivors.toml", "")
    assert told(recorded_book) == [
        "tests/snippets/one/gone.survivors.toml:1: explains survivors of no contract; remove it"
    ]


def test_notest_needs_a_reason(recorded_book):
    for language in ("zh", "en"):
        page = recorded_book.root / f"docs/{language}/one/hello.md"
        recorded_book.write(
            f"docs/{language}/one/hello.md",
            page.read_text("utf-8") + "\n```{.python notest}\n1 / 0\n```\n\n<!-- notest: it fails -->\n"
            "```{.python notest}\n1 / 0\n```\n",
        )
    assert told(recorded_book) == [
        f"docs/{language}/one/hello.md:11: notest without a reason; write <!-- notest: why --> on the line above it"
        for language in ("en", "zh")
    ]


def test_marks_in_a_program_and_their_notes(recorded_book):
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import os  # (1)!\n")
    recorded_book.replace("docs/zh/one/hello.md", "```\n\n```card", "```\n\n1. Note.\n\n```card")
    found = [line for line in told(recorded_book) if "marks" in line]
    assert found == [
        "docs/en/one/hello.md:3: the program has the marks [1] and the list after it the numbers []; "
        "give each mark its note"
    ]


PROGRAM = '```python title="one/hello.py"\n--8<-- "one/hello.py"\n```\n'


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("```card\none/hello.py\n```\n", "", "cards"),
        (PROGRAM, "", "programs"),
        ("{ #hello }", "{ #hallo }", "anchors"),
        ("{ #hello }", "", "anchors"),
    ],
)
def test_the_languages_differ(recorded_book, old, new, what):
    recorded_book.replace("docs/en/one/hello.md", old, new)
    (line,) = told(recorded_book)
    assert line.startswith("docs/en/one/hello.md:")
    assert f"its {what} are not those of docs/zh/one/hello.md" in line


def test_a_program_is_there_under_its_own_name_only(recorded_book):
    book = Book(recorded_book.root)
    names = ["one/hello.py", "One/hello.py", "one/Hello.py", "one/hello", "hello.py", "./one/hello.py", "one//hello.py"]
    names += ["../snippets/one/hello.py", "one/../one/hello.py", "one/hello.run.json", "no/such.py", "", "/", "\0/a.py"]
    assert [name for name in names if book.has(name)] == ["one/hello.py"]
    assert [name for name in names if name in book.snippets()] == ["one/hello.py"]


def test_a_build_reads_each_file_once(recorded_book):
    still, name = StillBook(recorded_book.root), "one/hello.py"
    read = still.source(name), still.recording(name), still.contract(name)
    with pytest.raises(Mistake, match="has no recording named other"):
        still.recording(name, name="other")
    program = recorded_book.root / "snippets" / name
    program.write_text("print('another')\n", "utf-8")
    assert (still.source(name), still.recording(name), still.contract(name)) == read
    assert not still.has("one/absent.py")
    program.with_name("absent.py").write_text("print()\n", "utf-8")
    assert not still.has("one/absent.py")
    assert StillBook(recorded_book.root).has("one/absent.py")
    assert StillBook(recorded_book.root).source(name) == "print('another')\n"
