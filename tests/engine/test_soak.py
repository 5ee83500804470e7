"""`pytest --runs N`: tallies, what broke its contract and is kept whole, stopping and resuming."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from interleave.book import Book
from interleave.circumstance import Build, Circumstance
from interleave.evidence.tally import Count, Tally
from interleave.plugin import hooks
from interleave.plugin.progress import progress
from interleave.plugin.soak import Plan, Soak
from interleave.run import interpreter
from interleave.trial.many import Pool
from interleave.trial.runner import BrokenContract, Runner
from tests.engine.conftest import BARE, LittleBook
from tests.engine.doing import Doing, result

# A soak of a book, in this process

EVEN = """

@contract.sometimes(zh="是偶数", en="It is even", within=5)
def even(run) -> bool:
    return {test}
"""


@dataclass(eq=False)
class Test:
    """As much of a test of a contract as a soak asks for."""

    __test__ = False

    runner: Runner
    python: Any
    circumstance: Circumstance
    path: Path

    @property
    def nodeid(self) -> str:
        return f"{self.path.name}::holds[{self.circumstance}]"


def items_of(book, *snippets: str, python=None) -> list[Test]:
    """One on a terminal and one on a pipe, for each snippet."""
    there, python = Book(book.root), python or interpreter()
    runners = [Runner(there.contract(snippet), there) for snippet in snippets]
    return [
        Test(runner, python, circumstance, there.contract_file(runner.contract.snippet))
        for runner in runners
        for circumstance in runner.circumstances(python)
    ]


@pytest.fixture
def soaked(monkeypatch):
    """Do a soak of tests. `do` makes the results; without it the runs are real, in threads of this process."""

    def soaked(book, tests, do=None, runs=3, seed=40, resume=False) -> Soak:
        executor, at_once = (Doing(do), 1) if do else (ThreadPoolExecutor(2), 2)
        monkeypatch.setattr("interleave.plugin.soak.pool", lambda *_: nullcontext(Pool(executor, at_once)))
        made = Soak(book.root, Plan(runs, seed, None, None, resume, tally=True))
        with executor:
            made.run(tests, Console(file=io.StringIO()))
        return made

    return soaked


@pytest.fixture
def two(little_book):
    """A book with two snippets."""
    for path in ("snippets/one/{}hello.py", "tests/snippets/one/test_{}hello.py"):
        text = (little_book.root / path.format("")).read_text("utf-8")
        little_book.write(path.format("o"), text.replace("one/hello", "one/ohello"))
    return little_book


def kept(book, snippet: str = "hello") -> Tally:
    return Tally.read(book.root / f"snippets/one/{snippet}.tally.json")


def summed(made: Soak) -> str:
    console = Console(file=io.StringIO(), width=100)
    console.print(made.summary())
    return re.sub(r" +", " ", console.file.getvalue())


def test_every_series_has_its_turn(two, soaked):
    order: list[tuple[str, str, int, int | None]] = []

    def do(job):
        order.append((job.snippet[4:], str(job.circumstance).partition("-")[2], job.number, job.seed))
        return result(job)

    soaked(two, items_of(two, "one/hello.py", "one/ohello.py"), do)
    each = [(name, how) for name in ("hello.py", "ohello.py") for how in ("", "pipe", "unbuffered")]
    assert order == [(*one, number, 39 + number) for number in (1, 2, 3) for one in each]


def test_a_series_that_breaks_ends_and_has_no_row(two, soaked):
    """And tells the first that broke, where it is kept, and the command that repeats it."""
    tests = items_of(two, "one/hello.py", "one/ohello.py")

    def do(job):
        breaks = job.snippet == "one/hello.py" and job.circumstance.output == "pipe" and job.number > 2
        return (
            result(job, broken="it broke\nhere", printed=((0.1, "x"),)) if breaks else result(job, held=("positive",))
        )

    made = soaked(two, tests, do, runs=20)
    terminal, pipe, *others = tests
    for test in (terminal, *others):
        made.judge(test)
    minor = interpreter().build.minor
    with pytest.raises(BrokenContract) as broken:
        made.judge(pipe)
    head, here, where = str(broken.value).splitlines()
    assert head == "5 of 7 runs broke the contract; run 3: it broke"
    assert here == "here"
    file = f".soak/broken/one-hello-{minor}-pipe-seed42.json"
    command = f"pytest --shake=42 --python={sys.executable} 'test_hello.py::holds[{minor}-pipe]'"
    assert where == f"  kept whole in {file}; repeat it: {command}"
    about = json.loads((two.root / file).read_text("utf-8"))
    assert (about["repeat"], about["seed"], about["printed"]) == (command, 42, [[0.1, "x"]])
    assert [(row.circumstance.output, row.runs, row.held) for row in kept(two).rows] == [
        ("terminal", 20, {"positive": 20}),
        ("terminal", 20, {"positive": 20}),
    ]
    assert [row.runs for row in kept(two, "ohello").rows] == [20, 20, 20]
    assert re.search(r"one/hello\.py 42 of 47 \n one/ohello\.py 60 ", summed(made))
    assert made.report().startswith("102 of 107 runs kept their contracts\nwrote snippets/one/hello.tally.json\nwrote ")


COIN = """\
from interleave import Contract, one_of

