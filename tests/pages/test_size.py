"""What a card costs a page, compressed as a server sends it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from interleave.book import Book
from interleave.card.html import card

ROOT = Path(__file__).parents[2]
BOOK = Book(ROOT)
ASSETS = ROOT / "docs" / "assets"
RECORDED = [snippet for snippet in BOOK.snippets() if BOOK.recording_file(snippet).exists()]
CARD, REPLAY = 15_000, 60_000  # bytes


def compressed(*texts: str) -> int:
    return len(gzip.compress("".join(texts).encode(), 9))


def asset(name: str) -> int:
    return compressed((ASSETS / name).read_text("utf-8"))


@pytest.mark.parametrize("snippet", RECORDED)
def test_a_card_is_small(snippet):
    """With its styles and all the timeline; and with the script that replays it."""
    recording, tally = BOOK.recording(snippet), BOOK.tally(snippet)
    largest = max(compressed(card(recording, language, tally)) for language in ("zh", "en"))
    still = largest + asset("card.css") + asset("timeline.css") + asset("counts.css")
    assert still < CARD
    assert still + asset("replay.js") < REPLAY
