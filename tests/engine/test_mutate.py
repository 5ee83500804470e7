"""`pytest --mutate`, as authors meet it, and how a mutant is tried."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from interleave.contract import Contract, ContractMistake
from interleave.trial.mutants.score import Score
from interleave.trial.mutants.trial import RUNS, Trial
from interleave.trial.runner import Runner, Way

PROGRAM = """\
import threading

lock = threading.Lock()
with lock:
    print(f"Held: {lock.locked()}")
"""

CONTRACT = """\
from interleave import Contract, one_of

contract = Contract("one/held.py", {shape})
"""

STRONG = '"Held: True"'
WEAK = 'one_of("Held: True", "Held: False")'
SPARED = '\ncontract.spared("drop lock, line 4", why="nobody can see it"{more})\n'


def pytest_in(book, *options: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "--color=no", *options],
        cwd=book.root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def book_with(little_book):
    """The little book with a program of one mutant, a contract of this shape and this after it, recorded."""

    def book_with(shape: str, more: str = ""):
        for path in ("snippets/one/hello.py", "tests/snippets/one/test_hello.py"):
            little_book.remove(path)
        little_book.write("snippets/one/held.py", PROGRAM)
        little_book.write("tests/snippets/one/test_held.py", CONTRACT.format(shape=shape) + more)
        little_book.record("one/held.py")
        return little_book

    return book_with


def test_a_strong_contract_kills_each_mutant(book_with):
    status, said = pytest_in(book_with(STRONG), "--mutate", "-v", "tests")
    assert status == 0, said
    assert re.search(r"contract::mutant\[drop lock, line 4-3\.\d+t?\] PASSED", said)
    assert re.search(r"outputs: (\d+) of \1 mutants killed", said)
    assert "programs: 1 of 1 mutants killed" in said
    assert re.search(r"drop lock +1 of 1", said)


def test_a_survivor_of_a_weak_contract_is_shown(book_with):
    status, said = pytest_in(book_with(WEAK), "--mutate", "tests")
    assert status == 1
    assert "programs: 0 of 1 mutants killed" in said
    assert f"{RUNS} runs of this mutant of one/held.py kept the contract" in said
    assert "-with lock:\n+if True:" in said
    assert "or explain it: contract.spared('drop lock, line 4', why=...)" in said
    assert "1 survive, and nobody says why:\n    one/held.py: drop lock, line 4" in said
    assert "Traceback" not in said


def test_an_explained_survivor_is_named(book_with):
    status, said = pytest_in(book_with(WEAK, SPARED.format(more="")), "--mutate", "tests")
    assert status == 0, said
    assert "1 survive, and their contracts say why:\n    one/held.py: drop lock, line 4: nobody can see it" in said


def test_an_explanation_of_what_is_killed_fails(book_with):
    status, said = pytest_in(book_with(STRONG, SPARED.format(more="")), "--mutate", "tests")
    assert status == 1
    assert "tests/snippets/one/test_held.py:3: 'drop lock, line 4' is spared and does not survive, run 1" in said
    assert "-with lock:\n+if True:" in said


def test_what_only_sometimes_survives_may_be_killed(book_with):
    status, said = pytest_in(book_with(STRONG, SPARED.format(more=", sometimes=True")), "--mutate", "tests")
    assert status == 0, said
    assert "programs: 1 of 1 mutants killed" in said


def test_an_explanation_of_no_mutant_fails(book_with):
    spared = SPARED.format(more="").replace("line 4", "line 5")
    status, said = pytest_in(book_with(STRONG, spared), "--mutate", "tests")
    assert status == 1
    assert "'drop lock, line 5' is spared, and there is no such mutant; remove the explanation, or mend it" in said


def test_an_explanation_makes_no_recording_stale(book_with):
    book = book_with(WEAK)
    file = book.root / "tests/snippets/one/test_held.py"
    file.write_text(file.read_text("utf-8") + SPARED.format(more=""), "utf-8")
    assert pytest_in(book, "-k", "recording", "tests")[0] == 0


def test_wrong_outputs_are_tried_without_asking(book_with):
    book = book_with('"Held: {:word}"')
    status, said = pytest_in(book, "tests")
    assert status == 1
    assert "1 wrong outputs keep the contract of one/held.py; say more in it:" in said
    assert "change hole: Truex for True in line 1" in said
    assert "-Held: True\n+Held: Truex" in said


@pytest.mark.parametrize("other", ["--record", "--runs=2"])
def test_mutants_go_alone(book_with, other):
    status, said = pytest_in(book_with(STRONG), "--mutate", other, "tests")
    assert status == 4
    assert f"{other.partition('=')[0]} and --mutate do not go together; " in said


@pytest.mark.parametrize("names", [(), ("drop join, line 1",)])
def test_an_explanation_says_something(names):
    contract = Contract("a/b.py", "1")
    with pytest.raises(ContractMistake, match="explains nothing; give mutants, and why in one line"):
        contract.spared(*names, why="" if names else "so")


def test_a_mutant_is_explained_once():
    contract = Contract("a/b.py", "1")
    contract.spared("drop join, line 1", why="so")
    with pytest.raises(ContractMistake, match="is spared twice; remove one"):
        contract.spared("drop join, line 1", why="not so")


class Pretended(Runner):
    """A runner whose runs last as long as they are told to and print what they are told to; no process is started."""

    def __init__(self, contract: Contract, itself: list[float], mutant: list[float], text: str = "1") -> None:
        self.contract = contract
        self.programs = [Path("b.py")]
        self.book = SimpleNamespace(recording=lambda _: SimpleNamespace(seconds=0.1))
        self.limits: list[float] = []
        self.shaken: list[bool] = []
        self._text = text
        self._follows = False
        self._seconds = {True: iter(itself), False: iter(mutant)}

    def ways(self, _):
        return (Way(None), Way(None, terminal=False))

    def execute(self, _, __, programs, seconds, shake):
        from interleave.run import interpreter
        from interleave.transcript import Transcript

        took = next(self._seconds[programs == self.programs], 0.1)
        self.limits.append(seconds)
        self.shaken.append(shake is not None)
        trouble = ("still running",) if took >= seconds else ()
        transcript = Transcript.of(self._text)
        return SimpleNamespace(
            seconds=min(took, seconds),
            trouble=trouble,
            transcript=transcript,
            interpreter=interpreter(),
            start_method=None,
        )


def verdict(runner: Runner):
    return Trial(runner, None).verdict("b.py", "print(1)\n")


def test_a_mutant_that_hangs_is_killed_early():
    runner = Pretended(Contract("a/b.py", "1"), itself=[0.1], mutant=[99])
    found = verdict(runner)
    assert (found.killed, found.runs) == (True, 1)
    assert max(runner.limits) < runner.contract.seconds


def test_on_a_slow_machine_a_slow_mutant_survives():
    runner = Pretended(Contract("a/b.py", "1"), itself=[2, 3], mutant=[5, 7, 7])
    found = verdict(runner)
    assert (found.killed, found.runs) == (False, RUNS)
    assert runner.limits[:5] == [3, 3, 6, 6, 10]


def test_at_last_the_contracts_own_limit_kills():
    runner = Pretended(Contract("a/b.py", "1"), itself=[99, 99, 99], mutant=[99, 99, 99])
    assert verdict(runner).killed
    assert runner.limits[-1] == runner.contract.seconds


def test_each_way_is_met_undisturbed_first_and_then_shaken_every_other_time():
    runner = Pretended(Contract("a/b.py", "1"), itself=[], mutant=[])
    assert not verdict(runner).killed
    assert runner.shaken[:6] == [False, False, True, False, False, True]
    assert sum(runner.shaken) == RUNS // 2 - 1
    for way in (0, 1):
        assert set(runner.shaken[way::2]) == {False, True}


def test_a_claim_without_witness_kills_when_its_runs_are_over():
    contract = Contract("a/b.py", "1")

    @contract.sometimes(zh="是 2", en="It is 2", within=30)
    def two(run) -> bool:
        return run.texts == ["2"]

    found = verdict(Pretended(contract, itself=[], mutant=[]))
    assert (found.killed, found.runs) == (True, 30)
    assert "none of 30 runs showed claim two (sometimes: It is 2)" in found.by


def test_a_score_goes_from_process_to_process():
    score, other = Score("programs"), Score("programs")
    score.count("drop join", killed=True)
    score.count("drop join", killed=False)
    score.spared["a/b.py: drop join, line 1"] = "so"
    properties = [("something else", 1)]
    score.keep(properties)
    for kept in Score.kept(properties):
        other.add(kept)
    assert list(other.told()) == [
        "programs: 1 of 2 mutants killed",
        "  drop join              1 of 2",
        "  1 survive, and their contracts say why:",
        "    a/b.py: drop join, line 1: so",
    ]
