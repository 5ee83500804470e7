"""Soaks: each run is done, counted once, can be stopped and resumed, and what broke is kept whole."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest

from interleave.evidence.sealed import SealError
from interleave.evidence.tallies import Tallies, Tally
from interleave.trial.many import (
    Hunt,
    Job,
    Journal,
    JournalError,
    LostError,
    Result,
    Series,
    Variant,
    hunting,
    jobs,
    soak,
)
from interleave.trial.runner import Way

VARIANT = Variant("one/hello.py", "/bin/python", "CPython 3.15.2", Way("fork"))


def series(snippet: str = "one/hello.py") -> Series:
    return Series(VARIANT._replace(snippet=snippet), (), "", "")


def result(job: Job, **rest) -> Result:
    return Result(job.key, "CPython 3.15.2", free_threaded=False, platform="Linux x86_64", seconds=0.1, **rest)


# The loop


class KilledWorker(Exception):
    """Named as dask.distributed's."""


class Scripted(Executor):
    """Does nothing itself: each job's futures come out as it says, and it knows how many are open."""

    def __init__(self, *outcomes) -> None:
        self.outcomes = iter(outcomes)
        self.open = self.most = 0
        self.submitted: list[Job] = []

    def submit(self, _work, job):
        self.submitted.append(job)
        self.open += 1
        self.most = max(self.most, self.open)
        future: Future[Result] = Future()
        outcome = next(self.outcomes, None)
        if outcome is None:
            future.set_result(result(job))
        else:
            future.set_exception(outcome)
        return future


def test_each_job_comes_back_once():
    given = [series().job(number, None) for number in range(1, 31)]
    executor = Scripted()
    done = [job for job, _ in soak(given, executor, 4)]
    assert sorted(done, key=lambda job: job.number) == given
    assert len(executor.submitted) == 30


def test_jobs_are_taken_when_their_turn_comes():
    taken: list[int] = []

    def wanted():
        for number in range(1, 100):
            taken.append(number)
            yield series().job(number, None)

    for count, _ in enumerate(soak(wanted(), Scripted(), 4), 1):
        assert len(taken) <= count + 4
    assert len(taken) == 99


def test_a_lost_worker_loses_no_job_and_counts_none_twice():
    given = [series().job(number, None) for number in range(1, 11)]
    lost = [KilledWorker(), None, KilledWorker(), None, None, KilledWorker()]
    counts = Counter(job.number for job, _ in soak(given, Scripted(*lost), 3))
    assert counts == Counter(range(1, 11))


def test_a_job_that_kills_every_worker_is_given_up():
    with pytest.raises(LostError, match=r"one/hello\.py could not be run: KilledWorker"):
        list(soak([series().job(1, None)], Scripted(*[KilledWorker()] * 9), 3))


def test_a_job_that_cannot_be_done_is_not_tried_again():
    executor = Scripted(RuntimeError("no such thing"))
    with pytest.raises(LostError, match="no such thing"):
        list(soak([series().job(1, None)], executor, 3))
    assert len(executor.submitted) == 1


# Series and jobs


def test_every_series_has_its_turn():
    both = [series("one/a.py"), series("one/b.py")]
    order = [(each.variant.snippet, job.number, job.seed) for each, job in jobs(both, 3, 40)]
    assert order == [(f"one/{name}.py", number, 39 + number) for number in (1, 2, 3) for name in "ab"]


def test_a_series_that_breaks_ends():
    one = series()
    for each, job in jobs([one], 100, None):
        each.add(job, result(job, broken="it broke"))
    assert (len(one.results), one.kept) == (5, 0)


def test_a_job_s_key_changes_with_all_that_matters():
    job = series().job(3, 7)
    others = [
        replace(job, number=4),
        replace(job, seed=None),
        replace(job, programs=(("a.py", "x"),)),
        replace(job, contract_text="x"),
        replace(job, variant=VARIANT._replace(way=Way("spawn"))),
        replace(job, variant=VARIANT._replace(way=Way("fork", terminal=False))),
        replace(job, variant=VARIANT._replace(version="CPython 3.15.3")),
    ]
    assert len({each.key for each in (job, *others)}) == 1 + len(others)
    assert replace(job, variant=VARIANT._replace(python="/elsewhere/python")).key == job.key


