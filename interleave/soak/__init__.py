"""Many runs of many snippets, on this machine or on many, each held against its contract and counted once.

Knows runs and contracts, and nothing of pytest or pages. The work is done by any `concurrent.futures.Executor`.
"""

from interleave.soak.hunt import Hunt, hunting
from interleave.soak.job import Job, Result, Variant, perform
from interleave.soak.journal import Journal, JournalError
from interleave.soak.loop import LostError, soak
from interleave.soak.pool import ClusterError, Pool, pool
from interleave.soak.series import Series, jobs

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
