"""Which lines the outputs of a quiz have in common: what decides is in the others."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST = 3  # lines: fewer are shown as they are


def same(outputs: Sequence[Sequence[str]]) -> list[list[range]]:
    """Give for each output the stretches of at least three lines that all have, in one order; at the end, too."""
    first, *others = outputs
    matched = [dict(_pairs(first, other)) for other in others]  # by line of the first: the line of another
    common = [[at, *(each[at] for each in matched)] for at in range(len(first)) if all(at in each for each in matched)]
    stretches: list[list[list[int]]] = [[common[0]]] if common else []
    for before, after in pairwise(common):
        if all(now == then + 1 for then, now in zip(before, after, strict=True)):
            stretches[-1].append(after)
        else:
            stretches.append([after])
    kept = [each for each in stretches if len(each) >= _LEAST]
    return [[range(each[0][number], each[-1][number] + 1) for each in kept] for number in range(len(outputs))]


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]