contract = Contract("one/coin.py", one_of("heads", "tails", "edge"))


def shaken(circumstance) -> str:
    return "sometimes" if circumstance.shaken else "never"


@contract.outcome("sometimes", zh="正面", en="Heads", shown=True)
def heads(run) -> bool:
    return run.texts == ["heads"]


@contract.outcome(shaken, zh="反面", en="Tails")
def tails(run) -> bool:
    return run.texts == ["tails"]
"""


def test_a_row_says_what_ran_and_what_held_in_it(little_book, soaked):
    """One for each circumstance and build: on a cluster there may be others than here."""
    little_book.write("snippets/one/coin.py", "print()\n")
    little_book.write("tests/snippets/one/test_coin.py", COIN)
    elsewhere = Build("3.15.9", platform="Plan 9")

    def do(job):
        done = result(job, held=("tails" if job.number % 4 == 3 else "heads",))
        there = replace(done.circumstance, build=elsewhere)
        return replace(done, circumstance=there) if job.number > 4 else done

    made = soaked(little_book, items_of(little_book, "one/coin.py"), do, runs=10)
    buffered = [row for row in kept(little_book, "coin").rows if row.circumstance.buffered]
    rows = {(row.circumstance.build, row.circumstance.output): row for row in buffered}
    assert len(rows) == 4
    here, there = rows[interpreter().build, "terminal"], rows[elsewhere, "pipe"]
    assert (here.runs, here.held, here.seed) == (4, {"heads": 3, "tails": 1}, 40)
    assert (there.runs, there.held, there.seed) == (6, {"heads": 5, "tails": 1}, 40)
    assert here.modes == there.modes == {"heads": "sometimes", "tails": "sometimes"}
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", here.date)
    assert "one/coin.py 30 heads 24, tails 6" in summed(made)
    soaked(little_book, items_of(little_book, "one/coin.py"), result, seed=None)
    row = next(row for row in kept(little_book, "coin").rows if not row.circumstance.shaken)
    assert (row.seed, row.modes) == (None, {"heads": "sometimes", "tails": "never"})


def test_rows_that_were_there_stay_while_they_are_of_the_same_program_and_contract(little_book, soaked):
    tests = items_of(little_book, "one/hello.py")
    soaked(little_book, tests[:1])
    older = kept(little_book)
    other = replace(older.rows[0], circumstance=replace(older.rows[0].circumstance, build=Build("3.8.1")))
    older.joined([other]).write(little_book.root / "snippets/one/hello.tally.json")
    soaked(little_book, tests, result, runs=5)
    assert [row.runs for row in kept(little_book).rows] == [3, 5, 5, 5]
    little_book.replace("snippets/one/hello.tally.json", '"runs": 3', '"runs": 4')
    soaked(little_book, tests, result, runs=6)
    assert [row.runs for row in kept(little_book).rows] == [6, 6, 6]
    little_book.replace("snippets/one/hello.py", "import os\n", "import os\n\n")
    soaked(little_book, tests[:1], result, runs=7)
    assert [row.runs for row in kept(little_book).rows] == [7]


def test_a_program_that_is_edited_while_it_runs_is_not_what_was_tallied(little_book, soaked):
    def do(job):
        little_book.write("snippets/one/hello.py", f"# {job.number}\n")
        return result(job)

    tests = items_of(little_book, "one/hello.py")
    soaked(little_book, tests, do)
    stale = Book(little_book.root).stale_tally(tests[0].runner.contract)
    assert str(stale) == (
        "snippets/one/hello.tally.json:1: stale tally: one/hello.py changed since the runs; "
        "renew it: make soak ONLY=one/hello"
    )


def test_what_was_done_is_resumed_and_counted(little_book, soaked):
    """Witnesses, too: those on a terminal, among the runs that kept the contract."""
    little_book.replace(
        "tests/snippets/one/test_hello.py", "\n\n@contract.always", EVEN.format(test="True") + "\n\n@contract.always"
    )
    tests = items_of(little_book, "one/hello.py")

    def do(job):
        if job.number > 3:
            raise KeyboardInterrupt
        return result(job, broken="x") if job.number == 2 else result(job, held=("even",) * (job.number == 3))

    with pytest.raises(KeyboardInterrupt):
        soaked(little_book, tests, do, runs=9)
    again: list[tuple[int, int | None]] = []

    def others(job):
        again.append((job.number, job.seed))
        return result(job)

    made = soaked(little_book, tests, others, runs=5, seed=None, resume=True)
    assert made.seed == 40
    assert sorted(again) == [(4, 43)] * 3 + [(5, 44)] * 3
    assert made.counted(tests[0].runner, tests[0].python, "even") == Count(1, 4)
    assert made.counted(items_of(little_book, "one/hello.py")[0].runner, tests[0].python, "even") == Count(0, 0)
    assert "12 of 15 runs kept their contracts" in made.report()


def test_where_there_is_no_terminal_progress_is_lines(monkeypatch):
    monkeypatch.setattr("interleave.plugin.progress.EVERY", 0.0)
    console = Console(file=io.StringIO())
    with progress(console, {"CPython 3.14.0": 2, "CPython 3.15.0": 2}, 1) as told:
        told("CPython 3.14.0", False)
        told("CPython 3.15.0", True)
    first, second, third = console.file.getvalue().splitlines()
    assert first == "4 runs, 1 of them done before"
    assert re.fullmatch(r"1 of 4 runs after \d+ s", second)
    assert re.fullmatch(r"2 of 4 runs after \d+ s, 1 broke their contracts", third)


def test_lines_come_some_seconds_apart():
    console = Console(file=io.StringIO())
    with progress(console, {"CPython 3.14.0": 2}, 0) as told:
        told("CPython 3.14.0", False)
    assert console.file.getvalue() == "2 runs\n"


OLD = sorted((Path.home() / ".pyenv" / "versions").glob("3.[89].*/bin/python"))


@pytest.mark.skipif(not OLD, reason="needs a Python 3.8 or 3.9 below ~/.pyenv/versions")
def test_an_old_python_is_tallied(little_book, soaked):
    python = interpreter(str(OLD[0]))
    soaked(little_book, items_of(little_book, "one/hello.py", python=python), runs=1)
    assert {row.circumstance.build for row in kept(little_book).rows} == {python.build}


# pytest


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A book of four snippets after `pytest --runs 8 --shake 1 --tally`, and what that said.

    Of one all runs keep the contract, of one about half break it, one shows what nobody declared, and the claim of
    one has no witness.
    """
    book = LittleBook(tmp_path_factory.mktemp("mixed") / "book")
    # Half of all hash seeds give one word, half the other; the same ones each time.
    book.write("snippets/one/coin.py", 'print("heads" if hash("word") % 2 else "tails")\n')
    book.write("tests/snippets/one/test_coin.py", COIN)
    book.write("snippets/one/edge.py", 'print("edge")\n')
    book.write("tests/snippets/one/test_edge.py", COIN.replace("one/coin", "one/edge"))
    text = (book.root / "tests/snippets/one/test_hello.py").read_text("utf-8")
    book.write("snippets/one/odd.py", (book.root / "snippets/one/hello.py").read_text("utf-8"))
    book.write("tests/snippets/one/test_odd.py", text.replace("one/hello", "one/odd") + EVEN.format(test="False"))
    book.replace("snippets/one/hello.py", 'print("Done.")', 'print("Done." if hash("word") % 2 else "Odd.")')
    return book, *book.pytest("--runs=4", "--shake=1", "--tally", "--workers=2", "tests", "-k", "holds or sometimes")


