"""How fast alike lanes are told apart: `python benchmarks/matcher.py [NAME ...] [--lanes 6] [--lines 4] [--seed 1]`.

Each contract has lanes with lines that more than one lane may print. Its runs are made up: the lanes' lines mixed
evenly, in bursts, or one lane after the other; torn or not. Each run is matched as it is, and rejected with one line
changed (into one that no lane has, or into one that another line is) or dropped, at its start, in its middle and at
its end.

Prints what came of each run, and seconds of processor time. `!` is a run with too many ways to try them all.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interleave.contract import in_order, interleaved
from interleave.contract.matching import Match, Printed, TooAmbiguousError, match
from interleave.contract.shape import Shape
from interleave.contract.template import Hole, parse

Lanes = list[list[str]]
ORDERS = ("even", "in bursts", "in turn")
PIDS = range(1000, 9999)


class Alike(NamedTuple):
    """A contract: its lanes' lines, and lines that come after the lanes."""

    lanes: Lanes
    after: list[str]

    def shape(self, torn: bool) -> Shape:
        """The contract's shape."""
        return in_order(interleaved(*(in_order(*lane) for lane in self.lanes), torn=torn), *self.after)

    def run(self, torn: bool, order: str, rng: random.Random) -> list[str]:
        """The lines of a run that keeps it. In torn lanes three of ten texts come apart from their ends."""
        known = {f"w{lane}": str(pid) for lane, pid in enumerate(rng.sample(PIDS, len(self.lanes)))}
        said = [[_filled(line, known, rng) for line in lane] for lane in self.lanes]
        units = [
            [unit for line in lane for unit in ([line, "\n"] if torn and rng.random() < 0.3 else [line + "\n"])]
            for lane in said
        ]
        lines = "".join(_mixed(units, order, rng)).split("\n")[:-1]
        return lines + [_filled(line, known, rng) for line in self.after]


def _alike(lanes: int, lines: int) -> Alike:
    return Alike([["tick {:int}"] * lines] * lanes, [])


def _numbered(lanes: int, lines: int) -> Alike:
    return Alike([[f"tick {line}" for line in range(lines)]] * lanes, [])


def _periods(lanes: int, lines: int) -> Alike:
    return Alike([["get", "put"] * (lines // 2)] * lanes, [])


def _late(lanes: int, lines: int) -> Alike:
    return Alike([[*["tick"] * (lines - 1), f"done {{w{lane}:pid}}"] for lane in range(lanes)], [])


def _late_told(lanes: int, lines: int) -> Alike:
    told = [f"worker {{w{lane}:pid}} has ended" for lane in range(lanes)]
    return Alike(_late(lanes, lines).lanes, told)


def _pids(lanes: int, lines: int) -> Alike:
    ticks = ["tick"] * (lines - 2)
    return Alike([[f"start {{w{lane}:pid}}", *ticks, f"end {{w{lane}:pid}}"] for lane in range(lanes)], [])


def _pids_often(lanes: int, lines: int) -> Alike:
    return Alike([[f"worker {{w{lane}:pid}} ticks"] * lines for lane in range(lanes)], [])


def _labelled(lanes: int, lines: int) -> Alike:
    return Alike([[f"lane {lane}: step {line} {{:seconds}} s" for line in range(lines)] for lane in range(lanes)], [])


def _begins(lanes: int, lines: int) -> Alike:
    texts = ("a", "aa", "ab", "b")
    return Alike([[texts[(lane + line) % 4] for line in range(lines)] for lane in range(lanes)], [])


CONTRACTS: dict[str, Callable[[int, int], Alike]] = {
    "alike": _alike,  # every line is every other
    "numbered": _numbered,  # the lanes are alike, and lines begin alike
    "periods": _periods,  # the lanes are alike and repeat themselves
    "late": _late,  # a hole binds in the last line
    "late told": _late_told,  # and is told after the lanes, in order
    "pids": _pids,  # the lanes are told apart in the first line and the last
    "pids often": _pids_often,  # in every line
    "labelled": _labelled,  # not alike at all
    "begins": _begins,  # torn, a line may be cut into texts in many ways
}


def _filled(line: str, known: dict[str, str], rng: random.Random) -> str:
    said = ""
    for part in parse(line).parts:
        if not isinstance(part, Hole):
            said += part
        elif part.name:
            said += known[part.name]
        else:
            said += f"0.{rng.randrange(100):02}" if part.type.name == "seconds" else str(rng.randrange(1, 100))
    return said


def _mixed(lanes: Lanes, order: str, rng: random.Random) -> Iterator[str]:
    left = {number: list(lane) for number, lane in enumerate(lanes)}
    while left:
        lane = min(left) if order == "in turn" else rng.choice(list(left))
        burst = 1 if order == "even" else rng.randrange(1, 30)
        yield from left[lane][:burst]
        left[lane] = left[lane][burst:]
        if not left[lane]:
            del left[lane]


def variants(run: list[str], rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    """The run as it is, and with one line changed or dropped."""
    yield "as it is", run
    for where, at in {"start": 0, "middle": len(run) // 2, "end": len(run) - 1}.items():
        yield f"unknown line, {where}", [*run[:at], "tock", *run[at + 1 :]]
        others = sorted(set(run) - {run[at]})
        if others:
            yield f"other line, {where}", [*run[:at], rng.choice(others), *run[at + 1 :]]
        yield f"dropped line, {where}", [*run[:at], *run[at + 1 :]]


def matched(shape: Shape, run: list[str]) -> str:
    """What came of a run: a match, the line that cannot be, or `!`."""
    try:
        found = match(shape, Printed(run, frozenset(PIDS)))
    except TooAmbiguousError:
        return "!"
    return "match" if isinstance(found, Match) else f"line {found.at + 1}"


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CONTRACTS))
    parser.add_argument("--lanes", type=int, default=6)
    parser.add_argument("--lines", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for name in asked.names or CONTRACTS:
        for torn, order in ((torn, order) for torn in (False, True) for order in ORDERS):
            rng = random.Random(f"{asked.seed} {name} {torn} {order}")
            alike = CONTRACTS[name](asked.lanes, asked.lines)
            for variant, run in variants(alike.run(torn, order, rng), rng):
                began = time.process_time()
                said = matched(alike.shape(torn), run)
                took = time.process_time() - began
                print(
                    f"{name:10} {'torn' if torn else 'whole':5} {order:9} {variant:20} {said:7}{took:7.3f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
