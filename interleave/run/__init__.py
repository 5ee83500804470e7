"""The room that runs programs: each as a process of its own on a terminal of its own, timed, and cleaned up after.

It knows programs, terminals and processes, and nothing of contracts. What a program showed is a
`interleave.transcript.Transcript`.
"""

from interleave.run.execute import Run, run
from interleave.run.limits import Limits
from interleave.run.python import Interpreter, InterpreterError, interpreter
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
    "interpreter",
    "new_seed",
    "run",
]
