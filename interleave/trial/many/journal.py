"""What a soak has done so far, on disk, so that it can be stopped and resumed: a line of JSON for each result."""

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
    """A journal that cannot be resumed. The message is one line that says why."""


class Journal:
    """The journal of one soak; `seed` is that of its first runs (None: undisturbed), `done` has the results by key.

    Results are added in a `with` statement, and only there the file is written: a new journal forgets what the file
    held.
    """

    def __init__(self, file: Path, seed: int | None) -> None:
        self.file = file
        self.seed = seed
        self.done: dict[str, Result] = {}
        self._resumed = False

    @classmethod
    def resume(cls, file: Path) -> Self:
        """Go on where the soak was stopped. Raises JournalError if there is nothing to go on with."""
        try:
            whole, _, torn = file.read_text("utf-8").rpartition("\n")
        except FileNotFoundError:
            raise JournalError("there is no soak to resume; begin one without --resume") from None
        try:
            head, *lines = map(json.loads, whole.split("\n"))
            if head["format"] != FORMAT:
                raise JournalError(f"{file.name} has format {head['format']}, not {FORMAT}; begin without --resume")
            journal = cls(file, head["seed"])
            journal.done = {result.key: result for result in map(_result, lines)}
        except (ValueError, KeyError, TypeError):
            raise JournalError(f"{file.name} is no journal of a soak; begin one without --resume") from None
        if torn:  # the line that was being written when the soak was killed
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
        """Write a result down."""
        self.done[result.key] = result
        self._write(asdict(result))

    def _write(self, data: dict[str, Any]) -> None:
        self._open.write(json.dumps(data, ensure_ascii=False) + "\n")


def _result(data: dict[str, Any]) -> Result:
    circumstance = circumstance_of(data.pop("circumstance"))
    return Result(circumstance=circumstance, **{name: _tuples(value) for name, value in data.items()})


def _tuples(value: Any) -> Any:  # noqa: ANN401  (what JSON gives)
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
