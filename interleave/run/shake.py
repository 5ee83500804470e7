"""How a run is disturbed, so that it shows what a busier or an unluckier machine would have shown."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Self

SEEDS = 2**32


@dataclass(frozen=True, slots=True)
class Shake:
    """One disturbance. Two with the same seed disturb alike.

    `core` keeps the program and its load to one core, which one modulo their number (None: all cores, as usual).
    `load` is how many processes compute beside it. `switch_interval` in seconds is how long a thread may keep the GIL
    while others wait (None: Python's own). At each point where threads or processes meet, a pause comes with
    probability `chance` (0: never) and lasts up to `longest` seconds, in each thread no more than `budget` seconds in
    all. `hash_seed` is PYTHONHASHSEED.
    """

    seed: int
    core: int | None
    load: int
    switch_interval: float | None
    chance: float
    longest: float
    budget: float
    hash_seed: int

    @classmethod
    def of(cls, seed: int) -> Self:
        """Give the disturbance of a seed from 0 to 2**32 - 1."""
        draw = random.Random(seed)
        # Few and long, or many and short: many long ones would slow all threads down alike, and change no order.
        chance, longest = draw.choice(((0.0, 0.0), (0.02, 0.1), (0.08, 0.05), (0.3, 0.002)))
        return cls(
            seed=seed,
            core=draw.choice((None, draw.randrange(64))),
            load=draw.choice((0, 0, 0, 1)),
            switch_interval=draw.choice((None, 1e-6, 1e-5, 1e-4, 0.05)),
            chance=chance,
            longest=longest,
            budget=0.15,
            hash_seed=draw.randrange(SEEDS),
        )

    @property
    def settings(self) -> str:
        """What the inside of each process has to know, as `inside/shaking.py` takes it apart."""
        core = "" if self.core is None else self.core
        interval = "" if self.switch_interval is None else self.switch_interval
        return f"{self.seed},{core},{interval},{self.chance or ''},{self.longest},{self.budget}"

    def __str__(self) -> str:
        """Say it to a person."""
        parts = [
            "all cores" if self.core is None else "one core",
            f"{self.load} busy beside it" if self.load else "",
            "" if self.switch_interval is None else f"threads switch after {self.switch_interval:g} s",
            f"pauses up to {self.longest:g} s, chance {self.chance:g}" if self.chance else "",
        ]
        return f"seed {self.seed}: " + ", ".join(part for part in parts if part)


def new_seed() -> int:
    """Give a seed that nobody chose, small enough to be typed again."""
    return random.SystemRandom().randrange(10**6)
