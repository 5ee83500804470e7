"""Many runs of many snippets, on this machine or on many, each held against its contract and counted once.

Knows runs and contracts, and nothing of pytest or pages. The work is done by any `concurrent.futures.Executor`.
"""

from interleave.trial.many.hunt import Hunt, hunting
from interleave.trial.many.job import Job, Result, Variant, perform
from interleave.trial.many.journal import Journal, JournalError
from interleave.trial.many.loop import LostError, soak
from interleave.trial.many.pool import ClusterError, Pool, pool
from interleave.trial.many.series import Series, jobs

__all__ = [
    "ClusterError",
    "Hunt",
    "Job",
    "Journal",
    "JournalError",
    "LostError",
    "Pool",
    "Result",
    "Series",
    "Variant",
    "hunting",
    "jobs",
    "perform",
    "pool",
    "soak",
]
