"""Many runs, on this machine or a cluster: each is held against its contract and counted once.

Any `concurrent.futures.Executor` can do them.
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
