"""Outcomes: claims of which every run shows exactly one, with modes that may depend on the circumstance."""

from __future__ import annotations

import pytest

from interleave import Contract
from interleave.circumstance import Build, Circumstance
from interleave.contract import ContractMistake, Mismatch
from interleave.transcript import Transcript

USUAL = Circumstance(Build("3.15.2"))


def contract(**modes) -> Contract:
    """A contract with an outcome for each number that a run may print, named by its mode."""
    made = Contract("one/dice.py", "Rolled {n:int}", "Done.")
    for number, (name, mode) in enumerate(modes.items(), 1):

        def asked(run, number=number) -> bool:
            return run["n"] == number

        asked.__name__ = name
        made.outcome(mode, zh=f"是 {number}", en=f"It is {number}")(asked)
    return made


def rolled(made: Contract, number: int, circumstance: Circumstance = USUAL):
    return made.checked(Transcript.of(f"Rolled {number}", "Done."), circumstance)


def odd(run) -> bool:
    return run["n"] % 2 == 1


def failing(run) -> bool:
    raise KeyError("x")


def test_a_run_shows_one_outcome():
    made = contract(one="sometimes", two="sometimes")
    assert made.outcome_of(rolled(made, 2)).name == "two"


def test_outcomes_are_claims_that_need_no_witness():
    made = contract(one="sometimes")
    made.sometimes(zh="是奇数", en="It is odd")(odd)
    assert [claim.name for claim in made.outcomes] == ["one"]
    assert [claim.name for claim in made.witnessed] == ["odd"]
    assert [claim.name for claim in made.claims] == ["one", "odd"]


def test_a_contract_without_outcomes_wants_none():
    rolled(contract(), 7)


def test_an_outcome_that_nobody_declared_is_shown_whole():
    with pytest.raises(Mismatch) as mismatch:
        rolled(contract(one="sometimes", two="sometimes"), 7)
    assert str(mismatch.value).splitlines()[0] == "this run shows no outcome of one, two"
    assert "      1 | Rolled 7" in str(mismatch.value)
    assert "      2 | Done." in str(mismatch.value)


def test_a_run_shows_no_two_outcomes():
    made = contract(one="sometimes")
    made.outcome("sometimes", zh="是奇数", en="It is odd")(odd)
    with pytest.raises(Mismatch, match="this run shows several outcomes at once: one, odd"):
        rolled(made, 1)


@pytest.mark.parametrize(
    ("modes", "number", "said"),
    [
        ({"one": "never"}, 1, r"claim one \(never: It is 1\) is broken by this run"),
        ({"one": "always", "two": "sometimes"}, 2, r"claim one \(always: It is 1\) is broken by this run"),
    ],
)
def test_an_outcome_that_is_not_to_come(modes, number, said):
    with pytest.raises(Mismatch, match=said) as mismatch:
        rolled(contract(**modes), number)
    assert f"Rolled {number}" in str(mismatch.value)


def until_3_9(circumstance) -> str:
    return "sometimes" if circumstance.version < (3, 10) or circumstance.free_threaded else "never"


def through_a_pipe(circumstance) -> str:
    return "sometimes" if circumstance.output == "pipe" and circumstance.shaken else "never"


@pytest.mark.parametrize(
    ("mode", "circumstance", "found"),
    [
        (until_3_9, Circumstance(Build("3.9.18")), "sometimes"),
        (until_3_9, Circumstance(Build("3.10.1")), "never"),
        (until_3_9, Circumstance(Build("3.14.0", free_threaded=True)), "sometimes"),
        (through_a_pipe, Circumstance(Build("3.15.2"), output="pipe", shaken=True), "sometimes"),
        (through_a_pipe, Circumstance(Build("3.15.2"), shaken=True), "never"),
    ],
)
def test_a_mode_may_depend_on_the_circumstance(mode, circumstance, found):
    made = contract(one=mode)
    assert made.outcomes[0].mode_in(circumstance) == found
    if found == "never":
        with pytest.raises(Mismatch, match="never: It is 1"):
            rolled(made, 1, circumstance)
    else:
        assert made.outcome_of(rolled(made, 1, circumstance)).name == "one"


def nonsense(circumstance) -> str:
    return "rarely"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (nonsense, "the mode of one is 'rarely'; return one of always, sometimes, never"),
        (failing, "the mode of one: KeyError: 'x'; mend the function"),
    ],
)
def test_a_mode_that_cannot_be_had_is_the_author_s_mistake(mode, said):
    with pytest.raises(ContractMistake, match=said) as mistake:
        rolled(contract(one=mode), 1)
    assert (mistake.value.path, mistake.value.line) == (__file__, mode.__code__.co_firstlineno)


def test_an_outcome_that_cannot_be_asked():
    made = contract(one="sometimes")
    made.outcome("sometimes", zh="错", en="It fails")(failing)
    with pytest.raises(Mismatch, match="claim failing could not be asked: KeyError: 'x'"):
        rolled(made, 1)


def test_an_outcome_that_answers_nothing_is_the_author_s_mistake():
    made = Contract("one/dice.py", "Rolled {n:int}", "Done.")

    @made.outcome("sometimes", zh="甲", en="A")
    def forgotten(run) -> None:
        assert run["n"]

    with pytest.raises(ContractMistake, match="claim forgotten returned None, and a claim returns True or False"):
        rolled(made, 1)


@pytest.mark.parametrize(
    ("mode", "zh", "said"),
    [
        ("rarely", "甲", "'rarely' is no mode of a claim; give one of always, sometimes, never"),
        ("never", " ", r"a claim of one/dice\.py lacks a language; give both zh and en"),
    ],
)
def test_what_cannot_be_declared(mode, zh, said):
    with pytest.raises(ContractMistake, match=said):
        contract().outcome(mode, zh=zh, en="A")(odd)


def test_two_claims_have_two_names():
    made = contract(odd="sometimes")
    with pytest.raises(ContractMistake, match=r"two claims of one/dice\.py are named odd; rename one"):
        made.outcome("never", zh="甲", en="A")(odd)


def test_modes_are_part_of_the_fingerprint():
    made = [contract(), contract(one="sometimes"), contract(one=until_3_9), contract(one=through_a_pipe)]
    made.append(Contract("one/dice.py", "Rolled {n:int}", "Done."))
    fingerprints = [each.fingerprint for each in made]
    assert len(set(fingerprints[:4])) == 4
    assert fingerprints[4] == fingerprints[0]
