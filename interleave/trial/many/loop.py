"""Give jobs to an executor and take each result once, however often a worker is lost on the way."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from typing import TYPE_CHECKING, TypeVar

from interleave.trial.many.job import Job, Result, perform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interleave.trial.many.journal import Journal
    from interleave.trial.many.workers import Pool

_TRIES = 4  # of one job whose workers were lost
_WORKER_LOST = {"CommClosedError", "KilledWorker"}  # dask.distributed's, which need not be installed

Owner = TypeVar("Owner")


class LostError(Exception):
    """A job that could not be done. The message is one line that says why."""


def soak(jobs: Iterable[tuple[Owner, Job]], pool: Pool, journal: Journal) -> Iterator[tuple[Owner, Job, Result]]:
    """Yield each job, and whose it is, with its result as they come; the journal keeps the results.

    A result that the journal has already is taken from there. Jobs are taken from `jobs` only when their turn comes,
    so it may decide late which are still wanted. A job whose worker was lost is given away again, so each is counted
    once and none is lost. Raises LostError when that did not help, or the job could not be done at all. What is still
    to be done when the iteration is left is given up.
    """
    coming = iter(jobs)
    given: dict[Future[Result], tuple[Owner, Job]] = {}
    tries: Counter[str] = Counter()
    try:
        while True:
            while len(given) < pool.at_once and (each := next(coming, None)) is not None:
                owner, job = each
                if (known := journal.done.get(job.key)) is not None:
                    yield owner, job, known
                else:
                    given[_submitted(job, pool.executor)] = each
            if not given:
                return
            for future in wait(given, return_when=FIRST_COMPLETED).done:
                owner, job = each = given.pop(future)
                error = CancelledError("its executor is gone") if future.cancelled() else future.exception()
                if error is None:
                    result = future.result()
                    journal.add(result)
                    yield owner, job, result
                    continue
                tries[job.key] += 1
                if type(error).__name__ not in _WORKER_LOST or tries[job.key] == _TRIES:
                    raise _lost(job, error) from error
                given[_submitted(job, pool.executor)] = each
    finally:
        for future in given:
            future.cancel()


def _submitted(job: Job, executor: Executor) -> Future[Result]:
    try:
        return executor.submit(perform, job)
    except RuntimeError as error:  # it was closed, or its processes are gone
        raise _lost(job, error) from error


def _lost(job: Job, error: BaseException) -> LostError:
    why = (str(error).splitlines() or [type(error).__name__])[0]
    return LostError(f"{job.snippet} could not be run: {why}")