# The journal


def test_a_journal_is_resumed(tmp_path):
    file = tmp_path / "soak" / "journal.jsonl"
    one, two = (series().job(number, 5) for number in (1, 2))
    kept, broken = result(one, seen=("torn",)), result(two, broken="why", printed=((0.1, "x"),), pids=(1, 2), exit=3)
    with Journal.begin(file, 5) as journal:
        journal.add(kept)
        journal.add(broken)
    again = Journal.resume(file)
    assert (again.seed, again.done) == (5, {one.key: kept, two.key: replace(broken, printed=((0.1, "x"),))})


def test_a_line_that_was_not_finished_is_done_again(tmp_path):
    file = tmp_path / "journal.jsonl"
    with Journal.begin(file, None) as journal:
        journal.add(result(series().job(1, None)))
        journal.add(result(series().job(2, None)))
    file.write_text(file.read_text("utf-8")[:-9], "utf-8")
    with Journal.resume(file) as journal:
        assert len(journal.done) == 1
        journal.add(result(series().job(2, None)))
    assert len(Journal.resume(file).done) == 2


@pytest.mark.parametrize(
    "text", ["", "{}\n", '{"format": 9, "seed": 1}\n', "nonsense\n", '{"format": 1, "seed": 1}\n{}\n']
)
def test_what_is_no_journal(tmp_path, text):
    file = tmp_path / "journal.jsonl"
    file.write_text(text, "utf-8")
    with pytest.raises(JournalError, match="--resume"):
        Journal.resume(file)


def test_there_is_nothing_to_resume(tmp_path):
    with pytest.raises(JournalError, match="there is no soak to resume"):
        Journal.resume(tmp_path / "journal.jsonl")


# Tallies


def tally(python: str = "CPython 3.15.2", **rest) -> Tally:
    usual = {
        "free_threaded": False,
        "platform": "Linux x86_64",
        "start_method": None,
        "terminal": True,
        "date": "2026-01-02",
        "seed": 1,
        "runs": 100,
        "kept": 100,
        "seen": {},
    }
    return Tally(python, **{**usual, **rest})


def tallies(*each: Tally) -> Tallies:
    return Tallies("one/hello.py", {"one/hello.py": "0" * 64}, "1" * 64, ()).joined(each)


@pytest.mark.parametrize(
    ("pythons", "said"),
    [
        (["3.15.2"], "CPython 3.15"),
        (["3.9.1", "3.11.7", "3.10.2"], "CPython 3.9–3.11"),
        (["3.11.7", "3.13.0", "3.14.1"], "CPython 3.11, 3.13–3.14"),
        (["3.14.1", "3.14.1t", "3.15.0t"], "CPython 3.14, 3.14t–3.15t"),
    ],
)
def test_pythons_are_named(pythons, said):
    made = [tally(f"CPython {each.rstrip('t')}", free_threaded=each.endswith("t")) for each in pythons]
    assert tallies(*made).pythons == said


def test_tallies_are_counted_together():
    both = tallies(tally(seen={"torn": 3}), tally("CPython 3.11.7", kept=99, seen={"torn": 2, "mixed": 1}))
    assert (both.runs, both.kept, both.seen("torn"), both.seen("mixed"), both.seen("other")) == (200, 199, 5, 1, 0)
    assert both.shaken
    assert not tallies(tally(), tally("CPython 3.11.7", seed=None)).shaken


def test_newer_tallies_take_the_place_of_older():
    old = tallies(tally(runs=10, kept=10), tally("CPython 3.11.7"))
    new = old.joined([tally(runs=20, kept=20)])
    assert [(each.python, each.runs) for each in new.tallies] == [("CPython 3.11.7", 100), ("CPython 3.15.2", 20)]


def test_tallies_are_written_and_read(tmp_path):
    file = tmp_path / "hello.soak.json"
    made = tallies(tally(seen={"torn": 3}), tally(start_method="fork"))
    made.write(file)
    assert Tallies.read(file) == made
    file.write_text(file.read_text("utf-8").replace('"runs": 100', '"runs": 900', 1), "utf-8")
    with pytest.raises(SealError, match="edited by hand"):
        Tallies.read(file)


