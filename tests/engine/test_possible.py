"""Whether a run could print an output is the contract's verdict, under each of the circumstances it may run under."""

from __future__ import annotations

import pytest

from interleave import Contract, interleaved, lane
from interleave.contract import ManifoldError, Mismatch, Only, circumstances, judged, offered
from interleave.contract.possible import START_METHODS

ASKED = circumstances(START_METHODS)


def asked(contract, *texts, exit=0, under=ASKED):
    return judged(contract, offered(texts, exit), under)


DINNER = Contract(
    "one/two.py",
    "Parent {parent:pid}",
    interleaved(lane("A", "A {a:child} begins", "A ends"), lane("B", "B {b:child} begins", "B ends")),
    "Done in {:seconds} s",
)


@DINNER.never(zh="甲", en="One process is both")
def both(run) -> bool:
    return run["a"] == run["b"]


@DINNER.sometimes(zh="乙", en="B is first")
def b_first(run) -> bool:
    return run.index("B") < run.index("A")


def test_numbers_at_holes_are_processes_of_the_run_and_durations_have_the_time():
    verdict = asked(DINNER, "Parent 5", "B 7 begins", "A 6 begins", "B ends", "A ends", "Done in 86400.0 s")
    assert verdict.only == Only()
    assert [claim.name for claim in verdict.shows] == ["b_first"]


def test_a_wrong_order_is_impossible_from_its_line_on():
    verdict = asked(DINNER, "Parent 5", "A 6 begins", "A ends", "Done in 1.0 s", "B 7 begins", "B ends")
    assert verdict.only is None
    assert verdict.stuck.at == 3
    assert verdict.broken == verdict.shows == ()


def test_an_output_that_ends_too_early_is_impossible():
    assert asked(DINNER, "Parent 5", "A 6 begins").stuck.at == 2


def test_a_broken_claim_is_what_makes_it_impossible():
    verdict = asked(DINNER, "Parent 5", "B 6 begins", "A 6 begins", "B ends", "A ends", "Done in 1.0 s")
    assert (verdict.only, verdict.stuck) == (None, None)
    assert [claim.name for claim in verdict.broken] == ["both"]


def test_another_exit_status_is_impossible():
    contract = Contract("one/two.py", "a", exit=3)
    assert asked(contract, "a", exit=3).only == Only()
    verdict = asked(contract, "a", exit=0)
    assert (verdict.only, verdict.stuck, verdict.broken) == (None, None, ())


@pytest.mark.parametrize(
    ("holds", "only"),
    [
        (lambda run: run.start_method == "fork", Only(start_methods=("fork",))),
        (lambda run: run.start_method != "fork", Only(start_methods=("spawn", "forkserver"))),
        (lambda run: run.free_threaded, Only(free_threaded=True)),
        (lambda run: not run.free_threaded, Only(free_threaded=False)),
        (lambda run: run.version >= (3, 14), Only(versions=((3, 14), (3, 15)))),
        (lambda run: run.free_threaded and run.version >= (3, 14), Only(None, True, ((3, 14), (3, 15)))),
        (lambda run: run.free_threaded and run.version >= (3, 13), Only(free_threaded=True)),
        (lambda run: run.free_threaded and run.start_method == "spawn", Only(("spawn",), True, None)),
    ],
)
def test_it_is_told_under_what_it_is_possible(holds, only):
    contract = Contract("one/two.py", "a")
    contract.always(zh="甲", en="A")(holds)
    assert asked(contract, "a").only == only


def test_what_few_words_cannot_say_is_an_error():
    contract = Contract("one/two.py", "a")
    contract.always(zh="甲", en="A")(lambda run: (run.start_method == "fork") == (run.version >= (3, 14)))
    with pytest.raises(ManifoldError):
        asked(contract, "a")


def test_a_claim_that_cannot_be_asked_is_an_error_and_not_an_answer():
    contract = Contract("one/two.py", "a")
    contract.always(zh="甲", en="A")(lambda run: run["nothing"] == 1)
    with pytest.raises(Mismatch, match="could not be asked"):
        asked(contract, "a")


def test_a_later_claim_is_not_asked_when_an_earlier_one_is_broken():
    contract = Contract("one/two.py", "a")

    @contract.never(zh="甲", en="A")
    def first(run) -> bool:
        return True

    contract.always(zh="乙", en="B")(lambda run: run["nothing"] == 1)
    assert [claim.name for claim in asked(contract, "a").broken] == ["first"]


def test_different_claims_may_be_broken_under_different_circumstances():
    contract = Contract("one/two.py", "a")

    @contract.always(zh="甲", en="A")
    def forked(run) -> bool:
        return run.start_method == "fork"

    @contract.never(zh="乙", en="B")
    def fork(run) -> bool:
        return run.start_method == "fork"

    assert [claim.name for claim in asked(contract, "a").broken] == ["fork", "forked"]
    assert asked(contract, "a", under=circumstances(("fork",))).broken[0].name == "fork"


def test_the_circumstances_are_those_that_there_are():
    found = circumstances()
    assert len(found) == 8
    assert {each.version for each in found if each.free_threaded} == {(3, 13), (3, 14), (3, 15)}
    assert len(ASKED) == 24
