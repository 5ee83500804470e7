"""Mistakes of a contract's author: one line that says where, what and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType

_ROOM = str(Path(__file__).parent)


class ContractMistake(Exception):
    """A contract is invalid: it has an unknown hole type, unbalanced braces, a claim that returns no bool.

    `path` and `line` (counted from 1) are the place in the contract's file: where `function` begins if one is given,
    else where the author called into this room.
    """

    def __init__(self, message: str, function: Callable[..., object] | None = None) -> None:
        code: CodeType | None = getattr(function, "__code__", None)
        self.path, self.line = (code.co_filename, code.co_firstlineno) if code else authors_place()
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def authors_place() -> tuple[str, int]:
    """Give the file and line that the author wrote: the innermost place on the call stack outside this room."""
    frame = sys._getframe(1)  # noqa: SLF001  (a stack without its source lines, which would take a file each)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_ROOM):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno
