"""What an author did wrong, in one line: where it is, what is wrong, what to do."""

from __future__ import annotations

MARK = "TODO(author)"
"""What a scaffold has where its author must write or judge; a book with one is not finished."""


class Mistake(Exception):
    """A mistake of an author. `path` is relative to the project's root where it lies there, `line` counts from 1."""

    def __init__(self, path: str, line: int, what: str, remedy: str) -> None:
        """Take the place, what is wrong there and what to do about it."""
        super().__init__(path, line, what, remedy)
        self.path = path
        self.line = line
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.remedy}"


class Waits(Mistake):
    """Evidence waits for its runs, on Pythons that its author need not have: no mistake until the book is published.

    `snippet` is whose evidence it is, `evidence` which, and on what it is made: "a recording on 3.15".
    """

    def __init__(self, path: str, snippet: str, evidence: str, what: str, remedy: str) -> None:
        """Take the place, what waits, why, and the command that makes it."""
        super().__init__(path, 1, what, remedy)
        self.snippet = snippet
        self.evidence = evidence
