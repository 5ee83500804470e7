"""Runs as jobs: each is done, counted once, journaled, and no lost worker costs one."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from interleave.circumstance import Build, Circumstance
from interleave.contract import ContractMistake
from interleave.run import InterpreterError, interpreter
from interleave.trial.many import Job, Journal, JournalError, LostError, Pool, Result, perform, pool, soak
from tests.engine.doing import Doing, result

PROGRAMS = (("one/hello.py", "print()\n"), ("one/other.py", ""))
JOB = Job(PROGRAMS, "tests/x.py", "contract = 1\n", "/bin/python", Circumstance(Build("3.15.2"), "fork"), 1, 40)


# The loop


class KilledWorker(Exception):
    """Named as dask.distributed's."""


@pytest.fixture
def journal(tmp_path):
    with Journal(tmp_path / "soak" / "journal.jsonl", 40) as opened:
        yield opened


def jobs(count: int):
    return [(f"owner {number}", replace(JOB, number=number)) for number in range(1, count + 1)]


def test_each_job_comes_back_once_with_its_owner(journal):
    executor = Doing()
    done = list(soak(jobs(30), Pool(executor, 4), journal))
    assert sorted((owner, job.number) for owner, job, _ in done) == sorted((o, job.number) for o, job in jobs(30))
    assert all(result.key == job.key for _, job, result in done)
    assert len(executor.submitted) == len(journal.done) == 30


def test_jobs_are_taken_when_their_turn_comes(journal):
    taken: list[int] = []

    def wanted():
        for owner, job in jobs(99):
            taken.append(job.number)
            yield owner, job

    for count, _ in enumerate(soak(wanted(), Pool(Doing(), 4), journal), 1):
        assert len(taken) <= count + 4
    assert len(taken) == 99


def test_what_the_journal_has_is_not_done_again(journal):
    for _, job in jobs(5):
        journal.add(result(job, held=("known",)))
    executor = Doing()
    done = [(job.number, found.held) for _, job, found in soak(jobs(7), Pool(executor, 2), journal)]
    assert sorted(done) == [(number, ("known",) if number <= 5 else ()) for number in range(1, 8)]
    assert [job.number for job in executor.submitted] == [6, 7]


def test_a_lost_worker_loses_no_job_and_counts_none_twice(journal):
    lost = iter([True, False, True, False, False, True])
    executor = Doing(lambda job: KilledWorker() if next(lost, False) else result(job))
    counts = Counter(job.number for _, job, _ in soak(jobs(10), Pool(executor, 3), journal))
    assert counts == Counter(range(1, 11))


def test_a_job_that_kills_every_worker_is_given_up(journal):
    executor = Doing(lambda job: KilledWorker())
    with pytest.raises(LostError, match=r"one/hello\.py could not be run: KilledWorker"):
        list(soak(jobs(1), Pool(executor, 3), journal))
    assert len(executor.submitted) == 4


def test_a_job_that_cannot_be_done_is_not_tried_again(journal):
    executor = Doing(lambda job: RuntimeError("no such thing\nat all"))
    with pytest.raises(LostError, match=r"one/hello\.py could not be run: no such thing$"):
        list(soak(jobs(1), Pool(executor, 3), journal))
    assert len(executor.submitted) == 1


class Gone(Doing):
    """Takes one job and no more, as when its processes are gone."""

    def submit(self, _perform, job):
        if self.submitted:
            raise BrokenProcessPool("a process was terminated")
        return super().submit(_perform, job)


class Cancelling(Doing):
    """Cancels each job, as dask.distributed does where its scheduler is gone."""

    def submit(self, _perform, _job):
        future: Future[Result] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


@pytest.mark.parametrize(
    ("executor", "said"), [(Gone(), "a process was terminated"), (Cancelling(), "its executor is gone")]
)
def test_an_executor_that_is_gone(journal, executor, said):
    with pytest.raises(LostError, match=f"could not be run: {said}"):
        list(soak(jobs(3), Pool(executor, 1), journal))


# Jobs


