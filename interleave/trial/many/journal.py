"""The results of a soak on disk, a line of JSON each, from which a soak that was stopped is resumed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from interleave.evidence.tally import circumstance_of
from interleave.trial.many.job import Result

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

FORMAT = 2


class JournalError(Exception):
    """A journal cannot be resumed. The message is one line that says why and what to do."""


class Journal:
    """The journal of one soak; `seed` is that of its first runs (None: undisturbed), `done` has the results by key.

    The file is written only inside a `with` statement, at whose beginning a new journal empties it.
    """

    def __init__(self, file: Path, seed: int | None) -> None:
        self.file = file
        self.seed = seed
        self.done: dict[str, Result] = {}
        self._resumed = False

    @classmethod
    def resume(cls, file: Path) -> Self:
        """Read the journal of a soak that was stopped. Raises JournalError if there is none, or none in this format."""
        try:
            whole, _, torn = file.read_text("utf-8").rpartition("\n")
        except FileNotFoundError:
            raise JournalError("there is no soak to resume; leave out --resume") from None
        try:
            head, *lines = map(json.loads, whole.split("\n"))
            if head["format"] != FORMAT:
                raise JournalError(f"{file.name} has format {head['format']}, not {FORMAT}; leave out --resume")
            journal = cls(file, head["seed"])
            journal.done = {result.key: result for result in map(_result, lines)}
        except (ValueError, KeyError, TypeError):
            raise JournalError(f"{file.name} is no journal of a soak; leave out --resume") from None
        if torn:  # the line that was not finished when the soak was killed
            file.write_text(f"{whole}\n", "utf-8")
        journal._resumed = True
        return journal

    def __enter__(self) -> Self:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._open = self.file.open("a" if self._resumed else "w", encoding="utf-8", buffering=1)
        if not self._resumed:
            self._write({"format": FORMAT, "seed": self.seed})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def add(self, result: Result) -> None:
        """Append a result."""
        self.done[result.key] = result
        self._write(asdict(result))

    def _write(self, data: dict[str, Any]) -> None:
        self._open.write(json.dumps(data, ensure_ascii=False) + "\n")


def _result(data: dict[str, Any]) -> Result:
    circumstance = circumstance_of(data.pop("circumstance"))
    return Result(circumstance=circumstance, **{name: _tuples(value) for name, value in data.items()})


def _tuples(value: Any) -> Any:  # noqa: ANN401  (what JSON gives)
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
