"""Tests of the Python fences of the pages, for pytest-markdown-docs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Written against pytest-markdown-docs 0.9.2, which has no public name for what executes a fence: `_Runner` is its
# class, `register_runner` makes ours the default. tests/engine/test_plugin.py fails when they change.
from pytest_markdown_docs import _runners

from interleave.book import Book
from interleave.mistake import Mistake
from interleave.run import run
from interleave.site.fences import Fence, fences, misincluded

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from pytest_markdown_docs.definitions import FenceTestDefinition


class FenceParser(MarkdownIt):
    """Parses a page into its fences only, with those in admonitions and tabs, which CommonMark does not find."""

    def parse(self, src: str, env: MutableMapping[str, Any] | None = None) -> list[Token]:  # noqa: ARG002
        """Give a token for each fence."""
        return [
            Token("fence", "code", 0, info=fence.info, content=fence.text, map=[fence.line - 1, fence.line])
            for fence in fences(src)
        ]


class UnreadablePage(pytest.File):
    """A page that is no text, which pytest-markdown-docs would show with a traceback."""

    def collect(self) -> NoReturn:
        """Raise CollectError that says why."""
        raise self.CollectError(str(mistake_in(self.path, self.config.rootpath)))


def mistake_in(page: Path, root: Path) -> Mistake | None:
    """Tell why a page cannot be read."""
    try:
        Book(root).text(page)
    except Mistake as mistake:
        return mistake
    return None


class BrokenFence(Exception):
    """A fence failed as a program. The message says where and why."""


@_runners.register_runner(default=True)
class FenceRunner(_runners._Runner):  # noqa: SLF001
    """Executes a fence as a program; of one that includes a snippet, it checks that the snippet has a contract.

    The plugin sets `root`, the book's project root, on the class: pytest-markdown-docs makes the instance.
    """

    root = Path()

    def runtest(self, test: FenceTestDefinition, args: dict[str, Any], *, asyncio_runner: object = None) -> None:  # noqa: ARG002
        """Test one fence. Raises BrokenFence or Mistake."""
        book = Book(self.root)
        where = book.shown(test.source_path)
        source = test.source.lstrip("\n").removesuffix("\n")
        fence = Fence(test.start_line, "python", tuple(source.split("\n")), "")
        if mistake := misincluded(where, fence.line, source):
            raise mistake
        if fence.includes:
            _check(book, where, fence)
        else:
            _execute(where, fence)

    def repr_failure(
        self,
        test: FenceTestDefinition,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002
    ) -> str:
        """Give the message without a traceback, unless the exception is a fault of the engine."""
        if isinstance(excinfo.value, BrokenFence | Mistake):
            return str(excinfo.value)
        return f"{test.source_path}:{test.start_line}\n{excinfo.getrepr()}"


def _check(book: Book, where: str, fence: Fence) -> None:
    for line, snippet in fence.includes:
        book.source(snippet, where, line)
        if book.has(snippet) and not book.has_contract(snippet):
            remedy = f"write {book.shown(book.contract_file(snippet))}, or record the contract whose files name it"
            raise Mistake(where, line, f"{snippet} has no contract", remedy)


def _execute(where: str, fence: Fence) -> None:
    with tempfile.TemporaryDirectory(prefix="interleave-") as directory:
        program = Path(directory) / "fence.py"
        program.write_text(fence.text, "utf-8")
        done = run(program)
    if done.transcript.exit == 0 and not done.trouble:
        return
    ended = list(done.trouble) or [f"exit status {done.transcript.exit}"]
    printed = [f"  | {line.text}" for line in done.transcript.lines[-20:]]
    raise BrokenFence("\n".join([f"{where}:{fence.line}: this fence does not run: {'; '.join(ended)}", *printed]))
