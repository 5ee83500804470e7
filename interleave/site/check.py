"""Find what authors forgot, over the whole book, without running a snippet.

Contracts are executed here: what is stale is judged once a build, and nowhere else in it.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

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


class _Page(NamedTuple):
    """A Markdown page: its path from the project's root on, its lines, its fences."""

    where: str
    lines: list[str]
    fences: list[Fence]


def mistakes(root: Path) -> list[Mistake]:
    """Give every mistake in the book whose project lies at `root`, in the order of paths and lines."""
    book = Book(root)
    unique = {str(mistake): mistake for mistake in (*_of_snippets(book), *_of_pages(book))}
    return sorted(unique.values(), key=lambda mistake: (mistake.path, mistake.line))


def _of_snippets(book: Book) -> Iterator[Mistake]:
    covered = set()
    for file in book.contract_files():
        try:
            contract = book.contract_in(file)
        except Mistake as mistake:
            yield mistake
        else:
            covered.update([contract.snippet, *contract.files])
            yield from _of_contract(book, file, contract)
    for snippet in book.snippets():
        module = snippet.rpartition("/")[2].removesuffix(".py")
        if module in sys.stdlib_module_names:
            what = f"its name hides Python's own module {module} from every program beside it"
            yield Mistake(f"snippets/{snippet}", 1, what, "rename it")
        right = book.contract_file(snippet)
        if snippet not in covered and not right.exists():
            yield Mistake(f"snippets/{snippet}", 1, f"{snippet} has no contract", f"write {book.shown(right)}")
    for file in book.evidence_files():
        if not file.with_name(f"{file.name.split('.')[0]}.py").exists():
            yield Mistake(book.shown(file), 1, _OF_NO_SNIPPET[file.name.split(".")[-2]], "remove it")
    for file in book.survivors_files():
        if not file.with_name(f"test_{file.name.split('.')[0]}.py").exists():
            yield Mistake(book.shown(file), 1, "explains survivors of no contract", "remove it")


def _of_contract(book: Book, file: Path, contract: Contract) -> Iterator[Mistake]:
    """It lies where it belongs, its programs are there, and the evidence beside them is not stale."""
    where, line = book.shown(file), contract.line
    absent = [name for name in (contract.snippet, *contract.files) if not book.program(name).exists()]
    for name in absent:
        yield _no_snippet(where, line, name)
    right = book.contract_file(contract.snippet)
    if right != file:
        what = f"a contract of {contract.snippet} lies at a wrong place"
        yield Mistake(where, line, what, f"move it to {book.shown(right)}")
    elif not absent:
        names = sorted({"", *book.recording_names(contract.snippet)})
        judged = (*(book.stale_recording(contract, name) for name in names), book.stale_tally(contract))
        yield from filter(None, judged)
        try:
            survivors(book, contract.snippet)
        except Mistake as mistake:
            yield mistake


def _of_pages(book: Book) -> Iterator[Mistake]:
    paths = {language: book.pages(language) for language in LANGUAGES}
    pages: dict[str, list[_Page]] = {}  # by path: the same page in each language that has it
    for language in LANGUAGES:
        for path in paths[language]:
            file = book.page(language, path)
            where = book.shown(file)
            for other in LANGUAGES:
                if path not in paths[other]:
                    yield Mistake(where, 1, f"this page has no {other}", f"write {book.shown(book.page(other, path))}")
            if path.endswith(".md"):
                text = file.read_text("utf-8")
                page = _Page(where, text.splitlines(), list(fences(text)))
                pages.setdefault(path, []).append(page)
                for fence in page.fences:
                    yield from _of_fence(book, where, fence)
                    yield from _of_notes(book, page, fence)
    for first, *others in pages.values():
        for translated in others:
            yield from _of_pair(first, translated)


