"""How much of a card is seen at first sight where there is little room: on a phone the output is the larger part."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from interleave.card import words

if TYPE_CHECKING:
    from interleave.evidence.recording import Recording

_WIDE = 332  # pixels: the text of a card where the screen has 390
_LETTER = 7.3  # pixels: a letter of the output
_LATIN, _HAN = 7.4, 13.0  # pixels: a letter of a claim, in a wide font


def fitting(recording: Recording, language: str) -> int:
    """Say how many of its first claims take no more lines than the output does; at least one is shown."""
    is_zh = language == "zh"
    room = sum(max(1, math.ceil(len(line.text) * _LETTER / _WIDE)) for line in recording.lines)
    for number, claim in enumerate(recording.claims):
        said = f"{words.MODES[claim.mode].of(language)} {claim.zh if is_zh else claim.en}"
        room -= math.ceil(sum(_LATIN if each.isascii() else _HAN for each in said) / _WIDE)
        if room < 0:
            return max(1, number)
    return len(recording.claims)
