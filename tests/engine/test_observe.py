"""Observed outcomes: each run comes to one that was declared and is expected, and what came is tallied and kept."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from interleave import Contract
from interleave.book import Book
from interleave.card.counts import observed
from interleave.contract import Circumstances, ContractMistake, Mismatch, came_to
from interleave.evidence.observations import Meaning, Observation, Observations
from interleave.evidence.sealed import SealError
from interleave.mistake import Mistake
from interleave.run import interpreter, unreadable
from interleave.site.check import mistakes
from interleave.transcript import Transcript
from tests.engine.tree import Tree

# Declarations


def contract(**expected) -> Contract:
    """A contract with an outcome for each number that a run may print, named by its mode."""
    made = Contract("one/dice.py", "Rolled {n:int}", "Done.")
    for number, (name, mode) in enumerate(expected.items(), 1):

        def asked(run, number=number) -> bool:
            return run["n"] == number

        asked.__name__ = name
        made.observed(mode, zh=f"是 {number}", en=f"It is {number}")(asked)
    return made


def rolled(made: Contract, number: int, under: Circumstances | None = None):
    return made.outcome(Transcript.of(f"Rolled {number}", "Done."), under)


def test_a_run_comes_to_one_outcome():
    made = contract(one="sometimes", two="sometimes")
    assert came_to(made.outcomes, rolled(made, 2)).name == "two"


@pytest.mark.parametrize(
    ("expected", "number", "said"),
    [
        ({"one": "sometimes"}, 7, "nobody declared what this run came to; it is none of one"),
        ({"one": "never"}, 1, "this run came to one (never: It is 1)"),
        ({"one": "always", "two": "sometimes"}, 2, "this run came to two and not to one (every run: It is 1)"),
    ],
)
def test_an_outcome_that_is_not_expected_is_shown_whole(expected, number, said):
    made = contract(**expected)
    with pytest.raises(Mismatch) as mismatch:
        came_to(made.outcomes, rolled(made, number))
    assert str(mismatch.value).splitlines() == [
        said,
        "  it printed:",
        f"      1 | Rolled {number}",
        "      2 | Done.",
    ]


def test_a_run_comes_to_no_two_outcomes():
    made = contract(one="sometimes")
    made.observed("sometimes", zh="是奇数", en="It is odd")(odd)
    with pytest.raises(Mismatch, match="this run came to one and odd; let it be one of them"):
        came_to(made.outcomes, rolled(made, 1))


def odd(run) -> bool:
    return run["n"] % 2 == 1


def until_3_9(under) -> str:
    return "sometimes" if under.version < (3, 10) or under.free_threaded else "never"


def test_what_is_expected_depends_on_the_circumstances():
    made = contract(one=until_3_9)
    for under, mode in (
        (Circumstances((3, 9)), "sometimes"),
        (Circumstances((3, 10)), "never"),
        (Circumstances((3, 14), free_threaded=True), "sometimes"),
    ):
        assert made.outcomes[0].expected_under(under) == mode
    assert came_to(made.outcomes, rolled(made, 1, Circumstances((3, 9)))).name == "one"
    with pytest.raises(Mismatch, match="never: It is 1"):
        came_to(made.outcomes, rolled(made, 1, Circumstances((3, 15))))


def nonsense(under) -> str:
    return "rarely"


def failing(under) -> str:
    raise KeyError("x")


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (nonsense, "whether outcome one is expected: 'rarely' is none of always, sometimes, never"),
        (failing, "whether outcome one is expected: KeyError: 'x'"),
    ],
)
def test_an_expectation_that_cannot_be_had(expected, said):
    made = contract(one=expected)
    with pytest.raises(Mismatch, match=said):
        came_to(made.outcomes, rolled(made, 1))


def test_an_outcome_that_cannot_be_asked():
    made = contract(one="sometimes")
    made.observed("sometimes", zh="错", en="It fails")(failing)
    with pytest.raises(Mismatch, match="outcome failing could not be asked: KeyError: 'x'"):
        came_to(made.outcomes, rolled(made, 1))


@pytest.mark.parametrize(
    ("expected", "zh", "said"),
    [
        ("rarely", "甲", "'rarely' is no expectation of one/dice.py; give one of always, sometimes, never"),
        (lambda under: "never", "甲", "an expectation of one/dice.py is a lambda; write a function with def"),
        ("never", " ", "an outcome of one/dice.py lacks a language; give both zh and en"),
    ],
)
def test_what_cannot_be_declared(expected, zh, said):
    with pytest.raises(ContractMistake, match=said):
        contract().observed(expected, zh=zh, en="A")


def test_two_outcomes_have_two_names():
    made = contract(odd="sometimes")
    with pytest.raises(ContractMistake, match=r"two outcomes of one/dice\.py are named odd; rename one"):
        made.observed("never", zh="甲", en="A")(odd)


def test_declarations_change_their_own_fingerprint_and_not_the_contract_s():
    bare, one, other = contract(), contract(one="sometimes"), contract(one=until_3_9)
    assert len({each.fingerprint for each in (bare, one, other)}) == 1
    assert len({each.outcomes_fingerprint for each in (bare, one, other)}) == 3
    assert contract(one="sometimes").outcomes_fingerprint == one.outcomes_fingerprint


# Observations


def observation(python: str = "CPython 3.15.2", **rest) -> Observation:
    usual = {
        "free_threaded": False,
        "platform": "Linux x86_64",
        "start_method": None,
        "date": "2026-11-25",
        "seed": None,
        "runs": 1000,
        "expected": {"right": "sometimes", "lost": "sometimes"},
        "seen": {"right": 963, "lost": 37},
    }
    return Observation(python, **{**usual, **rest})


SINCE_3_10 = {"expected": {"right": "always", "lost": "never"}, "seen": {"right": 1000, "lost": 0}}


def observations(*each: Observation) -> Observations:
    meanings = (Meaning("right", "余额是 0", "The balance is 0"), Meaning("lost", "更新 <丢>", "Updates <lost>"))
    return Observations("one/two.py", {"one/two.py": "0" * 64}, "1" * 64, meanings, ()).joined(each)


def test_newer_observations_take_the_place_of_older():
    old = observations(observation("CPython 3.15.1"), observation("CPython 3.9.18"), observation(start_method="fork"))
    new = old.joined([observation(runs=20), observation(free_threaded=True), observation(platform="Darwin arm64")])
    assert [
        (each.python, each.platform[0], each.free_threaded, each.start_method, each.runs) for each in new.observations
    ] == [
        ("CPython 3.9.18", "L", False, None, 1000),
        ("CPython 3.15.2", "D", False, None, 1000),
        ("CPython 3.15.2", "L", False, "fork", 1000),
        ("CPython 3.15.2", "L", False, None, 20),
        ("CPython 3.15.2", "L", True, None, 1000),
    ]


def test_observations_are_written_and_read(tmp_path):
    file = tmp_path / "two.observed.json"
    made = observations(observation(), observation("CPython 3.9.18", seed=5))
    made.write(file)
    assert Observations.read(file) == made
    file.write_text(file.read_text("utf-8").replace('"lost": 37', '"lost": 0', 1), "utf-8")
    with pytest.raises(SealError, match="edited by hand"):
        Observations.read(file)


# The table


def test_a_table_says_how_often_each_outcome_came():
    made = observations(observation("CPython 3.9.18"), observation("CPython 3.11.7", **SINCE_3_10))
    tree = Tree(observed(made, "en"))
    assert "Observed outcomes: 1,000 runs in each row, undisturbed." in tree.text
    assert "PythonThe balance is 0Updates <lost>" in tree.text
    assert "3.9963 of 1,000 possible37 of 1,000 possible" in tree.text
    assert "3.111,000 of 1,000 every run0 of 1,000 never" in tree.text
    assert tree.text.endswith("Linux x86_64 · 2026-11-25 · CPython 3.9.18, 3.11.7")
    chinese = Tree(observed(made, "zh"))
    assert "观察到的结果：每行 1,000 次运行，没有打乱调度。" in chinese.text
    assert "Python余额是 0更新 <丢>" in chinese.text
    assert "3.9963，共 1,000 次 可能37，共 1,000 次 可能" in chinese.text
    assert "3.111,000，共 1,000 次 每次运行0，共 1,000 次 从不" in chinese.text


def test_zero_of_what_is_possible_is_not_never():
    possible = observation("CPython 3.9.18", seen={"right": 1000, "lost": 0})
    tree = Tree(observed(observations(possible, observation("CPython 3.11.7", **SINCE_3_10)), "en"))
    cells = [attributes["class"] for tag, attributes in tree.elements if tag == "td"]
    assert cells == [
        "il-seen il-seen--sometimes",
        "il-seen il-seen--sometimes il-seen--none",
        "il-seen il-seen--always",
        "il-seen il-seen--never il-seen--none",
    ]


def test_a_table_is_read_aloud_cell_by_cell():
    made = observations(
        observation(start_method="fork"), observation(start_method="spawn"), observation("CPython 3.9.18")
    )
    tree = Tree(observed(made, "en"))
    tags = [tag for tag, _ in tree.elements]
    assert tags.count("table") == tags.count("caption") == 1
    scopes = [attributes["scope"] for tag, attributes in tree.elements if tag == "th"]
    assert scopes == ["col"] * 4 + ["rowgroup", "row"] + ["rowgroup", "row", "row"]
    assert [
        attributes.get("rowspan") for tag, attributes in tree.elements if attributes.get("scope") == "rowgroup"
    ] == [
        None,
        "2",
    ]
    (region,) = tree.of_class("il-observed")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] in tree.text


def test_what_is_expected_alike_everywhere_is_said_once():
    text = Tree(observed(observations(observation("CPython 3.9.18"), observation()), "en")).text
    assert "The balance is 0 possibleUpdates <lost> possible" in text
    assert text.count("possible") == 2


def test_rows_say_where_they_differ():
    made = observations(
        observation("CPython 3.14.0", free_threaded=True, runs=50, seen={"right": 49, "lost": 1}, seed=3),
        observation("PyPy 3.11.1", platform="Darwin arm64", date="2026-12-01"),
    )
    text = Tree(observed(made, "en")).text
    assert "Observed outcomes: 50 to 1,000 runs in each row, undisturbed, shaken." in text
    assert "PyPy 3.11Darwin arm64" in text
    assert "3.14t (free-threaded)Linux x86_6449 of 50" in text
    assert text.endswith("Darwin arm64 · Linux x86_64 · 2026-11-25–2026-12-01 · PyPy 3.11.1 · CPython 3.14.0t")


def test_nothing_observed_nothing_shown():
    assert observed(None, "zh") == ""
    assert observed(observations(), "zh") == ""


def test_a_table_is_one_line_of_html():
    assert "\n" not in observed(observations(observation()), "zh")


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


# Half of all hash seeds give one word, half the other; the same ones each time.
PROGRAM = """\
print("heads" if hash("word") % 2 else "tails")
"""

CONTRACT = """\
from interleave import Contract, one_of

