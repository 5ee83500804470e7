"""Claims and outcomes: what a run is asked, by what it may be broken, and what makes evidence of it stale."""

from __future__ import annotations

import subprocess
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from interleave import Contract, any_order, interleaved, lane
from interleave.circumstance import Build, Circumstance
from interleave.contract import ContractMistake, Mismatch, loaded
from interleave.transcript import Transcript
from tests.engine.conftest import PYTHONS

ROOT = Path(__file__).parents[2]
OLD, NEW = Circumstance(Build("3.9.1")), Circumstance(Build("3.15.0"))
FREE = Circumstance(Build("3.14.0", free_threaded=True))


def of(*shapes, **rest) -> Contract:
    return Contract("chapter/name.py", *shapes, **rest)


def die(**modes) -> Contract:
    contract = of("{n:int}")
    for number, (name, mode) in enumerate(modes.items(), 1):

        def outcome(run, number=number) -> bool:
            return run["n"] == number

        outcome.__name__ = name
        contract.outcome(mode, zh=name, en=f"It is {name}")(outcome)
    return contract


def test_each_run_shows_one_outcome():
    contract = die(one="sometimes", two="sometimes")
    assert contract.outcome_of(contract.checked(Transcript.of("2"))).name == "two"


def test_an_outcome_that_is_not_declared_is_told_with_the_whole_output():
    contract = of("start", "{n:int}")
    contract.outcome("sometimes", zh="一", en="one")(lambda run: run["n"] == 1)
    with pytest.raises(Mismatch) as caught:
        contract.checked(Transcript.of("start", "7"))
    assert "this run shows no outcome of <lambda>" in str(caught.value)
    assert "1 | start\n      2 | 7" in str(caught.value)


def test_two_outcomes_at_once_break_the_contract():
    contract = die(one="sometimes")

    @contract.outcome("sometimes", zh="奇数", en="odd")
    def odd(run) -> bool:
        return run["n"] % 2 == 1

    with pytest.raises(Mismatch, match="this run shows several outcomes at once: one, odd"):
        contract.checked(Transcript.of("1"))


def races(circumstance) -> str:
    return "sometimes" if circumstance.free_threaded or circumstance.version < (3, 10) else "never"


def races_not(circumstance) -> str:
    return "sometimes" if races(circumstance) == "sometimes" else "always"


def test_the_mode_of_an_outcome_depends_on_the_circumstance():
    contract = die(one=races, two=races_not)
    for circumstance in (OLD, FREE):
        assert contract.outcome_of(contract.checked(Transcript.of("1"), circumstance)).name == "one"
    with pytest.raises(Mismatch, match=r"claim one \(never: It is one\) is broken by this run"):
        contract.checked(Transcript.of("1"), NEW)
    assert [claim.under(NEW).mode for claim in contract.outcomes] == ["never", "always"]


def test_an_outcome_that_always_comes_must_come():
    contract = die(one="sometimes", two="always")
    with pytest.raises(Mismatch, match=r"claim two \(always: It is two\) is broken"):
        contract.checked(Transcript.of("1"))


def test_an_outcome_needs_no_witness_and_a_claim_does():
    contract = die(one="sometimes")
    contract.sometimes(zh="是", en="so")(lambda run: True)
    assert [claim.name for claim in contract.witnessed] == ["<lambda>"]


def nonsense(circumstance) -> str:
    return "often"


def failing(circumstance) -> str:
    return {}["nothing"]


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (nonsense, "the mode of one is 'often'; return one of always, sometimes, never"),
        (
            failing,
            "the mode of one: KeyError: 'nothing'; mend the function",
        ),
    ],
)
def test_a_mode_that_is_none_is_the_author_s_mistake(mode, said):
    with pytest.raises(ContractMistake) as caught:
        die(one=mode).checked(Transcript.of("1"))
    assert str(caught.value) == f"{__file__}:{mode.__code__.co_firstlineno}: {said}"


@pytest.mark.parametrize("answer", [None, 1, "yes", ["x"]])
@pytest.mark.parametrize("mode", ["always", "sometimes", "never"])
def test_a_claim_that_gives_no_bool_is_the_author_s_mistake(answer, mode):
    contract = of("x")

    def claim(run):
        return answer

    getattr(contract, mode)(zh="是", en="so")(claim)
    with pytest.raises(ContractMistake) as caught:
        contract.claims[0].holds_in(contract.reading(Transcript.of("x")))
    assert str(caught.value) == (
        f"{__file__}:{claim.__code__.co_firstlineno}: "
        f"claim claim returned {answer!r}, and a claim returns True or False; add a return or bool()"
    )


def test_a_never_without_return_forbids_something():
    contract = of("1")

    @contract.never(zh="是 1", en="It is 1")
    def one(run):
        run.texts == ["1"]  # noqa: B015  (return is forgotten)

    with pytest.raises(ContractMistake, match="claim one returned None, and a claim returns True or False; "):
        contract.checked(Transcript.of("1"))


def test_an_outcome_that_cannot_be_asked_breaks_the_contract():
    contract = of("x")
    contract.outcome("sometimes", zh="是", en="so")(lambda run: run["y"] == 1)
    with pytest.raises(Mismatch, match="claim <lambda> could not be asked: KeyError"):
        contract.checked(Transcript.of("x"))


def test_two_claims_of_one_name_are_the_author_s_mistake():
    contract = die(one="sometimes")
    with pytest.raises(ContractMistake, match=r"two claims of chapter/name\.py are named one; rename one"):
        contract.always(zh="是", en="so")(contract.claims[0].asked)


def test_a_promise_and_a_mode_are_words_of_the_contract_language():
    contract = of("x")
    contract.always(zh="是", en="so", promise="language")(lambda run: True)
    assert contract.claims[0].promise == "language"
    with pytest.raises(ContractMistake, match="'linux' is no promise of a claim; give one of language, program"):
        contract.never(zh="是", en="so", promise="linux")
    with pytest.raises(ContractMistake, match="'seldom' is no mode of a claim; give one of always, sometimes, never"):
        contract.outcome("seldom", zh="是", en="so")


# What makes evidence stale


def test_the_fingerprint_changes_with_the_shape():
    one = of("a", interleaved("b", "c"))
    assert one.fingerprint == of("a", interleaved("b", "c")).fingerprint
    others = [
        of("a", interleaved("b", "c", torn=True)),
        of("a", any_order("b", "c")),
        of("a", interleaved("b", lane("C", "c"))),
        of("a", "b", "c"),
        of("a", interleaved("b", "c"), exit=1),
        of("a", interleaved("b", "c"), files=("chapter/other.py",)),
    ]
    assert one.fingerprint not in {other.fingerprint for other in others}


def test_halves_of_characters_have_a_fingerprint_too():
    assert of("\udcff").fingerprint != of("\udcfe").fingerprint


BASE = """
from interleave import Contract

LIMIT = 5
contract = Contract("one/two.py", "n is {n:int}")


def small(number, limit=LIMIT):
    return number < limit


def mode(circumstance):
    return "sometimes" if circumstance.free_threaded else "never"


@contract.always(zh="小", en="It is small")
def is_small(run) -> bool:
    return small(run["n"])


@contract.outcome(mode, zh="三", en="It is three")
def three(run) -> bool:
    return run["n"] == 3


@contract.outcome("sometimes", zh="别的", en="It is another")
def another(run) -> bool:
    return not three(run)
"""


def changed(old: str = "", new: str = "", *, tmp_path: Path) -> Contract:
    assert old in BASE
    file = tmp_path / f"test_{abs(hash((old, new)))}.py"
    file.write_text(BASE.replace(old, new), "utf-8")
    return loaded(file.read_text("utf-8"), str(file))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('zh="小", en="It is small"', 'zh="很小", en="Small it is"'),
        ('    return small(run["n"])', '    """Say so."""\n    # why\n    return small(\n        run["n"],\n    )'),
        ("def is_small(run) -> bool:", "def is_small(run):"),
        ("LIMIT = 5\n", "LIMIT = 5  # items\n\n\nUNUSED = 7\n"),
        ("def small(number, limit=LIMIT):", "def small(number: int, limit: int = LIMIT) -> bool:"),
    ],
)
def test_layout_and_words_leave_the_fingerprint_alone(tmp_path, old, new):
    assert changed(old, new, tmp_path=tmp_path).fingerprint == changed(tmp_path=tmp_path).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number < limit", "number <= limit"),  # a helper
        ("LIMIT = 5", "LIMIT = 6"),  # a constant of a helper
        ('"sometimes" if circumstance', '"always" if circumstance'),  # the mode's function
        ('@contract.outcome("sometimes"', '@contract.outcome("never"'),
        ("@contract.always(", "@contract.never("),
        ('run["n"] == 3', 'run["n"] == 4'),  # a claim that another one asks, too
        ("def three(run)", "def drei(run)"),
        ('@contract.outcome("sometimes", zh="别的"', '@contract.sometimes(zh="别的"'),
    ],
)
def test_logic_changes_the_fingerprint(tmp_path, old, new):
    new_contract = changed(old, new.replace("three", "drei"), tmp_path=tmp_path) if "drei" not in new else None
    if new_contract is None:
        file = tmp_path / "test_renamed.py"
        file.write_text(BASE.replace("three", "drei"), "utf-8")
        new_contract = loaded(file.read_text("utf-8"), str(file))
    assert new_contract.fingerprint != changed(tmp_path=tmp_path).fingerprint


