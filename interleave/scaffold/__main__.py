"""Begin a page: `make new PAGE=thread/queues PROGRAM=path/to/file.py`, or without a program, which is begun then."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from interleave.book import LANGUAGES, Book
from interleave.contract import SNIPPET, Contract
from interleave.mistake import MARK, Mistake
from interleave.run import InterpreterError, find, interpreter
from interleave.scaffold.looking import files_of, look, lost
from interleave.scaffold.outputs import impossible, possible
from interleave.scaffold.pages import Shown, fences, page, quiz, with_nav
from interleave.scaffold.propose import proposed

_PAGE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_BEGUN = f"""# {MARK}: write the program, remove this line, then the same command again
import threading


def work(name: str) -> None:
    print(f"{{name}}: done")


if __name__ == "__main__":
    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both are done.")
"""
_UNGUARDED = (
    'starts processes and has no `if __name__ == "__main__":`; '
    "with spawn and forkserver each of them begins the program anew"
)
_IMPOSSIBLE = 4
_ASKED = 2  # outputs of each kind in a quiz


class _Scaffold:
    """Writes what a page lacks, and nothing over what is there. `say` gets a line on each file, as it happens."""

    def __init__(self, book: Book, say: Callable[[str], object]) -> None:
        self.book = book
        self.say = say

    def write(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.say(f"wrote {self.book.shown(file)}")

    def _laid_out(self, text: str, file: Path) -> str:
        """Give the text of a file as `make format` would lay it out, so that it stays what it is."""
        return self._ruff(["format"], self._ruff(["check", "--fix-only"], text, file), file)

    def _ruff(self, command: list[str], text: str, file: Path) -> str:
        ruff = [sys.executable, "-m", "ruff", *command, "--quiet", "--stdin-filename", str(file), "-"]
        done = subprocess.run(ruff, input=text.encode(), cwd=self.book.root, stdout=subprocess.PIPE, check=False)
        return done.stdout.decode()

    def program(self, chapter: str, given: Path) -> str:
        """Put a program where it belongs and give its path below `snippets/`. Raises Mistake if another lies there."""
        snippet = f"{chapter}/{given.name}"
        file = self.book.program(snippet)
        if not SNIPPET.fullmatch(snippet) or not given.stem.isidentifier():
            raise Mistake(str(given), 1, "is no name of a program", "rename it, like queues.py: letters, digits and _")
        if not given.is_file():
            raise Mistake(str(given), 1, "is no file", "mend its path")
        text = self.book.text(given)
        try:
            ast.parse(text)
        except SyntaxError as error:
            raise Mistake(str(given), error.lineno or 1, f"is no Python: {error.msg}", "mend the program") from None
        text = self._laid_out(text, file)
        if not file.exists():
            self.write(file, text)
            for objection in self._ruff(["check", "--output-format=concise"], text, file).splitlines():
                self.say(f"note: {objection.removeprefix(f'{self.book.root}/')}")
        elif self.book.source(snippet) != text:
            if self.book.contract_file(snippet).exists():
                raise Mistake(self.book.shown(file), 1, f"is not {given}", "rename one of them")
            self.say(
                f"kept {self.book.shown(file)}, which is not {given}; to have that, remove it and repeat the command"
            )
        return snippet

    def begun(self, snippet: str) -> str:
        """Begin a program, if there is none."""
        if not self.book.program(snippet).exists():
            self.write(self.book.program(snippet), _BEGUN)
        return snippet

    def contract(self, snippet: str, pythons: list[str]) -> Shown:
        """Propose the contract of a snippet and impossible outputs, where they lack; give what its pages show."""
        book = self.book
        file, wrong = book.contract_file(snippet), book.impossible_file(snippet)
        source = book.source(snippet)
        if MARK in source:
            line = next(number for number, text in enumerate(source.splitlines(), 1) if MARK in text)
            raise Mistake(
                book.shown(book.program(snippet)), line, "is only begun", "write it, then the same command again"
            )
        if book.follows_start_method(Contract(snippet)) and "__name__" not in source:
            self.say(f"note: {snippet} {_UNGUARDED}")
        seen = look(book, snippet, [interpreter(path) for path in pythons], say=self.say)
        if note := lost(seen):
            self.say(f"note: {note}")
        if not file.exists():
            sources = {name: book.source(name) for name in (snippet, *files_of(book, snippet))}
            self.write(file, self._laid_out(proposed(snippet, sources, seen), file))
        else:
            self.say(f"kept {book.shown(file)}; to have it proposed anew, remove it and repeat the command")
        contract = book.contract(snippet)
        methods = book.follows_start_method(contract)
        rejected = impossible(contract, seen, _IMPOSSIBLE, methods=methods)
        if not wrong.exists():
            self.write(wrong, quiz(snippet, rejected))
        shown = [*possible(contract, seen, _ASKED, methods=methods), *rejected[:_ASKED]]
        return Shown(snippet, source, [each._replace(why="") for each in shown])

    def pages(self, path: str, programs: list[Shown]) -> None:
        """Write the pages, or add to them the programs that they do not show."""
        for language in LANGUAGES:
            file = self.book.page(language, f"{path}.md")
            text = file.read_text("utf-8") if file.exists() else ""
            lacks = [each for each in programs if f'--8<-- "{each.snippet}"' not in text]
            if not text:
                self.write(file, page(language, path.rpartition("/")[2], programs))
            elif lacks:
                file.write_text(
                    "\n\n".join([text.rstrip("\n"), *(fences(language, each) for each in lacks)]) + "\n", "utf-8"
                )
                self.say(f"added {', '.join(each.snippet for each in lacks)} to {self.book.shown(file)}")
            else:
                self.say(f"kept {self.book.shown(file)}, which shows all of it")
        settings = self.book.root / "mkdocs.yml"
        text = settings.read_text("utf-8")
        if (new := with_nav(text, f"{path}.md")) != text:
            self.write(settings, new)


def new(
    book_at: Path, page_path: str, given: list[Path], pythons: list[str], say: Callable[[str], object]
) -> list[str]:
    """Begin a page and give the names of its programs; `say` gets a line for each step.

    Raises Mistake for what its author has to mend first, ValueError for a page that is none, InterpreterError if there
    is no such Python.
    """
    path = page_path.removesuffix(".md")
    if not _PAGE.fullmatch(path):
        raise ValueError(f"PAGE={page_path} is no page; give a chapter and a name, like PAGE=thread/queues")
    scaffold = _Scaffold(Book(book_at), say)
    chapter, _, name = path.partition("/")
    snippets = [scaffold.program(chapter, each) for each in given] or [
        scaffold.begun(f"{chapter}/{name.replace('-', '_')}.py")
    ]
    scaffold.pages(path, [scaffold.contract(snippet, pythons) for snippet in snippets])
    return snippets


def main() -> int:
    """Read the command line and do it. Return 1, with one line on standard error, for a mistake of the author."""
    parser = argparse.ArgumentParser(prog="make new", description=__doc__)
    parser.add_argument("page", help="chapter and name, like thread/queues")
    parser.add_argument("program", nargs="*", type=Path, help="a program to show on it")
    parser.add_argument("--python", action="append", help="a Python to run it under (default: all of the book's)")
    given = parser.parse_args()
    say = partial(print, flush=True)
    there = [python.path for python in map(find, Book(Path.cwd()).counted_on) if python]
    try:
        snippets = new(Path.cwd(), given.page, given.program, given.python or there or [sys.executable], say)
    except (Mistake, ValueError, InterpreterError) as mistake:
        print(f"make new: {mistake}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"Read the contract and the pages, and settle each {MARK}. What is still to do, says:")
    print(f'make check ONLY="{" ".join(snippet.removesuffix(".py") for snippet in snippets)}"')
    return 0


if __name__ == "__main__":
    sys.exit(main())
