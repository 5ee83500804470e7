"""Mistakes of a contract's author: one line that says where, what and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

_ROOM = str(Path(__file__).parent)


class ContractMistake(Exception):
    """A contract that can not be meant: an unknown hole type, unbalanced braces, torn lanes inside torn lanes.

    `path` and `line` (counted from 1) are the place in the contract's file, where it is known.
    """

    def __init__(self, message: str) -> None:
        self.path, self.line = authors_place()
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def authors_place() -> tuple[str, int]:
    """Give the file and line that the author wrote: the innermost place on the call stack outside this room."""
    frame = sys._getframe(1)  # noqa: SLF001  (the way to a caller that costs nothing)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_ROOM):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno
