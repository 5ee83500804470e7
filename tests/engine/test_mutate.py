"""`pytest --mutate`, as authors meet it, and how a mutant is tried."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from interleave.book import Book
from interleave.circumstance import Build, Circumstance
from interleave.contract import Contract
from interleave.mistake import Mistake
from interleave.run import Limits
from interleave.transcript import Transcript
from interleave.trial.mutants.program import Mutant
from interleave.trial.mutants.score import Score
from interleave.trial.mutants.survivors import survivors
from interleave.trial.mutants.trial import RUNS, Fate, verdict
from interleave.trial.runner import Runner
from tests.engine.conftest import LittleBook

PROGRAM = """\
import threading

lock = threading.Lock()
with lock:
    print(f"Held: {lock.locked()}")
"""

CONTRACT = """\
from interleave import Contract, one_of

contract = Contract("one/NAME.py", SHAPE)
"""

STRONG = '"Held: True"'
WEAK = 'one_of("Held: True", "Held: False")'
EXPLAINED = """\
[[survivor]]
mutants = ["drop lock, line 4"]
why = "nobody can see it"
"""

CONTRACTS = {
    "strong": (STRONG, ""),
    "weak": (WEAK, ""),
    "explained": (WEAK, EXPLAINED),
    "killed": (STRONG, EXPLAINED),
    "sometimes": (STRONG, EXPLAINED + "sometimes = true\n"),
    "unknown": (STRONG, EXPLAINED.replace("line 4", "line 5")),
}
"""Each contract's shape, and what explains survivors. The program is always the same, and it has one mutant."""


def add(book: LittleBook, name: str, shape: str, explained: str) -> None:
    book.write(f"snippets/one/{name}.py", PROGRAM)
    book.write(f"tests/snippets/one/test_{name}.py", CONTRACT.replace("NAME", name).replace("SHAPE", shape))
    if explained:
        book.write(f"tests/snippets/one/{name}.survivors.toml", explained)
    book.record(f"one/{name}.py")


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> str:
    """What `pytest --mutate` says of all these contracts."""
    book = LittleBook(tmp_path_factory.mktemp("mutants") / "book")
    for path in ("snippets/one/hello.py", "tests/snippets/one/test_hello.py"):
        book.remove(path)
    for name, (shape, explained) in CONTRACTS.items():
        add(book, name, shape, explained)
    status, said = book.pytest("--mutate", "-v", "-k", "outputs or mutant or survivors", "tests")
    assert status == 1, said
    return said


def results(said: str, name: str) -> dict[str, str]:
    """The result of each test of a contract."""
    found = re.findall(rf"test_{name}\.py::contract::(\w+)\S*(?: \S+)*? (PASSED|FAILED)", said)
    return dict(found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("strong", {"outputs": "PASSED", "mutant": "PASSED"}),
        ("weak", {"outputs": "PASSED", "mutant": "FAILED"}),
        ("explained", {"outputs": "PASSED", "mutant": "PASSED", "survivors": "PASSED"}),
        ("killed", {"outputs": "PASSED", "mutant": "FAILED", "survivors": "PASSED"}),
        ("sometimes", {"outputs": "PASSED", "mutant": "PASSED", "survivors": "PASSED"}),
        ("unknown", {"outputs": "PASSED", "mutant": "PASSED", "survivors": "FAILED"}),
    ],
)
def test_each_mutant_is_killed_or_explained(said, name, expected):
    assert results(said, name) == expected


def test_a_survivor_is_shown(said):
    assert (
        f"tests/snippets/one/test_weak.py:3: 'drop lock, line 4' survived {RUNS} runs; claim what tells it from "
        "the program, or write in tests/snippets/one/weak.survivors.toml why it survives\n"
    ) in said
    assert "-with lock:\n+if True:" in said
    assert "Traceback" not in said


def test_an_explanation_of_what_is_killed_is_told(said):
    assert (
        "tests/snippets/one/killed.survivors.toml:2: 'drop lock, line 4' does not survive, run 1 killed it; remove it\n"
    ) in said


def test_an_explanation_of_no_mutant_is_told(said):
    assert (
        "tests/snippets/one/unknown.survivors.toml:2: there is no mutant 'drop lock, line 5'; "
        "remove it, or mend the name"
    ) in said


def test_at_the_end_mutants_are_counted_and_survivors_named(said):
    assert re.search(r"outputs: (\d+) of \1 mutants killed", said)
    assert "programs: 4 of 6 mutants killed" in said
    assert re.search(r"drop lock +4 of 6", said)
    assert "explained survivors: 1\n    one/explained.py: drop lock, line 4: nobody can see it" in said
    assert "unexplained survivors: 1\n    one/weak.py: drop lock, line 4" in said


def test_wrong_outputs_are_tried_without_asking(little_book):
    add(little_book, "loose", '"Held: {:word}"', "")
    status, said = little_book.pytest("-k", "outputs", "tests/snippets/one/test_loose.py")
    assert status == 1
    assert "1 wrong outputs keep the contract of one/loose.py; narrow it:" in said
    assert "change hole: Truex for True in line 1" in said
    assert "-Held: True\n+Held: Truex" in said


@pytest.mark.parametrize("other", ["--record", "--runs=2"])
def test_mutants_go_alone(little_book, other):
    status, said = little_book.pytest("--mutate", other, "tests")
    assert status == 4
    assert f"{other.partition('=')[0]} and --mutate do not go together; " in said


ENTRY = "write [[survivor]] entries of "


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (EXPLAINED + "\n" + EXPLAINED, ":6: 'drop lock, line 4' is explained in line 2, too; remove one"),
        (EXPLAINED.replace("nobody can see it", ""), f":1: why is no reason in one line; {ENTRY}"),
        (EXPLAINED.replace("nobody can see it", r"nobody\nsees it"), f":1: why is no reason in one line; {ENTRY}"),
        (EXPLAINED.replace("why", "reason"), f":1: has the unknown key reason; {ENTRY}"),
        (EXPLAINED + "sometimes = 1\n", f":1: sometimes is neither true nor false; {ENTRY}"),
        (EXPLAINED.replace('"drop lock, line 4"', ""), f":1: mutants is no list of names; {ENTRY}"),
        ("# First.\n\n" + EXPLAINED.replace("mutants", "# mutants"), f":3: mutants is no list of names; {ENTRY}"),
        ("", f":1: explains no survivor; {ENTRY}"),
        (EXPLAINED.replace("[[survivor]]", "[[survivors]]"), f":1: has the unknown key survivors; {ENTRY}"),
        (EXPLAINED.replace("[[survivor]]", "[survivor]"), f":1: explains no survivor; {ENTRY}"),
        (EXPLAINED.replace('see it"', "see it"), ":3: is no TOML: "),
    ],
)
def test_a_survivors_file_that_cannot_be_meant(little_book, text, mistake):
    little_book.write("tests/snippets/one/hello.survivors.toml", text)
    with pytest.raises(Mistake) as told:
        survivors(Book(little_book.root), "one/hello.py")
    assert str(told.value).startswith(f"tests/snippets/one/hello.survivors.toml{mistake}")


MUTANT = Mutant("drop join, line 1", "drop join", "b.py", 1, "a.join()\n", "pass\n")


@dataclass
class Tried:
    """What came of a mutant whose runs are pretended: the verdict, each run's time limit, and which were shaken."""

    found: Fate
    limits: list[float]
    shaken: list[bool]


@pytest.fixture
def tried(monkeypatch):
    """Try a mutant, on a terminal and a pipe in turn: each run lasts `seconds` if it may, and prints "1"."""

    def tried(contract: Contract, seconds: float = 0.1) -> Tried:
        usual = Circumstance(Build("3.15.0"))

        def run(_program, *, limits: Limits, shake, **_rest):
            made.limits.append(limits.seconds)
            made.shaken.append(shake is not None)
            trouble = ("still running",) if seconds >= limits.seconds else ()
            transcript = Transcript.of("1")
            return SimpleNamespace(trouble=trouble, transcript=transcript, circumstance=usual, trace=None, fenced=True)

        runner = object.__new__(Runner)
        runner.contract, runner.programs = contract, [Path("b.py")]
        runner.circumstances = lambda _: (usual, replace(usual, output="pipe"))
        monkeypatch.setattr("interleave.trial.runner.run", run)
        made = Tried(None, [], [])
        made.found = verdict(runner, None, MUTANT)
        return made

    return tried


def test_a_mutant_that_hangs_is_killed_in_one_run(tried):
    made = tried(Contract("a/b.py", "1"), seconds=99)
    assert (made.found.killed, made.found.runs) == (True, 1)
    assert "still running" in made.found.by


def test_a_mutant_that_is_only_slow_survives(tried):
    """Each run may take as long as an ordinary test's."""
    contract = Contract("a/b.py", "1")
    made = tried(contract, seconds=0.9 * contract.seconds)
    assert (made.found.killed, made.found.runs) == (False, RUNS)
    assert min(made.limits) == contract.seconds


def test_each_circumstance_is_met_undisturbed_first_and_then_shaken_every_other_time(tried):
    made = tried(Contract("a/b.py", "1"))
    assert not made.found.killed
    assert made.shaken[:6] == [False, False, True, False, False, True]
    assert sum(made.shaken) == RUNS // 2 - 1
    for turn in (0, 1):
        assert set(made.shaken[turn::2]) == {False, True}


def test_a_claim_without_witness_kills_when_its_runs_are_over(tried):
    contract = Contract("a/b.py", "1")

    @contract.sometimes(zh="是 2", en="It is 2", within=30)
    def two(run) -> bool:
        return run.texts == ["2"]

    found = tried(contract).found
    assert (found.killed, found.runs) == (True, 30)
    assert "none of 30 runs showed claim two (sometimes: It is 2)" in found.by


def test_a_score_goes_from_process_to_process():
    score, other = Score("programs"), Score("programs")
    score.count("drop join", killed=True)
    score.count("drop join", killed=False)
    score.explained["a/b.py: drop join, line 1"] = "so"
    properties = [("something else", 1)]
    score.keep(properties)
    for kept in Score.kept(properties):
        other.add(kept)
    assert list(other.lines()) == [
        "programs: 1 of 2 mutants killed",
        "  drop join              1 of 2",
        "  explained survivors: 1",
        "    a/b.py: drop join, line 1: so",
    ]