# pytest


def pytest_in(book, *options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "--color=no", "--workers=2", *options],
        cwd=book.root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def journal(book) -> list[dict]:
    return [json.loads(line) for line in (book.root / ".soak/journal.jsonl").read_text("utf-8").splitlines()[1:]]


SOMETIMES = """

@contract.sometimes(zh="是偶数", en="It is even", within=60)
def even(run) -> bool:
    return run["me"] % 2 == 0
"""
# Broken by about half of all hash seeds, and by the same ones each time.
FLAKY = 'print("Done." if hash("word") % 2 else "Odd.")'


@pytest.fixture
def soaked(recorded_book):
    recorded_book.replace(
        "tests/snippets/one/test_hello.py", "\n\n@contract.always", SOMETIMES + "\n\n@contract.always"
    )
    status, said = pytest_in(recorded_book, "--record", "tests")
    assert status == 0, said
    return recorded_book


def test_runs_are_repeated_and_tallied(soaked):
    status, said = pytest_in(soaked, "--runs", "12", "tests")
    assert status == 0, said
    assert re.search(r"one/hello\.py +24 +even \d+", said)
    assert "24 of 24 runs kept their contracts" in said
    report = json.loads((soaked.root / ".soak/report.json").read_text("utf-8"))
    (told,) = report["snippets"]
    assert [(each["runs"], each["terminal"]) for each in told["tallies"]] == [(12, False), (12, True)]
    assert not (soaked.root / "snippets/one/hello.soak.json").exists()


def test_tallies_are_kept_and_held(soaked):
    assert pytest_in(soaked, "--runs", "4", "--shake", "5", "--tally", "tests")[0] == 0
    made = Tallies.read(soaked.root / "snippets/one/hello.soak.json")
    assert [(each.runs, each.kept, each.seed) for each in made.tallies] == [(4, 4, 5)] * 2
    status, said = pytest_in(soaked, "-v", "tests")
    assert status == 0
    assert "contract::tallies PASSED" in said
    soaked.replace("tests/snippets/one/test_hello.py", "positive", "positively")
    assert pytest_in(soaked, "--record", "tests")[0] == 1
    status, said = pytest_in(soaked, "tests")
    assert status == 1
    assert (
        "snippets/one/hello.soak.json:1: stale tallies: the contract of one/hello.py changed since the runs; "
        "renew them: make soak ONLY=tests/snippets/one/test_hello.py"
    ) in said
    assert "Traceback" not in said


def test_tallies_of_broken_runs_fail(soaked):
    soaked.replace("snippets/one/hello.py", 'print("Done.")', FLAKY)
    assert pytest_in(soaked, "--runs", "30", "--shake", "1", "--tally", "tests")[0] == 1
    status, said = pytest_in(soaked, "tests", "-k", "tallies")
    assert status == 1
    assert re.search(r"hello\.soak\.json: \d+ of \d+ runs broke the contract", said)


def test_a_broken_run_is_kept_whole_and_can_be_repeated(soaked):
    soaked.replace("snippets/one/hello.py", 'print("Done.")', FLAKY)
    status, said = pytest_in(soaked, "--runs", "30", "--shake", "1", "tests")
    assert status == 1
    assert re.search(r"\d+ of \d+ runs broke the contract; run \d+: ", said)
    kept = sorted((soaked.root / ".soak/broken").iterdir())
    assert len(kept) >= 5
    for file in kept[:2]:
        about = json.loads(file.read_text("utf-8"))
        assert [text for _, text in about["printed"]][1] == "Odd."
        assert about["pids"]
        command = shlex.split(about["repeat"])
        assert f"--shake={about['seed']}" in command
        status, said = pytest_in(soaked, *command[1:])
        assert status == 1, said
        assert "'Odd.'" in said


