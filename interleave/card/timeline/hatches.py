"""The patterns of waits: a hatch for each kind, which differs from the others by its lines and not by colour alone.

A lock that was held has a colour; waits for it have a hatch in this colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOCK_COLOURS = 4  # `docs/assets/timeline.css` has as many
_SLANTED = '<path d="M-1 1l2-2M0 6l6-6M5 7l2-2"/>'
_SLANTED_BACK = '<path d="M-1 5l2 2M0 0l6 6M5-1l2 2"/>'
_LINES = {  # by kind, in a square of 6 pixels
    "sleep": '<circle cx="1.5" cy="1.5" r=".9"/><circle cx="4.5" cy="4.5" r=".9"/>',
    "lock": _SLANTED,
    "join": '<path d="M0 1.5h3M3 4.5h3"/>',
    "queue": '<path d="M0 0h6M0 0v6"/>',
    "io": '<path d="M0 1.5h6M0 4.5h6"/>',
    "await": '<path d="M1.5 0v6"/>',
    "ready": '<path d="M1.5 1.5l3 3M4.5 1.5l-3 3"/>',
}


class _Hatch(NamedTuple):
    id: str
    style: str
    lines: str


class Hatches:
    """The hatches of some waits, each of a kind and for a name. `card` is part of their ids."""

    def __init__(self, locks: Sequence[str], waits: Iterable[tuple[str, str]], card: str) -> None:
        """Choose a hatch for each wait; `locks` are the names of those that are held."""
        self._locks = locks
        self._card = card
        self._used = sorted({self._hatch(kind, name) for kind, name in waits})

    def style(self, lock: str) -> str:
        """Give the classes for the colour of a lock."""
        return f"il-lock il-lock--{self._locks.index(lock) % _LOCK_COLOURS}"

    def fill(self, kind: str, name: str) -> str:
        """Give the attribute that fills a shape with the hatch of a wait, by its kind and the name waited for."""
        return f'fill="url(#{self._hatch(kind, name).id})"'

    def html(self) -> str:
        """Make the element that defines the hatches and shows nothing; empty if nothing waited."""
        patterns = "".join(
            f'<pattern id="{hatch.id}" class="{hatch.style}" width="6" height="6" '
            f'patternUnits="userSpaceOnUse"><rect width="6" height="6"/>{hatch.lines}</pattern>'
            for hatch in self._used
        )
        hidden = '<svg class="il-time__hatches" width="0" height="0" aria-hidden="true">'
        return f"{hidden}<defs>{patterns}</defs></svg>" if patterns else ""

    def _hatch(self, kind: str, name: str) -> _Hatch:
        if kind == "lock" and name in self._locks:
            number = self._locks.index(name) % _LOCK_COLOURS
            return _Hatch(f"il-{self._card}-lock{number}", self.style(name), _SLANTED_BACK if number % 2 else _SLANTED)
        return _Hatch(f"il-{self._card}-{kind}", "il-wait", _LINES[kind])
