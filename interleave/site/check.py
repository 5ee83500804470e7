"""Find what authors forgot, over the whole book, without running a snippet."""

from __future__ import annotations

import contextlib
import itertools
import re
import sys
from typing import TYPE_CHECKING

from interleave.book import LANGUAGES, Book
from interleave.mistake import Mistake
from interleave.quiz import read_quiz, unexpected
from interleave.site.fences import Fence, fences
from interleave.trial.mutants.survivors import survivors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.contract import Contract

_ANCHOR = re.compile(r"^(#+) .*?\{:? *#(?P<name>[\w-]+) *\}\s*$")
_MARK = re.compile(r"# \((\d+)\)!$", re.MULTILINE)
_ITEM = re.compile(r" *(?P<number>\d+)\. ")
_REASON = re.compile(r"<!--\s*notest:\s*\S.*-->")

_OF_NO_SNIPPET = {"run": "is a recording of no snippet", "tally": "is a tally of no snippet"}


def mistakes(root: Path) -> list[Mistake]:
    """Give every mistake in the book whose project lies at `root`, in the order of paths and lines."""
    found = [*_of_snippets(Book(root)), *_of_pages(Book(root))]
    unique = {str(mistake): mistake for mistake in found}
    return sorted(unique.values(), key=lambda mistake: (mistake.path, mistake.line))


def _of_snippets(book: Book) -> Iterator[Mistake]:
    covered = set()
    for file in book.contract_files():
        try:
            contract = book.contract_in(file)
        except Mistake as mistake:
            yield mistake
            continue
        where = book.shown(file)
        line = contract.line
        covered.update([contract.snippet, *contract.files])
        absent = [name for name in (contract.snippet, *contract.files) if not book.program(name).exists()]
        for name in absent:
            yield Mistake(where, line, f"there is no snippet {name}", f"write snippets/{name}, or mend the name")
        if book.contract_file(contract.snippet) != file:
            right = book.shown(book.contract_file(contract.snippet))
            yield Mistake(where, line, f"a contract of {contract.snippet} lies at a wrong place", f"move it to {right}")
        elif not absent:
            yield from _stale(book, contract)
    for snippet in book.snippets():
        module = snippet.rpartition("/")[2].removesuffix(".py")
        if module in sys.stdlib_module_names:
            what = f"its name hides Python's own module {module} from every program beside it"
            yield Mistake(f"snippets/{snippet}", 1, what, "rename it")
        if snippet not in covered and not book.contract_file(snippet).exists():
            remedy = f"write {book.shown(book.contract_file(snippet))}"
            yield Mistake(f"snippets/{snippet}", 1, f"{snippet} has no contract", remedy)
    for file in book.evidence_files():
        if not file.with_name(f"{file.name.split('.')[0]}.py").exists():
            yield Mistake(book.shown(file), 1, _OF_NO_SNIPPET[file.name.split(".")[-2]], "remove it")
    for file in book.survivors_files():
        if not file.with_name(f"test_{file.name.split('.')[0]}.py").exists():
            yield Mistake(book.shown(file), 1, "explains survivors of no contract", "remove it")


def _stale(book: Book, contract: Contract) -> Iterator[Mistake]:
    names = {"", *book.recording_names(contract.snippet)}
    found = (*(book.stale_recording(contract, name) for name in sorted(names)), book.stale_tally(contract))
    yield from filter(None, found)
    try:
        survivors(book, contract.snippet)
    except Mistake as mistake:
        yield mistake


def _of_pages(book: Book) -> Iterator[Mistake]:
    pages = {language: book.pages(language) for language in LANGUAGES}
    for language in LANGUAGES:
        for path in pages[language]:
            where = book.shown(book.page(language, path))
            for other in LANGUAGES:
                if path not in pages[other]:
                    there = book.shown(book.page(other, path))
                    yield Mistake(where, 1, f"this page has no {other}", f"write {there}")
            if path.endswith(".md"):
                text = book.page(language, path).read_text("utf-8")
                for fence in fences(text):
                    yield from _of_fence(book, where, fence)
                    yield from _of_notes(book, where, fence, text.splitlines())
    first, *others = LANGUAGES
    for path in pages[first]:
        for other in others:
            if path in pages[other] and path.endswith(".md"):
                yield from _of_pair(book, book.page(first, path), book.page(other, path))


