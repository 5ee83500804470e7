"""How the schedule of a run is disturbed, so that it shows orders that are rare on an idle machine."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Self

SEEDS = 2**32


@dataclass(frozen=True, slots=True)
class Shake:
    """One disturbance. The same seed gives the same one.

    `core` is the number of the only core that the program and its load may use, modulo the number of cores (None:
    all). `load` is how many processes compute beside the program, unless the machine is busy without them.
    `switch_interval` is that of `sys.setswitchinterval`, in seconds (None: Python's default). `chance` is the
    probability of a pause at each point where threads or processes meet; a pause lasts up to `longest` seconds, all
    pauses of one thread up to `budget` seconds. `hash_seed` is PYTHONHASHSEED.
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
        """Return the disturbance of a seed from 0 to 2**32 - 1."""
        draw = random.Random(seed)
        # Few long pauses or many short ones: many long ones would slow down all threads alike and change no order.
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
        """The values that `inside/shaking.py` reads in each process, as one string."""
        core = "" if self.core is None else self.core
        interval = "" if self.switch_interval is None else self.switch_interval
        return f"{self.seed},{core},{interval},{self.chance or ''},{self.longest},{self.budget}"

    def __str__(self) -> str:
        """Describe it for a person: "seed 7: one core, 1 busy beside it"."""
        parts = [
            "all cores" if self.core is None else "one core",
            f"{self.load} busy beside it" if self.load else "",
            "" if self.switch_interval is None else f"threads switch after {self.switch_interval:g} s",
            f"pauses up to {self.longest:g} s, chance {self.chance:g}" if self.chance else "",
        ]
        return f"seed {self.seed}: " + ", ".join(part for part in parts if part)


def new_seed() -> int:
    """Return a random seed that is short enough to be typed again."""
    return random.SystemRandom().randrange(10**6)
