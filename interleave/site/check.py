"""Find what authors forgot, over the whole book, without running a snippet.

Contracts are executed here: what is stale is judged once a build, and nowhere else in it.
"""

from __future__ import annotations

import itertools
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from interleave.book import LANGUAGES
from interleave.mistake import MARK, Mistake
from interleave.quiz import read_quiz, unexpected
from interleave.site.fences import Fence, fences, misincluded, read_card, unmade, unshown
from interleave.site.made import Made, Rendered, Renderer
from interleave.site.preview import Sources
from interleave.trial.mutants.survivors import survivors

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from pathlib import Path

    from interleave.book import Book
    from interleave.contract import Contract

_ANCHOR = re.compile(r"^(#+) .*?\{:? *#(?P<name>[\w-]+) *\}\s*$")
_MARK = re.compile(r"# \((\d+)\)!$", re.MULTILINE)
_ITEM = re.compile(r" *(?P<number>\d+)\. ")
_REASON = re.compile(r"<!--\s*notest:\s*\S.*-->")

_OF_NO_SNIPPET = {"run": "is a recording of no snippet", "tally": "is a tally of no snippet"}


class _Page(NamedTuple):
    """A Markdown page: its path from the project's root on, its lines, its fences, and what was made of them."""

    where: str
    lines: list[str]
    fences: list[Fence]
    rendered: Rendered


def mistakes(book: Book) -> list[Mistake]:
    """Give every mistake in a book, in the order of paths and lines."""
    return sorted(
        _finished(_of_marks(book), [*_of_snippets(book), *_of_pages(book)]),
        key=lambda mistake: (mistake.path, mistake.line),
    )


def mistakes_about(book: Book, file: Path, contract: Contract) -> list[Mistake]:
    """Give every mistake in a contract's file, its programs, and the pages that show its snippet."""
    snippet = contract.snippet
    found = [*_of_contract(book, file, contract), *_of_name(snippet), *_of_pages(book, snippet)]
    about = {"mkdocs.yml", *map(book.shown, (file, book.impossible_file(snippet), *book.programs(contract)))}
    listed = (book.root / "mkdocs.yml").read_text("utf-8")
    for language in LANGUAGES:
        pages = [path for path in book.pages(language) if f'"{snippet}"' in _read(book.page(language, path))]
        about.update(book.shown(book.page(language, path)) for path in pages)
        if not pages:
            what = f"no page in docs/{language} shows it"
            found.append(Mistake(f"snippets/{snippet}", 1, what, f'write --8<-- "{snippet}" in a fence of one'))
        for path in pages:
            if not re.search(rf"[ :]{re.escape(path)}$", listed, re.MULTILINE):
                what = f"no entry of nav leads to {path}"
                found.append(Mistake("mkdocs.yml", 1, what, "add it there, below its section"))
    return _finished((mark for mark in _of_marks(book) if mark.path in about), found)


def _finished(marks: Iterable[Mistake], found: Iterable[Mistake]) -> list[Mistake]:
    """Give all once. What else is wrong with a file that its author has not finished is told when it is."""
    marked = list(marks)
    unfinished = {mistake.path for mistake in marked}
    told = (*marked, *(each for each in found if each.path not in unfinished))
    return list({str(mistake): mistake for mistake in told}.values())


