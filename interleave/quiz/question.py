"""A quiz as its author wrote it.

    ```quiz
    process/process.py

    --- possible: The author's sentence, which is shown after the answer.
    Parent process 4711.
    ...

    --- impossible, exit 1: Another.
    ...
    ```

The first line names the snippet. Each option is opened by what the author expects of it, and has an output, line for
line; only empty lines at its end are layout. Where an output is possible under some circumstances only, they belong to
what is expected: `possible with fork`, `possible without the GIL`, `possible since 3.14`. How the program ends is told
only where the output alone does not tell it: `possible, exit 1`, or `possible, hangs` if it never does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from interleave.mistake import Mistake

_OPENS = re.compile(
    r"--- +(?P<expected>impossible|possible(?: [\w. ]+?)?)"
    r"(?:, exit (?P<exit>-?[0-9]+)|(?P<hangs>, hangs))? *[:：] *(?P<why>\S.*)"
)
_OPENER = "--- "


class Option(NamedTuple):
    """An output that a quiz offers: what its author expects, the exit status if it is told, why, and its lines.

    `line` is where it stands on its page. `hangs`: the program does not end after it.
    """

    line: int
    expected: str
    exit: int | None
    why: str
    texts: tuple[str, ...]
    hangs: bool = False


class Quiz(NamedTuple):
    """A snippet, by its path below `snippets/`, and outputs that it may or may not print.

    `line` is where the snippet is named on the page.
    """

    line: int
    snippet: str
    options: tuple[Option, ...]


def read_quiz(text: str, where: str = "", line: int = 0) -> Quiz:
    """Read the text of a quiz fence, which is opened in line `line` of the page `where`. Raises Mistake."""
    first, *rest = text.splitlines() or [""]
    if not first.strip() or first.startswith(_OPENER):
        raise Mistake(where, line, "this quiz names no snippet", "write its path below snippets/ on the first line")
    options: list[Option] = []
    lines: list[str] = []
    for number, each in enumerate(rest, line + 2):
        if each.startswith(_OPENER):
            lines = []
            options.append(_opened(each, where, number))
        elif not options and each.strip():
            raise Mistake(where, number, f"{each!r} is in no option of this quiz", "write --- possible: why above it")
        else:
            lines.append(each)
            if options and each.strip():
                options[-1] = options[-1]._replace(texts=tuple(lines))
    if len(options) < 2:
        raise Mistake(where, line, "this quiz offers less than two outputs", "write --- possible: why above each")
    for option in options:
        if not option.texts:
            raise Mistake(where, option.line, "this option has no output", "write one below this line")
    return Quiz(line + 1, first.strip(), tuple(options))


def _opened(text: str, where: str, line: int) -> Option:
    found = _OPENS.fullmatch(text.rstrip())
    if not found:
        remedy = "write --- possible: why, or --- impossible: why"
        raise Mistake(where, line, f"{text!r} opens no option of a quiz", remedy)
    exit = int(found["exit"]) if found["exit"] else None
    return Option(line, found["expected"], exit, found["why"], (), hangs=found["hangs"] is not None)
