"""Runs programs: each in a session of its own, on a terminal of its own, timed, and cleaned up after.

This room knows nothing of contracts. It hands on what a program showed as an `interleave.transcript.Transcript`.
"""

from interleave.run.execute import Run, run
from interleave.run.limits import Limits
from interleave.run.python import Interpreter, InterpreterError, find, interpreter
from interleave.run.shake import SEEDS, Shake, new_seed
from interleave.run.tracing import TraceError

__all__ = [
    "SEEDS",
    "Interpreter",
    "InterpreterError",
    "Limits",
    "Run",
    "Shake",
    "TraceError",
    "find",
    "interpreter",
    "new_seed",
    "run",
]