def _of_fence(book: Book, where: str, fence: Fence) -> Iterator[Mistake]:
    if fence.is_python and not fence.is_tested and not _REASON.fullmatch(fence.above):
        yield Mistake(where, fence.line, "notest without a reason", "write <!-- notest: why --> on the line above it")
    if any(word.startswith("retry:") for word in fence.words):
        yield Mistake(where, fence.line, "retry hides a failure", "remove it and make the program hold every time")
    for line, snippet in fence.includes:
        yield from _of_named(book, where, line, snippet)
    if fence.language == "card":
        named = fence.text.strip()
        yield from _of_named(book, where, fence.line, named)
        if named in book.snippets() and book.contract_file(named).exists() and not book.recording_file(named).exists():
            command = f"pytest --record {book.shown(book.contract_file(named))}"
            yield Mistake(where, fence.line, f"this card's snippet {named} has no recording", f"record it: {command}")
    if fence.language == "quiz":
        try:
            yield from unexpected(book, read_quiz(fence.text, where, fence.line), where)
        except Mistake as mistake:
            yield mistake


def _of_notes(book: Book, where: str, fence: Fence, lines: list[str]) -> Iterator[Mistake]:
    """The marks in a program, like `# (1)!`, and the list right after its fence have the same numbers."""
    programs = [book.program(snippet) for _, snippet in fence.includes if book.program(snippet).is_file()]
    shown = "".join(program.read_text("utf-8") for program in programs) or fence.text
    marks = [int(mark) for mark in _MARK.findall(shown)] if fence.is_python else []
    after = itertools.dropwhile(lambda line: not line.strip(), lines[fence.line + len(fence.lines) + 1 :])
    listed = itertools.takewhile(bool, (_ITEM.match(line) for line in after))
    notes = [int(item["number"]) for item in listed if item] if marks else []
    if sorted(marks) != notes:
        what = f"the program has the marks {marks} and the list after it the numbers {notes}"
        yield Mistake(where, fence.line, what, "give each mark its note")


def _of_named(book: Book, where: str, line: int, snippet: str) -> Iterator[Mistake]:
    if book.program(snippet).is_file():
        return
    yield Mistake(where, line, f"there is no snippet {snippet}", f"write snippets/{snippet}, or mend the name")


def _of_pair(book: Book, one: Path, other: Path) -> Iterator[Mistake]:
    """Both languages show the same programs, cards and quizzes, and have the same sections."""
    for what, of in (
        ("programs", _programs),
        ("cards", _cards),
        ("quizzes", _quizzes),
        ("anchors", _anchors),
    ):
        here, there = of(one.read_text("utf-8")), of(other.read_text("utf-8"))
        if [name for _, name in here] == [name for _, name in there]:
            continue
        line, name = next(
            (
                (line, name)
                for index, (line, name) in enumerate(there)
                if [n for _, n in here][index : index + 1] != [name]
            ),
            (there[-1][0] if there else 1, "the end"),
        )
        yield Mistake(
            book.shown(other),
            line,
            f"its {what} are not those of {book.shown(one)}, from {name} on",
            "show the same in both, in the same order",
        )


def _programs(text: str) -> list[tuple[int, str]]:
    return [include for fence in fences(text) for include in fence.includes]


def _cards(text: str) -> list[tuple[int, str]]:
    return [(fence.line, fence.text.strip()) for fence in fences(text) if fence.language == "card"]


def _quizzes(text: str) -> list[tuple[int, str]]:
    found = []
    for fence in fences(text):
        if fence.language == "quiz":
            with contextlib.suppress(Mistake):  # told already
                quiz = read_quiz(fence.text, "", fence.line)
                found += [
                    (line, f"{quiz.snippet}, {expected}, {exit or 0}, {' | '.join(texts)}")
                    for line, expected, exit, _, texts in quiz.options
                ]
    return found


def _anchors(text: str) -> list[tuple[int, str]]:
    inside = {number for fence in fences(text) for number in range(fence.line, fence.line + len(fence.lines) + 2)}
    found = ((number, _ANCHOR.match(line)) for number, line in enumerate(text.splitlines(), 1))
    return [(number, anchor["name"]) for number, anchor in found if anchor and number not in inside]
