"""The page about contracts names everything that an author may write in one, and nothing else."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import interleave
from interleave.book import LANGUAGES, Book
from interleave.circumstance import SETUPS, Build, Circumstance
from interleave.contract import HOLE_TYPES, Contract
from interleave.contract.claim import MODES, PROMISES
from interleave.contract.shape import hole_types
from interleave.site.fences import fences
from interleave.transcript import Transcript

BOOK = Book(Path(__file__).parents[2])
PAGE = "how-outputs-are-proven.md"

NOT_ASKED = {"told", "under"}  # what the engine keeps of a run's claims
DECORATORS = {"always", "sometimes", "never", "outcome", "exempt"}


def public(value: object) -> set[str]:
    return {name for name in dir(value) if not name.startswith("_")}


def parameters(function: object) -> set[str]:
    """The names of what is given by name."""
    kind = inspect.Parameter.KEYWORD_ONLY
    return {each.name for each in inspect.signature(function).parameters.values() if each.kind is kind}


CIRCUMSTANCE = Circumstance(Build("3.15.0"))
RUN = Contract("a/b.py").checked(Transcript.of(), CIRCUMSTANCE)
ARGUMENTS = {
    *parameters(Contract),
    *(name for each in interleave.__all__ if each != "Contract" for name in parameters(getattr(interleave, each))),
    *(name for each in DECORATORS for name in parameters(getattr(Contract, each))),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def prose(request) -> str:
    """The text of the page, without programs and contracts."""
    text = BOOK.page(request.param, PAGE).read_text("utf-8")
    inside = {number for fence in fences(text) for number in range(fence.line, fence.line + len(fence.lines) + 2)}
    return "\n".join(line for number, line in enumerate(text.splitlines(), 1) if number not in inside)


@pytest.fixture(scope="module")
def said(prose) -> str:
    """What stands in code in it, a line each."""
    return "\n".join(re.findall(r"`([^`]+)`", prose))


def rows(prose: str, *headings: str) -> set[str]:
    """The code in the first column of the table that has one of these headings over it."""
    table = re.search(rf"^\| (?:{'|'.join(headings)}) \|.*\n\| ---.*\n((?:\|.*\n)+)", prose, re.MULTILINE)
    return set(re.findall(r"^\| `(\w+)` \|", table[1], re.MULTILINE))


def test_every_name_for_contract_files_is_explained_and_no_other(said):
    assert set(re.findall(r"(?<![.\w])(\w+)\(", said)) == set(interleave.__all__)


def test_every_type_of_hole_is_in_the_table_and_no_other(prose, said):
    assert rows(prose, "Type", "类型") == HOLE_TYPES.keys()
    used = re.findall(r"\{\w*:(\w+)(?:\.\d)?\??\}", said)
    assert len(used) > 5
    assert set(used) <= HOLE_TYPES.keys()


def test_all_that_a_claim_may_ask_is_explained_and_nothing_else(said):
    assert set(re.findall(r"(?<![.\w])run\.(\w+)", said)) == public(RUN) - NOT_ASKED
    assert {'run["name"]', '"name" in run'} <= set(said.splitlines())


def test_all_that_is_known_of_a_circumstance_is_explained_and_nothing_else(prose, said):
    assert rows(prose, "Attribute", "属性") == public(CIRCUMSTANCE)
    assert [name for name in SETUPS if f'"{name}"' not in said] == []


def test_every_decorator_is_explained_and_no_other(said):
    assert set(re.findall(r"@contract\.(\w+)", said)) == DECORATORS
    assert public(Contract) >= DECORATORS


def test_every_argument_is_explained_and_no_other(said):
    assert set(re.findall(r"(?<![-\w])([a-z_]+)=", said)) == ARGUMENTS


def test_every_word_for_a_mode_or_a_promise_is_explained(said):
    assert [word for word in (*MODES, *PROMISES) if f'"{word}"' not in said.splitlines()] == []


def test_each_hole_type_is_on_a_card_of_the_book():
    """Whoever wants to see one looks it up in the table."""
    held = {kind.name for file in BOOK.contract_files() for kind in hole_types(BOOK.contract_in(file).shape)}
    assert held == HOLE_TYPES.keys()
