"""Many runs of many snippets, on this machine or on many, each held against its contract and counted once.

The work is done by any `concurrent.futures.Executor`.
"""

from interleave.trial.many.job import Job, Result, perform
from interleave.trial.many.journal import Journal, JournalError
from interleave.trial.many.loop import LostError, soak
from interleave.trial.many.workers import ClusterError, Pool, pool

__all__ = [
    "ClusterError",
    "Job",
    "Journal",
    "JournalError",
    "LostError",
    "Pool",
    "Result",
    "perform",
    "pool",
    "soak",
]
