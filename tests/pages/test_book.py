"""The book as a whole: nothing is forgotten in it, and nothing is left untested without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from interleave.book import LANGUAGES, Book
from interleave.mistake import Waits
from interleave.quiz import read_quiz
from interleave.site.check import mistakes
from interleave.site.fences import fences

ROOT = Path(__file__).parents[2]
BOOK = Book(ROOT)

# Every `notest` fence of the book: page and line. Each has its reason on the line above it.
UNTESTED: list[str] = []

# What was not soaked so often yet since it changed: at least SOAKED shaken runs, FEW without the GIL and FEW
# unbuffered. Whether there are runs on each Python is judged with the rest of the evidence; without them it waits.
UNSOAKED: list[str] = []
SOAKED = 1000
FEW = 50


def test_authors_made_no_mistake():
    """What waits for its runs is none: the tests of the contracts name it."""
    if found := [mistake for mistake in mistakes(BOOK) if not isinstance(mistake, Waits)]:
        pytest.fail("\n".join(map(str, found)), pytrace=False)


def test_there_is_a_book():
    assert len(BOOK.snippets()) > 20
    assert len(BOOK.contract_files()) > 20
    assert len(BOOK.pages("zh")) == len(BOOK.pages("en")) > 15


def test_what_is_not_tested_is_known():
    found = [
        f"{BOOK.shown(BOOK.page(language, page))}:{fence.line}"
        for language in LANGUAGES
        for page in BOOK.pages(language)
        if page.endswith(".md")
        for fence in fences(BOOK.page(language, page).read_text("utf-8"))
        if fence.is_python and not fence.is_tested
    ]
    assert found == UNTESTED


def test_every_contract_rejects_outputs_that_were_written_by_hand():
    files = {BOOK.impossible_file(BOOK.contract_in(file).snippet) for file in BOOK.contract_files()}
    missing = sorted(map(BOOK.shown, files - {*ROOT.glob("tests/snippets/*/*.impossible.txt")}))
    assert missing == [], "write in each, like a quiz, at least three outputs that no run can print"
    assert len(files) == len({*ROOT.glob("tests/snippets/*/*.impossible.txt")})
    for file in files:
        options = read_quiz(file.read_text("utf-8"), BOOK.shown(file)).options
        assert sum(option.expected == "impossible" for option in options) >= 3, BOOK.shown(file)


@pytest.mark.parametrize("snippet", BOOK.snippets())
def test_every_program_is_on_a_page_in_both_languages(snippet):
    for language in LANGUAGES:
        shown = {
            include
            for page in BOOK.pages(language)
            if page.endswith(".md")
            for fence in fences(BOOK.page(language, page).read_text("utf-8"))
            for _, include in fence.includes
        }
        assert snippet in shown, f"no page in docs/{language} includes {snippet}; show it on one, or remove it"


def test_every_contract_was_checked_a_thousand_times():
    found, waits = [], set()
    for file in BOOK.contract_files():
        contract = BOOK.contract_in(file)
        tally = BOOK.fitting_tally(contract)
        if tally is None or BOOK.stale_tally(contract):
            waits.add(contract.snippet)
            continue
        shaken = [row for row in tally.rows if row.circumstance.shaken]
        free_threaded = sum(row.runs for row in shaken if row.circumstance.free_threaded)
        unbuffered = sum(row.runs for row in shaken if not row.circumstance.buffered)
        few = [unbuffered, *([free_threaded] if any("t" in each for each in BOOK.counted_on_for(contract)) else [])]
        if sum(row.runs for row in shaken) < SOAKED or min(few) < FEW:
            found.append(contract.snippet)
    assert found == [each for each in UNSOAKED if each not in waits], "make soak ONLY=... N=200 makes more runs"


def test_every_claim_says_what_it_rests_on():
    """What holds always or never does so by somebody's promise; what happens sometimes rests on nothing."""
    silent = [
        f"{contract.snippet}: {claim.name}"
        for contract in map(BOOK.contract_in, BOOK.contract_files())
        for claim in contract.claims
        if claim.mode != "sometimes" and claim.promise is None
    ]
    assert silent == []
