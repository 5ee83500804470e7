"""One run of a snippet, held against its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interleave.contract import Circumstances, Mismatch
from interleave.run import Limits, Run, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interleave.contract import Contract, Outcome
    from interleave.run import Interpreter, Shake

_SHAKEN = 4  # times the contract's time limit: what is shaken is slower


class BrokenContract(Exception):
    """A run that its contract does not allow. The message says where and why, `run` is the run (None: several)."""

    def __init__(self, message: str, run: Run | None = None) -> None:
        super().__init__(message)
        self.run = run


def may_take(contract: Contract, shake: Shake | None) -> float:
    """Give the time limit of a run in seconds."""
    return contract.seconds * (_SHAKEN if shake else 1)


def attempt(
    contract: Contract,
    programs: Sequence[Path],
    python: Interpreter,
    start_method: str | None,
    shake: Shake | None = None,
    *,
    terminal: bool = True,
    seconds: float | None = None,
) -> tuple[Run, Outcome]:
    """Run the first of `programs`, the others beside it, and give the run and what the contract makes of it.

    It runs on a terminal or through a pipe, with a time limit of `seconds` (None: as many as it may have).

    Raises BrokenContract when the run does not keep the contract.
    """
    program, *files = programs
    limits = Limits(seconds=may_take(contract, shake) if seconds is None else seconds)
    done = run(
        program,
        python=python,
        files=files,
        start_method=start_method,
        limits=limits,
        terminal=terminal,
        shake=shake,
    )
    head = f"snippets/{contract.snippet} under {python.implementation} {python.version}"
    head += f", {start_method}" if start_method else ""
    head += "" if terminal else ", through a pipe"
    head += f", shaken ({shake})" if shake else ""
    if done.trouble:
        printed = [f"  | {line.text}" for line in done.transcript.lines[-12:]]
        raise BrokenContract("\n".join([f"{head}:", *done.trouble, "  the last of what it printed:", *printed]), done)
    circumstances = Circumstances(python.version_info, python.free_threaded, start_method)
    try:
        return done, contract.checked(done.transcript, circumstances)
    except Mismatch as mismatch:
        raise BrokenContract(f"{head}:\n{mismatch}", done) from None
