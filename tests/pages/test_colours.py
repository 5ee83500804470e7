"""A timeline's colours can be told from each other and from their ground, also by colour-blind readers."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

STYLE = (Path(__file__).parents[2] / "docs" / "assets" / "timeline.css").read_text("utf-8")
GROUNDS = {"light": "#ffffff", "dark": "#1e2427"}  # Material's pages
# What is left of linear red, green and blue: Machado, Oliveira and Fernandes 2009, at full severity.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def colours(scheme: str) -> dict[str, str]:
    blocks = re.findall(r"\.il-card \{(.*?)\n\}", STYLE, re.DOTALL)
    return dict(re.findall(r"--il-([\w-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))


def linear(colour: str) -> list[float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    light = [
        sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)) for each in (one, other)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def oklab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(max(part, 0), 1) for part in rgb)
    long = (0.4122 * r + 0.5363 * g + 0.0514 * b) ** (1 / 3)
    middle = (0.2119 * r + 0.6807 * g + 0.1074 * b) ** (1 / 3)
    short = (0.0883 * r + 0.2817 * g + 0.6300 * b) ** (1 / 3)
    return (
        0.2105 * long + 0.7936 * middle - 0.0041 * short,
        1.9780 * long - 2.4286 * middle + 0.4506 * short,
        0.0259 * long + 0.7828 * middle - 0.8087 * short,
    )


def apart(one: str, other: str, sight: str) -> float:
    """How different two colours look; 0.02 is about the least that can be seen."""
    seen = [
        oklab([sum(w * part for w, part in zip(row, linear(each), strict=True)) for row in SIGHT[sight]])
        for each in (one, other)
    ]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", GROUNDS)
def test_locks_look_different_from_each_other_and_from_all_else(scheme, sight):
    found = colours(scheme)
    things = [found[name] for name in ("k0", "k1", "k2", "k3", "busy", "wait")]
    for one, other in itertools.combinations(things, 2):
        assert apart(one, other, sight) > 0.08, (one, other)
    for one, other in itertools.combinations(things[:4], 2):
        assert apart(one, other, sight) > 0.15, (one, other)


@pytest.mark.parametrize("scheme", GROUNDS)
def test_shapes_and_words_can_be_told_from_their_ground(scheme):
    found = colours(scheme)
    for name in ("k0", "k1", "k2", "k3"):
        assert contrast(found[name], GROUNDS[scheme]) >= 3
        assert contrast(found[name], found["on-lock"]) >= 4.5
    for name in ("busy", "wait"):
        assert contrast(found[name], GROUNDS[scheme]) >= 3
