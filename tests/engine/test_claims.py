"""A claim answers with True or False. Anything else, as without `return`, is its author's mistake."""

from __future__ import annotations

import pytest

from interleave.contract import Contract, ContractMistake
from interleave.transcript import Transcript

later = pytest.mark.xfail(strict=True, reason="interleave/contract/claim.py takes bool(...) of any answer")


@later
@pytest.mark.parametrize("mode", ["always", "sometimes", "never"])
@pytest.mark.parametrize("given", [None, 1, "yes"])
def test_another_answer_is_told(mode, given):
    contract = Contract("a/b.py", "1")

    @getattr(contract, mode)(zh="忘了", en="It forgets")
    def forgets(run):
        return given

    with pytest.raises(ContractMistake) as told:
        contract.claims[0].holds_in(contract.outcome(Transcript.of("1")))
    where = f"{__file__}:{forgets.__code__.co_firstlineno}"
    said = f"{where}: claim forgets returned {given!r}, and a claim returns True or False; "
    assert str(told.value).startswith(said)
    assert str(told.value) != said  # it says what to do


@later
def test_a_never_without_return_forbids_something():
    contract = Contract("a/b.py", "1")

    @contract.never(zh="是 1", en="It is 1")
    def one(run):
        run.texts == ["1"]  # noqa: B015  (return is forgotten)

    with pytest.raises(ContractMistake, match="claim one returned None, and a claim returns True or False; "):
        contract.checked(Transcript.of("1"))


@pytest.mark.parametrize("given", [True, False])
def test_true_and_false_are_answers(given):
    contract = Contract("a/b.py", "1")

    @contract.sometimes(zh="是", en="It is")
    def is_so(run) -> bool:
        return given

    assert contract.claims[0].holds_in(contract.outcome(Transcript.of("1"))) is given