HELPERS = """
import functools
import re
from interleave import Contract

contract = Contract("one/two.py", "{word:word}")
PATTERN = re.compile("a+")


@functools.cache
def cached(word):
    return len(word) < 5


def between(low, word):
    return low < len(word)


longer = functools.partial(between, 2)


class Word:
    \"\"\"A word.\"\"\"

    def __init__(self, word):
        self.first = word[:1]


@contract.always(zh="是", en="so")
def so(run) -> bool:
    return cached(run["word"]) and longer(run["word"]) and bool(PATTERN.match(Word(run["word"]).first))
"""


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("< 5", "< 6", False),  # behind a decorator
        ("low < len(word)", "low <= len(word)", False),  # behind a partial
        ("partial(between, 2)", "partial(between, 3)", False),
        ("word[:1]", "word[:2]", False),  # in a class
        ('re.compile("a+")', 're.compile("a+", re.IGNORECASE)', False),
        ("A word.", "Some word.", True),
    ],
)
def test_helpers_of_any_kind_are_part_of_the_logic(tmp_path, old, new, same):
    made = []
    for number, text in enumerate((HELPERS, HELPERS.replace(old, new))):
        file = tmp_path / f"test_{number}.py"
        file.write_text(text, "utf-8")
        made.append(loaded(text, str(file)).fingerprint)
    assert HELPERS.count(old) == 1
    assert (made[0] == made[1]) is same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ('zh="小"', 'zh="很小"', False),
        ('en="It is three"', 'en="Three"', False),
        ('en="It is small")', 'en="It is small", promise="program")', False),
        ("number < limit", "number <= limit", True),
    ],
)
def test_the_wording_has_a_hash_of_its_own(tmp_path, old, new, same):
    assert (changed(old, new, tmp_path=tmp_path).wording == changed(tmp_path=tmp_path).wording) is same


def test_labels_of_lanes_are_wording():
    one, other = of(interleaved(lane("A", "a"), "b")), of(interleaved(lane("甲", "a"), "b"))
    assert one.fingerprint == other.fingerprint
    assert one.wording != other.wording


def test_the_fingerprints_of_the_book_are_the_same_on_every_python():
    """The engine needs 3.11 or later."""
    program = textwrap.dedent("""
        import sys
        from pathlib import Path
        from interleave.contract import loaded
        for file in sorted(Path("tests/snippets").glob("*/test_*.py")):
            print(loaded(file.read_text("utf-8"), str(file)).fingerprint)
    """)
    said = set()
    for python in PYTHONS:
        done = subprocess.run([python, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said.add(done.stdout)
    assert len(said) == 1


SLOW = "Executing <Task pending name='Task-1' coro=<main() running at limit.py:20>> took 0.141 seconds"


def test_what_development_mode_says_of_a_slow_machine_is_no_output_of_the_program():
    """Unless the contract is about such reports."""
    transcript = Transcript.of("a", SLOW, "b")
    development = replace(NEW, setup="dev")
    reading = of("a", "b").checked(transcript, development)
    assert reading.texts == ["a", "b"]
    with pytest.raises(Mismatch):
        of("a", "b").checked(transcript, NEW)
    about = of("a", "Executing {what:text} took {took:seconds.3} seconds", "b")
    assert about.checked(transcript, development)["took"] == 0.141
    with pytest.raises(Mismatch):
        about.checked(Transcript.of("a", "b"), development)
