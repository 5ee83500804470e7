"""Give jobs to an executor and yield each one's result once, even when workers are lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from typing import TYPE_CHECKING, TypeVar

from interleave.trial.many.job import Job, Result, perform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interleave.trial.many.journal import Journal
    from interleave.trial.many.workers import Pool

_TRIES = 4  # of a job whose workers are lost
_WORKER_LOST = {"CommClosedError", "KilledWorker"}  # classes of dask.distributed, which may not be installed

Owner = TypeVar("Owner")


class LostError(Exception):
    """A job could not be done. The message is one line that says why."""


def soak(jobs: Iterable[tuple[Owner, Job]], pool: Pool, journal: Journal) -> Iterator[tuple[Owner, Job, Result]]:
    """Yield each job with its owner and result, in the order in which results come, and journal the results.

    A job whose result is in the journal is not done again. A job is taken from `jobs` only when the pool has room for
    it, so the iterable may leave out what is no longer wanted. A job whose worker is lost is retried up to 4 times in
    all. Raises LostError when these fail or a job raises an exception. Jobs that are pending when the iteration ends
    are cancelled.
    """
    coming = iter(jobs)
    pending: dict[Future[Result], tuple[Owner, Job]] = {}
    tries: Counter[str] = Counter()
    try:
        while True:
            while len(pending) < pool.at_once and (each := next(coming, None)) is not None:
                owner, job = each
                if (known := journal.done.get(job.key)) is not None:
                    yield owner, job, known
                else:
                    pending[_submitted(job, pool.executor)] = each
            if not pending:
                return
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                owner, job = each = pending.pop(future)
                error = CancelledError("its executor is gone") if future.cancelled() else future.exception()
                if error is None:
                    result = future.result()
                    journal.add(result)
                    yield owner, job, result
                    continue
                tries[job.key] += 1
                if type(error).__name__ not in _WORKER_LOST or tries[job.key] == _TRIES:
                    raise _lost(job, error) from error
                pending[_submitted(job, pool.executor)] = each
    finally:
        for future in pending:
            future.cancel()


def _submitted(job: Job, executor: Executor) -> Future[Result]:
    try:
        return executor.submit(perform, job)
    except RuntimeError as error:  # the executor was closed, or its processes ended
        raise _lost(job, error) from error


def _lost(job: Job, error: BaseException) -> LostError:
    why = (str(error).splitlines() or [type(error).__name__])[0]
    return LostError(f"{job.snippet} could not be run: {why}")
