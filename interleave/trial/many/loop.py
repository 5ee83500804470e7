"""Give jobs to an executor and take each result once, however often a worker is lost on the way."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import TYPE_CHECKING

from interleave.run import InterpreterError
from interleave.trial.many.job import Job, Result, perform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TRIES = 4  # of one job whose workers were lost


class LostError(Exception):
    """A job that could not be done. The message is one line that says why."""


def soak(jobs: Iterable[Job], executor: Executor, at_once: int) -> Iterator[tuple[Job, Result]]:
    """Yield each job with its result as they come, with `at_once` jobs given away at any time.

    Jobs are taken from `jobs` only when their turn comes, so it may decide late which are still wanted. A job whose
    worker was lost is given away again, so each is counted once and none is lost. Raises LostError when that did not
    help, or the job could not be done at all. What is still to be done when the iteration is left is given up.
    """
    coming = iter(jobs)
    given: dict[Future[Result], Job] = {}
    tries: Counter[str] = Counter()
    try:
        while True:
            while len(given) < at_once and (job := next(coming, None)) is not None:
                given[executor.submit(perform, job)] = job
            if not given:
                return
            for future in wait(given, return_when=FIRST_COMPLETED).done:
                job = given.pop(future)
                error = future.exception()
                if error is None:
                    yield job, future.result()
                    continue
                tries[job.key] += 1
                if _is_final(error) or tries[job.key] == _TRIES:
                    raise LostError(f"{job.variant.snippet} could not be run: {_said(error)}") from error
                given[executor.submit(perform, job)] = job
    finally:
        for future in given:
            future.cancel()


def _is_final(error: BaseException) -> bool:
    """Whether to try again would be in vain: the pool is broken, or it is the job itself that cannot be done."""
    lost = type(error).__name__ in {"KilledWorker", "CommClosedError", "FutureCancelledError"}  # dask.distributed's
    return isinstance(error, BrokenExecutor | InterpreterError) or not lost


def _said(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