def test_a_soak_says_how_it_went(mixed):
    _, status, said = mixed
    assert status == 1
    assert "shaken: seed 1 (again: --shake 1)" in said
    assert re.search(r"one/coin\.py +12 +heads \d+, tails \d+", said)
    assert re.search(r"one/edge\.py +0 of 12", said)
    assert re.search(r"\d+ of 48 runs kept their contracts", said)
    assert "\n48 runs\n" in said
    assert "Traceback" not in said


def test_tallies_are_written_of_what_kept_its_contract(mixed):
    book, _, said = mixed
    files = sorted(path.name for path in (book.root / "snippets/one").glob("*.json"))
    assert files == ["coin.tally.json", "odd.tally.json"]
    assert all(f"wrote snippets/one/{name}" in said for name in files)
    rows = kept(book, "coin").rows
    assert [(row.circumstance.output, row.circumstance.buffered, row.runs, row.seed) for row in rows] == [
        ("pipe", True, 4, 1),
        ("terminal", False, 4, 1),
        ("terminal", True, 4, 1),
    ]
    assert all(row.circumstance.shaken for row in rows)
    assert all(sum(row.held.values()) == 4 for row in rows)


def test_an_undeclared_outcome_fails_and_is_shown_whole(mixed):
    book, _, said = mixed
    assert "this run shows no outcome of heads, tails" in said
    assert "      1 | edge" in said
    about = json.loads(min((book.root / ".soak/broken").glob("one-edge-*")).read_text("utf-8"))
    assert [text for _, text in about["printed"]] == ["edge"]