def _read(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")


def _of_marks(book: Book) -> Iterator[Mistake]:
    """What a scaffold has marked for its author."""
    pages = (
        book.page(language, path) for language in LANGUAGES for path in book.pages(language) if path.endswith(".md")
    )
    named = ((file, f"{file.parent.name}/{file.name.removeprefix('test_')}") for file in book.contract_files())
    contracts = (file for contract, snippet in named for file in (contract, book.impossible_file(snippet)))
    for file in (book.root / "mkdocs.yml", *map(book.program, book.snippets()), *contracts, *pages):
        lines = file.read_text("utf-8", "replace").splitlines() if file.exists() else []
        for number, line in enumerate(lines, 1):
            if MARK in line:
                said = re.sub(r" *\{ #.*", "", line.partition(MARK)[2]).strip(':： #".')
                yield Mistake(book.shown(file), number, f"is not finished: {said}", f"settle it and remove {MARK}")


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
        try:
            book.source(snippet)
        except Mistake as mistake:
            yield mistake
        yield from _of_name(snippet)
        right = book.contract_file(snippet)
        if snippet not in covered and not right.exists():
            yield Mistake(f"snippets/{snippet}", 1, f"{snippet} has no contract", f"write {book.shown(right)}")
    for file in book.evidence_files():
        if not file.with_name(f"{file.name.split('.')[0]}.py").exists():
            yield Mistake(book.shown(file), 1, _OF_NO_SNIPPET[file.name.split(".")[-2]], "remove it")
    for file in book.survivors_files():
        if not file.with_name(f"test_{file.name.split('.')[0]}.py").exists():
            yield Mistake(book.shown(file), 1, "explains survivors of no contract", "remove it")


def _of_name(snippet: str) -> Iterator[Mistake]:
    module = snippet.rpartition("/")[2].removesuffix(".py")
    if module in sys.stdlib_module_names:
        what = f"its name hides Python's own module {module} from every program beside it"
        yield Mistake(f"snippets/{snippet}", 1, what, "rename it")


def _of_contract(book: Book, file: Path, contract: Contract) -> Iterator[Mistake]:
    """It lies where it belongs, its programs are there, and the evidence beside them is theirs, or waits for runs."""
    where, line = book.shown(file), contract.line
    absent = [name for name in (contract.snippet, *contract.files) if not book.has(name)]
    for name in absent:
        yield book.no_snippet(where, line, name)
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


def _of_pages(book: Book, about: str = "") -> Iterator[Mistake]:
    """The mistakes of all pages, or of those that name a snippet."""
    paths = {language: book.pages(language) for language in LANGUAGES}
    named = {path for language in LANGUAGES for path in paths[language] if about in _read(book.page(language, path))}
    pages: dict[str, list[_Page]] = {}  # by path: the same page in each language where nothing is wrong with it
    renderer, sources = Renderer(book), Sources(book)
    for language in LANGUAGES:
        for path in paths[language]:
            file = book.page(language, path)
            where = book.shown(file)
            for other in LANGUAGES:
                if path in named and path not in paths[other]:
                    yield Mistake(where, 1, f"this page has no {other}", f"write {book.shown(book.page(other, path))}")
            if path in named and path.endswith(".md"):
                try:
                    text = book.text(file)
                except Mistake as mistake:
                    yield mistake
                    continue
                page, found = _judged(book, renderer, file, text, sources.of(file))
                yield from found
                if not found:
                    pages.setdefault(path, []).append(page)
    for first, *others in pages.values():
        for translated in others:
            yield from _of_pair(first, translated)


def _judged(book: Book, renderer: Renderer, file: Path, text: str, source: Hashable) -> tuple[_Page, list[Mistake]]:
    """Render a page and look for mistakes on it. In a preview that is done once for each change."""
    if _JUDGED.get(file, (None,))[0] != (source, text):
        page = _Page(book.shown(file), text.split("\n"), list(fences(text)), renderer.rendered(text))
        _JUDGED[file] = (source, text), page, list(_of_page(book, page))
    _, page, found = _JUDGED[file]
    return page, found


_JUDGED: dict[Path, tuple[Hashable, _Page, list[Mistake]]] = {}


def _of_page(book: Book, page: _Page) -> Iterator[Mistake]:
    """All that stands on the page arrives, as it was meant, and as it runs."""
    where = page.where
    if not "".join(page.lines).strip():
        yield Mistake(where, 1, "is an empty page", "write it, or remove it")
    rendered = page.rendered
    if not rendered.unshown:  # else it is the same mistake
        unclosed = [fence.line for fence in page.fences if not fence.closed]
        yield from (unmade(where, line) for line in sorted({*rendered.unopened, *unclosed}))
    told: set[int] = set()
    for made in rendered.made:
        for mistake in _OF_KIND[made.kind](book, page, made):
            yield mistake
            told.update(made.lines)
    for line, name, scissors in rendered.unshown:
        if line not in told:
            yield unshown(where, line, name, scissors=scissors)
    for fence in page.fences:
        if fence.is_python and not fence.is_tested and not _REASON.fullmatch(fence.above):
            remedy = "write <!-- notest: why --> on the line above it"
            yield Mistake(where, fence.line, "notest without a reason", remedy)
        if any(word.startswith("retry:") for word in fence.words):
            remedy = "remove it and make the program hold every time"
            yield Mistake(where, fence.line, "retry hides a failure", remedy)
        yield from _of_notes(book, page, fence)


def _of_python(book: Book, page: _Page, made: Made) -> Iterator[Mistake]:
    """It shows a program; or the tests find it, and it has no program's title."""
    if mistake := misincluded(page.where, made.line, made.source):
        yield mistake
    elif made.program is None:
        if made.title and book.has(made.title):
            what = f"its title is {made.title} and it shows lines of its own"
            yield Mistake(page.where, made.line, what, f'write --8<-- "{made.title}" in it, or another title')
        if made.source not in {fence.text.removesuffix("\n") for fence in page.fences if fence.is_python}:
            what = "no test finds this fence"
            yield Mistake(page.where, made.line, what, "write it outside of quotes and other fences, without tabs")
    else:
        yield from _of_program(book, page, made, made.program)


def _of_program(book: Book, page: _Page, made: Made, program: str) -> Iterator[Mistake]:
    """It shows a program, or a contract, byte for byte, under its own name."""
    try:
        source = book.source(program, page.where, made.first)
        file = book.shown(book.named(program) or book.program(program))
    except Mistake as mistake:
        yield mistake
        return
    if made.text != source:
        pairs = itertools.zip_longest(made.text.split("\n"), source.split("\n"))
        line = next(number for number, (shown, meant) in enumerate(pairs, 1) if shown != meant)
        what = f"a page would show another program, from here on (on {page.where}:{made.line})"
        remedy = (
            "end it with one line end, write it without control characters, and its fence without options but title"
        )
        yield Mistake(file, line, what, remedy)
    if made.title not in {None, program}:
        what = f"its title is {made.title} and it shows {program}"
        yield Mistake(page.where, made.line, what, f'write title="{program}"')


def _of_card(book: Book, page: _Page, made: Made) -> Iterator[Mistake]:
    named = made.source.split()
    if not named:
        yield Mistake(page.where, made.line, "this card names no snippet", "write its path below snippets/ in it")
        return
    snippet, name, shows = read_card(made.source)
    names = named[1 : len(named) - bool(shows)]
    if len(names) > 1 or "\n" in made.source.strip() or name.endswith(".py"):
        what = f"a card shows one snippet, and this one names {', '.join(named)}"
        yield Mistake(page.where, made.line, what, "write a fence for each")
        return
    if not book.has(snippet):
        yield book.no_snippet(page.where, made.line, snippet if snippet.endswith(".py") else " ".join(named))
    elif not (contract := book.contract_file(snippet)).exists():
        what = f"this card's snippet {snippet} has no contract"
        yield Mistake(page.where, made.line, what, f"write {book.shown(contract)}")
    elif name and not book.recording_file(snippet, name).exists():
        try:
            book.recording(snippet, name)
        except Mistake as mistake:
            yield Mistake(page.where, made.line, mistake.what, mistake.remedy)


def _of_quiz(book: Book, page: _Page, made: Made) -> Iterator[Mistake]:
    snippet = made.source.partition("\n")[0].strip()
    if snippet.endswith(".py") and not book.has(snippet):
        yield book.no_snippet(page.where, made.line + 1, snippet)
        return
    try:
        yield from unexpected(book, read_quiz(made.source, page.where, made.line), page.where)
    except Mistake as mistake:
        yield mistake


def _of_other(_book: Book, page: _Page, made: Made) -> Iterator[Mistake]:
    """Its language is none that Python or a card would be meant by."""
    if not made.language:
        return
    if made.language in _OF_KIND:
        remedy = f"write nothing but ```{made.language}"
        yield Mistake(page.where, made.line, f"a {made.language} has no title and no options", remedy)
        return
    try:
        is_python = get_lexer_by_name(made.language).name == "Python"
    except ClassNotFound:
        what = f"no language is called {made.language}"
        yield Mistake(page.where, made.line, what, "write ```python, ```card or ```quiz, or ```text for something else")
        return
    if is_python:
        yield Mistake(page.where, made.line, f"{made.language} is another word for python", "write ```python")


_OF_KIND = {"python": _of_python, "card": _of_card, "quiz": _of_quiz, "*": _of_other}


def _of_notes(book: Book, page: _Page, fence: Fence) -> Iterator[Mistake]:
    """The marks in a program, like `# (1)!`, and the list right after its fence have the same numbers."""
    try:
        shown = "".join(book.source(snippet) for _, snippet in fence.includes) or fence.text
    except Mistake:  # `_of_python` gives it
        return
    marks = [int(mark) for mark in _MARK.findall(shown)] if fence.is_python else []
    after = itertools.dropwhile(lambda line: not line.strip(), page.lines[fence.line + len(fence.lines) + 1 :])
    listed = itertools.takewhile(bool, (_ITEM.match(line) for line in after))
    notes = [int(item["number"]) for item in listed if item] if marks else []
    if sorted(marks) != notes:
        what = f"the program has the marks {marks} and the list after it the numbers {notes}"
        yield Mistake(page.where, fence.line, what, "give each mark its note")


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
    return [(made.first, made.program) for made in page.rendered.made if made.program]


def _cards(page: _Page) -> list[tuple[int, str]]:
    return [(made.line, " ".join(made.source.split())) for made in page.rendered.made if made.kind == "card"]


def _quizzes(page: _Page) -> list[tuple[int, str]]:
    quizzes = [read_quiz(made.source, "", made.line) for made in page.rendered.made if made.kind == "quiz"]
    return [
        (line, f"{quiz.snippet}, {expected}, {'hangs' if hangs else exit or 0}, {' | '.join(texts)}")
        for quiz in quizzes
        for line, expected, exit, _, texts, hangs in quiz.options
    ]


def _anchors(page: _Page) -> list[tuple[int, str]]:
    inside = {number for fence in page.fences for number in range(fence.line, fence.line + len(fence.lines) + 2)}
    found = ((number, _ANCHOR.match(line)) for number, line in enumerate(page.lines, 1))
    return [(number, anchor["name"]) for number, anchor in found if anchor and number not in inside]
