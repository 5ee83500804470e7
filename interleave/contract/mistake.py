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
        self.path, self.line = _authors_place()
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def _authors_place() -> tuple[str, int]:
    """The innermost place on the call stack that is not in this room: the line that the author wrote."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_ROOM):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def authors_file() -> str:
    """The file in which the author is writing the contract at this moment."""
    return _authors_place()[0]