def test_a_broken_run_can_be_repeated(mixed):
    book, _, said = mixed
    assert re.search(r"\d of 4 runs broke the contract; run \d: ", said)
    file = min((book.root / ".soak/broken").glob("one-hello-*"))
    assert f"kept whole in .soak/broken/{file.name}; repeat it: pytest --shake=" in said
    about = json.loads(file.read_text("utf-8"))
    assert [text for _, text in about["printed"]][1] == "Odd."
    assert about["pids"]
    command = shlex.split(about["repeat"])
    assert f"--shake={about['seed']}" in command
    status, said = book.pytest(*command[1:])
    assert status == 1, said
    assert "'Odd.'" in said
    assert f"shaken (seed {about['seed']}: " in said


def test_a_claim_without_witness_fails_after_as_many_runs_as_it_may_take(mixed):
    _, _, said = mixed
    assert re.search(r"none of 5 runs under CPython \S+ showed claim even \(sometimes: It is even\)", said)


def test_tallies_are_held(mixed, tmp_path):
    """One that is stale waits for its runs, with the command that makes them; wording makes none stale."""
    book = mixed[0].copy(tmp_path / "book")
    book.replace("tests/snippets/one/test_coin.py", "Heads", "Head")
    book.replace("tests/snippets/one/test_odd.py", 'run["me"] > 0', 'run["me"] > 1')
    status, said = book.pytest("-v", "-rs", "tests", "-k", "tally")
    assert status == 0
    assert "test_coin.py::contract::tally PASSED" in said
    assert (
        "snippets/one/odd.tally.json:1: stale tally: the contract of one/odd.py changed since the runs; "
        "renew it: make soak ONLY=one/odd"
    ) in re.sub(r"\s+", " ", said)
    assert "\n  one/odd: counts\n" in said
    assert "Traceback" not in said


def test_the_outcome_that_is_to_be_shown_is_recorded(mixed, tmp_path):
    """And one run of each test is a soak, too, which renews a stale tally."""
    book = mixed[0].copy(tmp_path / "book")
    book.replace("tests/snippets/one/test_coin.py", "@contract.outcome(shaken,", '@contract.outcome("sometimes",')
    status, said = book.pytest("--record", "tests/snippets/one/test_coin.py")
    assert status == 0, said
    status, said = book.pytest("--runs=1", "--workers=1", "--tally", "--shake", "tests/snippets/one/test_coin.py")
    assert status == 0, said
    made = Book(book.root).recording("one/coin.py")
    assert [line.text for line in made.lines] == ["heads"]
    assert [(claim.name, claim.outcome, claim.seen) for claim in made.claims] == [
        ("heads", True, True),
        ("tails", True, False),
    ]
    assert "3 of 3 runs kept their contracts" in said
    seed = re.search(r"shaken: seed (\d+) \(again: --shake (\d+)\)", said)
    assert seed[1] == seed[2]


