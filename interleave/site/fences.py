"""The code fences of a page, found as SuperFences finds them: at any depth of lists, admonitions and tabs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from interleave.card.html import SHOWS
from interleave.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,}) *(?P<info>[^`]*)")
_INCLUDE = re.compile(r'\s*-{1,}8<-{1,} +"(?P<path>[^"]+)"\s*')
SCISSORS = re.compile(r"-+8<-+[\s\"'“”]*(?P<path>[^\s\"'“”]*)")
"""What is meant to show a program, however it is written."""

_APART = "on lines of their own, indented as the text around them, outside of comments and other fences"
_PYTHON = frozenset({"py", "python", "python3"})


class Fence(NamedTuple):
    """A fence: the line that opens it (counted from 1), what stands behind the backticks, and its lines.

    `above` is the line before it, without the spaces around. One that is not `closed` reaches to the page's end.
    """

    line: int
    info: str
    lines: tuple[str, ...]
    above: str
    closed: bool = True

    @property
    def words(self) -> list[str]:
        """Language and options: of `python title="x"` as well as of `{.python title="x"}`."""
        words = self.info.strip("{} ").split()
        dotted = next((word for word in words if word.startswith(".")), None)
        if dotted and self.info.startswith("{"):
            words.remove(dotted)
            words.insert(0, dotted[1:])
        return words

    @property
    def language(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def is_python(self) -> bool:
        return self.language in _PYTHON

    @property
    def is_tested(self) -> bool:
        return self.is_python and "notest" not in self.words

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    @property
    def includes(self) -> list[tuple[int, str]]:
        """The programs that it pulls in: line of the page, path below `snippets/`."""
        found = enumerate(map(included, self.lines), self.line + 1)
        return [(number, snippet) for number, snippet in found if snippet]


def read_card(text: str) -> tuple[str, str, str]:
    """What the fence of a card says: the snippet, the recording's name, and what it shows (see `card`), or empty."""
    words = text.split() or [""]
    shows = words.pop() if len(words) > 1 and words[-1] in SHOWS else ""
    snippet, name = (*words, "")[:2]
    return snippet, name, shows


def included(text: str) -> str | None:
    """The program that a line, or a fence with no other line, pulls in."""
    found = _INCLUDE.fullmatch(text)
    return found["path"] if found else None


def plain(line: str) -> str:
    """A line without what cannot be seen, and with the usual form of each character."""
    usual = unicodedata.normalize("NFKC", line)
    if usual.isprintable():  # then it has none of them
        return usual
    return "".join(each for each in usual if unicodedata.category(each) != "Cf")


def misincluded(where: str, line: int, source: str) -> Mistake | None:
    """What is wrong with a Python fence, opened in line `line` of a page, that is to show a program and does not."""
    lines = source.split("\n")
    scissors = [
        (number, found) for number, each in enumerate(lines, line + 1) if (found := SCISSORS.search(plain(each)))
    ]
    if included(source.strip()) or not scissors:
        return None
    if any(map(included, lines)):
        what = "a fence that includes a program has lines of its own"
        return Mistake(where, line, what, "keep them apart: what is shown is what runs")
    number, found = scissors[0]
    return unshown(where, number, found["path"], scissors=True)


def unshown(where: str, line: int, name: str, *, scissors: bool) -> Mistake:
    """Say that a line names a program and no card, quiz or program came of it."""
    name = name or "chapter/name.py"
    lines = f'```python, --8<-- "{name}" and ```' if scissors else f"```card or ```quiz, {name} and ```"
    return Mistake(where, line, f"{name} is named here and not shown", f"write {lines} {_APART}")


def unmade(where: str, line: int) -> Mistake:
    """Say that a line opens a fence and nothing came of it."""
    return Mistake(where, line, "nothing was made of this fence", f"write it and its end {_APART}")


def fences(page: str) -> Iterator[Fence]:
    """Find the fences of a page, in order."""
    lines = page.removesuffix("\n").split("\n")
    at = 0
    while at < len(lines):
        opens = _OPENS.fullmatch(lines[at])
        if not opens:
            at += 1
            continue
        closes = re.compile(f" *{re.escape(opens['fence'])}{opens['fence'][0]}* *")
        end = next((index for index in range(at + 1, len(lines)) if closes.fullmatch(lines[index])), len(lines))
        depth = len(opens["indent"])
        inside = tuple(line[depth:] if not line[:depth].strip() else line for line in lines[at + 1 : end])
        above = lines[at - 1].strip() if at else ""
        yield Fence(at + 1, opens["info"].strip(), inside, above, end < len(lines))
        at = end + 1