def test_a_seed_is_chosen_and_told(soaked):
    said = pytest_in(soaked, "--shake", "tests", "-k", "holds")[1]
    seed = re.search(r"shaken: seed (\d+) \(again: --shake (\d+)\)", said)
    assert seed[1] == seed[2]
    assert "2 passed" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--runs", "0"], "--runs 0 runs nothing; give 1 or more"),
        (["--resume"], "--resume is for many runs; give --runs, too"),
        (["--tally"], "--tally is for many runs; give --runs, too"),
        (["--cluster", "tcp://127.0.0.1:1"], "--cluster is for many runs; give --runs, too"),
        (["--shake=x"], "--shake x: a seed is a whole number below 2**32"),
        (["--shake", str(2**32)], f"--shake {2**32}: a seed is a whole number below 2**32"),
        (["--runs", "2", "--resume"], "--resume: there is no soak to resume; begin one without --resume"),
    ],
)
def test_what_cannot_be_meant(soaked, options, said):
    status, told = pytest_in(soaked, *options, "tests")
    assert status == 4
    assert f"ERROR: {said}" in told


# Where a shell starts a program in the background, Ctrl-C is ignored, and what it starts ignores it, too.
INTERRUPTIBLE = """
import signal, sys, pytest
signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ == "__main__":
    sys.exit(pytest.main(sys.argv[1:]))
"""


def test_a_soak_is_stopped_and_resumed(soaked):
    """Ctrl-C in the middle: nothing that was done is done again, and all of it is counted."""
    soaked.replace("snippets/one/hello.py", "import os\n", "import os, time\ntime.sleep(0.2)\n")
    options = ["--runs", "40", "--shake", "3", "tests", "-k", "holds and not pipe"]
    command = [sys.executable, "-c", INTERRUPTIBLE, "-p", "no:xdist", "--color=no", "--workers=2", *options]
    with subprocess.Popen(command, cwd=soaked.root, stdout=subprocess.PIPE, text=True, start_new_session=True) as first:
        file = soaked.root / ".soak/journal.jsonl"
        end = time.monotonic() + 60
        while time.monotonic() < end and not (file.exists() and len(file.read_text("utf-8").splitlines()) > 4):
            time.sleep(0.05)
        os.killpg(first.pid, signal.SIGINT)  # as a terminal does
        said, _ = first.communicate(timeout=60)
    assert first.returncode == pytest.ExitCode.INTERRUPTED
    assert "stopped: the same command with --resume goes on" in said
    before = journal(soaked)
    assert 4 <= len(before) < 40
    status, said = pytest_in(soaked, *options, "--resume")
    assert status == 0, said
    assert "shaken: seed 3" in said
    assert "40 of 40 runs kept their contracts" in said
    after = journal(soaked)
    assert after[: len(before)] == before
    assert len({each["key"] for each in after}) == len(after) == 40


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_a_cluster_that_is_not_there(soaked, address):
    status, said = pytest_in(soaked, "--runs", "2", "--cluster", address, "tests")
    assert status == 4
    assert re.search(rf"ERROR: --runs: no Dask scheduler answers at {address} \(.*\); give its address", said)
    assert "Traceback" not in said


# Hunts


def test_a_hunt_ends_with_the_first_witness():
    hunt = Hunt([series()], "torn", within=50, after=10)
    seen = []
    for each, job in hunting([hunt], 100):
        seen.append((job.number, job.seed))
        each.add(job, result(job, seen=("torn",) if job.number == 13 else ("mixed",)))
    assert seen == [(11, 110), (12, 111), (13, 112)]
    assert hunt.seen


def test_hunts_take_turns_and_have_an_end():
    hunts = [Hunt([series("one/a.py"), series("one/b.py")], "torn", 3, 0), Hunt([series("one/c.py")], "torn", 5, 0)]
    order = [job.variant.snippet[4] for each, job in hunting(hunts, None)]
    assert "".join(order) == "bcacbccc"
    assert not any(hunt.seen for hunt in hunts)


def test_a_claim_without_witness_fails_after_the_hunt(soaked):
    soaked.replace("tests/snippets/one/test_hello.py", 'run["me"] % 2 == 0', "False")
    status, said = pytest_in(soaked, "--runs", "4", "tests", "-k", "even")
    assert status == 1
    assert "none of 64 runs under CPython" in said
    assert "showed claim even (sometimes: It is even)" in said