def _of_fence(book: Book, where: str, fence: Fence) -> Iterator[Mistake]:
    if fence.is_python and not fence.is_tested and not _REASON.fullmatch(fence.above):
        yield Mistake(where, fence.line, "notest without a reason", "write <!-- notest: why --> on the line above it")
    if any(word.startswith("retry:") for word in fence.words):
        yield Mistake(where, fence.line, "retry hides a failure", "remove it and make the program hold every time")
    for line, snippet in fence.includes:
        if not book.program(snippet).is_file():
            yield _no_snippet(where, line, snippet)
    if fence.language == "card":
        yield from _of_card(book, where, fence.line, fence.text.strip())
    if fence.language == "quiz":
        try:
            yield from unexpected(book, read_quiz(fence.text, where, fence.line), where)
        except Mistake as mistake:
            yield mistake


def _of_card(book: Book, where: str, line: int, named: str) -> Iterator[Mistake]:
    snippet, _, name = named.partition(" ")
    contract = book.contract_file(snippet)
    if not book.program(snippet).is_file():
        yield _no_snippet(where, line, snippet)
    elif contract.exists() and not book.recording_file(snippet, name).exists():
        which = f" --recording {name}" if name else ""
        what = f"this card's snippet {snippet} has no recording{f' named {name}' if name else ''}"
        yield Mistake(where, line, what, f"record it: pytest --record{which} {book.shown(contract)}")


def _of_notes(book: Book, page: _Page, fence: Fence) -> Iterator[Mistake]:
    """The marks in a program, like `# (1)!`, and the list right after its fence have the same numbers."""
    programs = [book.program(snippet) for _, snippet in fence.includes if book.program(snippet).is_file()]
    shown = "".join(program.read_text("utf-8") for program in programs) or fence.text
    marks = [int(mark) for mark in _MARK.findall(shown)] if fence.is_python else []
    after = itertools.dropwhile(lambda line: not line.strip(), page.lines[fence.line + len(fence.lines) + 1 :])
    listed = itertools.takewhile(bool, (_ITEM.match(line) for line in after))
    notes = [int(item["number"]) for item in listed if item] if marks else []
    if sorted(marks) != notes:
        what = f"the program has the marks {marks} and the list after it the numbers {notes}"
        yield Mistake(page.where, fence.line, what, "give each mark its note")


def _no_snippet(where: str, line: int, snippet: str) -> Mistake:
    return Mistake(where, line, f"there is no snippet {snippet}", f"write snippets/{snippet}, or mend the name")


def _of_pair(one: _Page, other: _Page) -> Iterator[Mistake]:
    """Both languages show the same programs, cards and quizzes, and have the same sections."""
    for what, of in (("programs", _programs), ("cards", _cards), ("quizzes", _quizzes), ("anchors", _anchors)):
        here, there = [name for _, name in of(one)], of(other)
        if here == [name for _, name in there]:
            continue
        end = there[-1][0] if there else 1, "the end"
        differ = (found for index, found in enumerate(there) if here[index : index + 1] != [found[1]])
        line, name = next(differ, end)
        said = f"its {what} are not those of {one.where}, from {name} on"
        yield Mistake(other.where, line, said, "show the same in both, in the same order")


def _programs(page: _Page) -> list[tuple[int, str]]:
    return [include for fence in page.fences for include in fence.includes]


def _cards(page: _Page) -> list[tuple[int, str]]:
    return [(fence.line, fence.text.strip()) for fence in page.fences if fence.language == "card"]


def _quizzes(page: _Page) -> list[tuple[int, str]]:
    found = []
    for fence in page.fences:
        if fence.language == "quiz":
            with contextlib.suppress(Mistake):  # `_of_fence` gives it
                quiz = read_quiz(fence.text, "", fence.line)
                found += [
                    (line, f"{quiz.snippet}, {expected}, {'hangs' if hangs else exit or 0}, {' | '.join(texts)}")
                    for line, expected, exit, _, texts, hangs in quiz.options
                ]
    return found


def _anchors(page: _Page) -> list[tuple[int, str]]:
    inside = {number for fence in page.fences for number in range(fence.line, fence.line + len(fence.lines) + 2)}
    found = ((number, _ANCHOR.match(line)) for number, line in enumerate(page.lines, 1))
    return [(number, anchor["name"]) for number, anchor in found if anchor and number not in inside]