contract = Contract("one/coin.py", one_of("heads", "tails", "edge"))


@contract.observed("sometimes", zh="正面", en="Heads")
def heads(run) -> bool:
    return run.texts == ["heads"]


@contract.observed("sometimes", zh="反面", en="Tails")
def tails(run) -> bool:
    return run.texts == ["tails"]
"""
FILE = "tests/snippets/one/test_coin.py"


@pytest.fixture
def coins(recorded_book):
    recorded_book.write("snippets/one/coin.py", PROGRAM)
    recorded_book.write(FILE, CONTRACT)
    recorded_book.record("one/coin.py")
    return recorded_book


def kept(book) -> Observations:
    return Observations.read(book.root / "snippets/one/coin.observed.json")


def test_runs_are_observed_and_held(coins):
    status, said = pytest_in(coins, "--observe", "30", "--shake", "1")
    assert status == 0, said
    assert "1 passed" in said
    assert "30 of 30 runs kept their contracts" in said
    assert "wrote snippets/one/coin.observed.json" in said
    (made,) = kept(coins).observations
    python = interpreter()
    assert (made.python, made.platform, made.start_method) == (f"CPython {python.version}", python.platform, None)
    assert (made.runs, made.seed) == (30, 1)
    assert made.expected == {"heads": "sometimes", "tails": "sometimes"}
    assert sum(made.seen.values()) == 30
    assert all(made.seen.values())
    assert kept(coins).outcomes == (Meaning("heads", "正面", "Heads"), Meaning("tails", "反面", "Tails"))
    status, said = pytest_in(coins, "-v", FILE)
    assert status == 0, said
    assert "contract::observed PASSED" in said


def test_observations_of_other_pythons_stay(coins):
    assert pytest_in(coins, "--observe", "2")[0] == 0
    mine = kept(coins)
    mine.joined([replace(mine.observations[0], python="CPython 3.8.1")]).write(
        coins.root / "snippets/one/coin.observed.json"
    )
    assert pytest_in(coins, "--observe", "3")[0] == 0
    assert [each.runs for each in kept(coins).observations] == [2, 3]


def test_an_outcome_nobody_declared_fails_and_is_shown_whole(coins):
    coins.replace("snippets/one/coin.py", '"tails"', '"edge"')
    status, said = pytest_in(coins, "--observe", "30", "--shake", "1")
    assert status == 1
    assert "runs broke the contract; run" in said
    assert "nobody declared what this run came to; it is none of heads, tails" in said
    assert "      1 | edge" in said
    assert "shaken (seed " in said
    assert "Traceback" not in said
    assert not (coins.root / "snippets/one/coin.observed.json").exists()
    file = min((coins.root / ".soak/observed/broken").iterdir())
    about = json.loads(file.read_text("utf-8"))
    assert [text for _, text in about["printed"]] == ["edge"]
    assert about["seed"]
    command = shlex.split(about["repeat"])
    assert {"--observe=30", "--shake=1"} <= set(command)
    status, said = pytest_in(coins, *command[1:])
    assert status == 1
    assert "1 | edge" in said


def test_an_outcome_declared_never_fails(coins):
    coins.replace(FILE, '"sometimes", zh="反面"', '"never", zh="反面"')
    status, said = pytest_in(coins, "--observe", "30", "--shake", "1")
    assert status == 1
    assert "this run came to tails (never: Tails)" in said
    assert "      1 | tails" in said


def test_a_run_that_breaks_the_contract_fails(coins):
    coins.replace("snippets/one/coin.py", '"tails"', '"lost"')
    status, said = pytest_in(coins, "--observe", "30", "--shake", "1")
    assert status == 1
    assert "line 1 of 1 is not what the contract allows: 'lost'" in said
    assert not (coins.root / "snippets/one/coin.observed.json").exists()


def test_observations_go_stale(coins):
    remedy = f"renew them: make observe ONLY={FILE}"
    status, said = pytest_in(coins, FILE, "-k", "observed")
    assert status == 1
    assert f"snippets/one/coin.observed.json:1: one/coin.py has no observations; {remedy}" in said
    assert pytest_in(coins, "--observe", "2")[0] == 0
    coins.replace(FILE, 'en="Heads"', 'en="Heads up"')
    assert Book(coins.root).fresh_recording(Book(coins.root).contract("one/coin.py"))  # which says nothing of outcomes
    status, said = pytest_in(coins, FILE, "-k", "observed")
    assert status == 1
    assert f"stale observations: the declared outcomes of one/coin.py changed since the runs; {remedy}" in said
    assert pytest_in(coins, "--observe", "3")[0] == 0
    assert [each.runs for each in kept(coins).observations] == [3]
    coins.write("snippets/one/coin.py", f"{PROGRAM}# and a word\n")
    with pytest.raises(Mistake, match=rf"stale observations: one/coin\.py changed since the runs; {remedy}"):
        Book(coins.root).fresh_observations(Book(coins.root).contract("one/coin.py"))


def test_observations_without_declarations_are_a_mistake(coins):
    observations(observation()).write(coins.root / "snippets/one/coin.observed.json")
    coins.write(FILE, CONTRACT.partition("\n\n\n@")[0] + "\n")
    with pytest.raises(
        Mistake, match=r"coin\.observed\.json:1: the contract of one/coin\.py declares no outcomes; remove it"
    ):
        Book(coins.root).fresh_observations(Book(coins.root).contract("one/coin.py"))


def test_observations_of_no_snippet_are_a_mistake(recorded_book):
    observations(observation()).write(recorded_book.root / "snippets/one/coin.observed.json")
    said = [str(mistake) for mistake in mistakes(recorded_book.root)]
    assert said == ["snippets/one/coin.observed.json:1: has observations of no snippet; remove it"]


def test_an_observation_is_resumed(coins):
    """What was done is not done again, and is counted."""
    assert pytest_in(coins, "--observe", "4", "--shake", "1")[0] == 0
    journal = coins.root / ".soak/observed/journal.jsonl"
    before = journal.read_text("utf-8")
    status, said = pytest_in(coins, "--observe", "9", "--resume")
    assert status == 0, said
    assert "shaken: seed 1" in said
    assert "9 of 9 runs kept their contracts" in said
    after = journal.read_text("utf-8")
    assert after.startswith(before)
    assert len(after.splitlines()) == 1 + 9
    assert [each.runs for each in kept(coins).observations] == [9]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--observe", "0"], "--observe 0 observes nothing; give 1 or more"),
        (
            ["--observe", "2", "--runs", "2"],
            "--observe goes with no --runs, --tally, --record or --mutate; observe apart",
        ),
        (["--observe", "2", "--resume"], "--resume: there is no soak to resume; begin one without --resume"),
    ],
)
def test_what_cannot_be_meant(coins, options, said):
    status, told = pytest_in(coins, *options)
    assert status == 4
    assert f"ERROR: {said}" in told


# Old Pythons

OLD = sorted((Path.home() / ".pyenv" / "versions").glob("3.[89].*/bin/python"))


def test_a_program_is_read_or_it_is_said_why_not(tmp_path):
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text('print("é")\n', "utf-8")
    bad.write_text("x = 1\nif :\n", "utf-8")
    python = interpreter()
    assert unreadable(python, good) == ""
    assert unreadable(python, bad) == f"CPython {python.version} cannot read bad.py: line 2: invalid syntax"


@pytest.mark.skipif(not OLD, reason="needs a Python 3.8 or 3.9 below ~/.pyenv/versions")
def test_an_old_python_is_observed_where_it_can_read_the_program(coins):
    old = interpreter(str(OLD[0]))
    status, said = pytest_in(coins, "--observe", "3", "--python", old.path)
    assert status == 0, said
    (made,) = kept(coins).observations
    assert made.python == f"CPython {old.version}"
    coins.replace("snippets/one/coin.py", "print(", "match 1:\n    case _: pass\nprint(")
    status, said = pytest_in(coins, "--observe", "3", f"--python={old.path}", f"--python={sys.executable}", "-rs")
    assert status == 0, said
    assert "1 passed, 1 skipped" in said
    assert f"CPython {old.version} cannot read coin.py: line 1: invalid syntax" in said
    assert [each.python for each in kept(coins).observations] == [f"CPython {interpreter().version}"]
