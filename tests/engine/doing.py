"""An executor of tests: it does jobs as it is told, at once, and no program runs."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import replace

from interleave.trial.many import Job, Result


def result(job: Job, **rest) -> Result:
    return Result(job.key, replace(job.circumstance, shaken=job.seed is not None), 0.1, **rest)


class Doing(Executor):
    """Does at once what a function of jobs says: a result comes out, or an exception."""

    def __init__(self, do=result) -> None:
        self.do = do
        self.submitted: list[Job] = []

    def submit(self, _perform, job):
        self.submitted.append(job)
        future: Future[Result] = Future()
        outcome = self.do(job)
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
        return future