def test_a_job_s_key_changes_with_all_that_matters():
    others = [
        replace(JOB, number=4),
        replace(JOB, seed=None),
        replace(JOB, programs=(*PROGRAMS[:1], ("one/other.py", "x"))),
        replace(JOB, contract_text="x"),
        replace(JOB, circumstance=replace(JOB.circumstance, start_method="spawn")),
        replace(JOB, circumstance=replace(JOB.circumstance, output="pipe")),
        replace(JOB, circumstance=replace(JOB.circumstance, buffered=False)),
        replace(JOB, circumstance=replace(JOB.circumstance, build=Build("3.15.3"))),
    ]
    assert len({each.key for each in (JOB, *others)}) == 1 + len(others)
    assert replace(JOB, python="/elsewhere/python", contract_file="y").key == JOB.key


def job_in(book, test: str, **rest) -> Job:
    """A run of the book's snippet with a claim that comes sometimes, of which `test` is the function's last line."""
    text = (book.root / "tests/snippets/one/test_hello.py").read_text("utf-8")
    text += f'\n\n@contract.sometimes(zh="甲", en="A")\ndef a(run) -> bool:\n    {test}\n'
    program = (book.root / "snippets/one/hello.py").read_text("utf-8")
    python = interpreter()
    usual = Job((("one/hello.py", program),), "tests/x.py", text, python.path, Circumstance(python.build), 1, None)
    return replace(usual, **rest)


def test_a_job_says_which_claims_held(little_book):
    job = job_in(little_book, "return False", seed=7)
    done = perform(job)
    assert (done.key, done.held, done.broken, done.printed) == (job.key, ("positive",), "", ())
    assert done.circumstance == replace(job.circumstance, shaken=True)


def test_a_claim_that_cannot_be_asked_breaks_the_contract(little_book):
    """One that comes sometimes, too: it could not be counted."""
    done = perform(job_in(little_book, 'return run["nothing"] == 1'))
    assert "claim a could not be asked: KeyError: \"no hole 'nothing' in this run; it has me\"" in done.broken
    assert [text for _, text in done.printed][1:] == ["Done."]
    assert done.pids
    assert done.held == ()


def test_a_job_that_nobody_can_do(little_book):
    with pytest.raises(ContractMistake, match=r"tests/x\.py:15: claim a returned None, and a claim returns True"):
        perform(job_in(little_book, "assert run"))
    with pytest.raises(InterpreterError):
        perform(job_in(little_book, "return True", python="/nowhere/python"))


# The journal


def test_a_journal_is_resumed(tmp_path):
    file = tmp_path / "soak" / "journal.jsonl"
    kept = result(JOB, held=("torn",))
    broken = result(replace(JOB, number=2), broken="why", printed=((0.1, "x\u2028\x85y"),), pids=(1, 2), exit=3)
    with Journal(file, 5) as journal:
        journal.add(kept)
        journal.add(broken)
    again = Journal.resume(file)
    assert (again.seed, again.done) == (5, {kept.key: kept, broken.key: broken})


def test_a_line_that_was_not_finished_is_done_again(tmp_path):
    file = tmp_path / "journal.jsonl"
    one, two = result(JOB), result(replace(JOB, number=2))
    with Journal(file, None) as journal:
        journal.add(one)
        journal.add(two)
    file.write_text(file.read_text("utf-8")[:-9], "utf-8")
    with Journal.resume(file) as journal:
        assert list(journal.done) == [one.key]
        journal.add(two)
    assert list(Journal.resume(file).done) == [one.key, two.key]


def test_a_new_journal_forgets_the_old_one_when_runs_begin(tmp_path):
    file = tmp_path / "journal.jsonl"
    with Journal(file, None) as journal:
        journal.add(result(JOB))
    new = Journal(file, 3)
    assert Journal.resume(file).done
    with new:
        pass
    assert (Journal.resume(file).done, Journal.resume(file).seed) == ({}, 3)


@pytest.mark.parametrize(
    "text", ["", "{}\n", '{"format": 9, "seed": 1}\n', "nonsense\n", '{"format": 2, "seed": 1}\n{}\n']
)
def test_what_is_no_journal(tmp_path, text):
    file = tmp_path / "journal.jsonl"
    file.write_text(text, "utf-8")
    with pytest.raises(JournalError, match="--resume"):
        Journal.resume(file)


def test_there_is_nothing_to_resume(tmp_path):
    with pytest.raises(JournalError, match="there is no soak to resume"):
        Journal.resume(tmp_path / "journal.jsonl")


def test_worker_processes_do_jobs(little_book, journal):
    job = job_in(little_book, "return True")
    with pool(workers=1) as made:
        ((_, _, done),) = soak([("", job)], made, journal)
    assert done.held == ("positive", "a")