def test_a_file_that_cannot_be_collected_stops_a_soak_unless_it_may_go_on(little_book):
    little_book.write("tests/snippets/one/test_other.py", "1 / 0\n")
    options = ["--runs=1", "--workers=1", "tests", "-k", "holds"]
    assert "0 of 0 runs kept their contracts\n" in little_book.pytest(*options)[1]
    said = little_book.pytest(*options, "--continue-on-collection-errors")[1]
    assert "3 of 3 runs kept their contracts\n" in said
    assert "3 passed" in said


def test_what_is_only_collected_is_no_soak(little_book):
    status, said = little_book.pytest("--runs=2", "--collect-only", "tests")
    assert status == 0
    assert "runs kept" not in said
    assert not (little_book.root / ".soak").exists()


# Where a shell starts a program in the background, Ctrl-C is ignored, and what it starts ignores it, too.
INTERRUPTIBLE = """
import signal, sys, pytest
signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ == "__main__":
    sys.exit(pytest.main(sys.argv[1:]))
"""


def journaled(book) -> list[str]:
    file = book.root / ".soak/journal.jsonl"
    return file.read_text("utf-8").splitlines()[1:] if file.exists() else []


def test_a_soak_is_stopped_and_resumed(little_book):
    """Ctrl-C in the middle: nothing that was done is done again, and all of it is counted."""
    little_book.replace("snippets/one/hello.py", "import os\n", "import os, time\ntime.sleep(0.3)\n")
    options = ["--runs=10", "--shake=3", "--workers=2", "tests", "-k", "holds and not pipe and not unbuffered"]
    command = [sys.executable, "-c", INTERRUPTIBLE, "--color=no", *options]
    with subprocess.Popen(
        command,
        cwd=little_book.root,
        env={**os.environ, **BARE},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as first:
        end = time.monotonic() + 60
        while time.monotonic() < end and len(journaled(little_book)) < 2:
            time.sleep(0.05)
        os.killpg(first.pid, signal.SIGINT)  # as a terminal does
        said, _ = first.communicate(timeout=60)
    assert first.returncode == pytest.ExitCode.INTERRUPTED
    assert "stopped: the same command with --resume goes on" in said
    before = journaled(little_book)
    assert 2 <= len(before) < 10
    status, said = little_book.pytest(*options, "--resume")
    assert status == 0, said
    assert "shaken: seed 3" in said
    assert "10 of 10 runs kept their contracts" in said
    after = journaled(little_book)
    assert after[: len(before)] == before
    assert len({json.loads(line)["key"] for line in after}) == len(after) == 10


def options(*given: str):
    parser = pytest.Parser(_ispytest=True)
    hooks.pytest_addoption(parser)
    return parser.parse_known_args(list(given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--runs=0"], "--runs 0 runs nothing; give 1 or more"),
        (["--runs=2", "--record"], "--record makes recordings and nothing else; leave out --check and --runs"),
        (["--record", "--check"], "--record makes recordings and nothing else; leave out --check and --runs"),
        (["--runs=2", "--check"], "--check runs each contract once; leave out --runs"),
        (["--runs=2", "--workers=0"], "--workers 0 runs nothing; give 1 or more"),
        (["--resume"], "--resume is for many runs; give --runs, too"),
        (["--tally"], "--tally is for many runs; give --runs, too"),
        (["--workers=2"], "--workers is for many runs; give --runs, too"),
        (["--cluster=tcp://127.0.0.1:1"], "--cluster is for many runs; give --runs, too"),
        (
            ["--runs=2", "--workers=2", "--cluster=x:1"],
            "--workers are of this machine, and the cluster at --cluster has its own; give one",
        ),
        (["--shake=x"], "--shake x: a seed is a whole number below 2**32"),
        ([f"--shake={2**32}"], f"--shake {2**32}: a seed is a whole number below 2**32"),
    ],
)
def test_options_that_are_rejected(given, said):
    with pytest.raises(pytest.UsageError, match=re.escape(said)):
        hooks._reject(options(*given))


def test_what_cannot_be_resumed_is_one_line(little_book):
    status, said = little_book.pytest("--runs=2", "--resume", "tests")
    assert status == 4
    assert "ERROR: --resume: there is no soak to resume; leave out --resume" in said


@pytest.mark.parametrize("runs", [None, 2])
def test_many_runs_have_workers_of_their_own(runs):
    """pytest-xdist has nothing to do for them."""
    config = SimpleNamespace(option=SimpleNamespace(runs=runs, numprocesses=4))
    assert hooks._in_form(["tests"], config) == ["tests"] + ["--numprocesses=0"] * (runs is not None)
