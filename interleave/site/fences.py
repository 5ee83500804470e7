"""The code fences of a page, found as SuperFences finds them: at any depth of lists, admonitions and tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,}) *(?P<info>[^`]*)")
_INCLUDE = re.compile(r'\s*-{1,}8<-{1,} +"(?P<path>[^"]+)"\s*')
_PYTHON = frozenset({"py", "python", "python3"})


class Fence(NamedTuple):
    """A fence: the line that opens it (counted from 1), what stands behind the backticks, and its lines.

    `above` is the line before it, without the spaces around.
    """

    line: int
    info: str
    lines: tuple[str, ...]
    above: str

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


def included(text: str) -> str | None:
    """The program that a line, or a fence with no other line, pulls in."""
    found = _INCLUDE.fullmatch(text)
    return found["path"] if found else None


def fences(page: str) -> Iterator[Fence]:
    """Find the fences of a page, in order. One that is not closed reaches to the page's end."""
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
        yield Fence(at + 1, opens["info"].strip(), inside, above)
        at = end + 1
