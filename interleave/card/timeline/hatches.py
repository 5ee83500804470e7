"""What waiting looks like: a hatch for each kind, known by its lines and not by colour alone.

A lock has a colour of its own, in which it is held and waited for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from interleave.card.timeline.layout import Picture

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
}


class _Hatch(NamedTuple):
    name: str
    style: str
    lines: str


class Hatches:
    """The hatches of a picture. `card` makes their ids different from those of other cards on a page."""

    def __init__(self, picture: Picture, card: str) -> None:
        self._locks = picture.locks
        self._card = card
        waits = {(box.kind, box.name) for row in picture.rows for box in row.waits}
        self._used = sorted({self._hatch(kind, name) for kind, name in waits})

    def style(self, lock: str) -> str:
        """Give the classes of a lock's colour."""
        return f"il-lock il-lock--{self._locks.index(lock) % _LOCK_COLOURS}"

    def fill(self, kind: str, name: str) -> str:
        """Give the attribute that fills a shape as a wait of this kind, for this name."""
        return f'fill="url(#{self._id(self._hatch(kind, name))})"'

    def _hatch(self, kind: str, name: str) -> _Hatch:
        if kind == "lock" and name in self._locks:
            number = self._locks.index(name) % _LOCK_COLOURS
            return _Hatch(f"lock{number}", self.style(name), _SLANTED_BACK if number % 2 else _SLANTED)
        return _Hatch(kind, "il-wait", _LINES[kind])

    def _id(self, hatch: _Hatch) -> str:
        return f"il-{self._card}-{hatch.name}"

    def html(self) -> str:
        """Make what defines them, and is not seen itself."""
        if not self._used:
            return ""
        patterns = "".join(
            f'<pattern id="{self._id(hatch)}" class="{hatch.style}" width="6" height="6" '
            f'patternUnits="userSpaceOnUse"><rect width="6" height="6"/>{hatch.lines}</pattern>'
            for hatch in self._used
        )
        return f'<svg class="il-time__hatches" width="0" height="0" aria-hidden="true"><defs>{patterns}</defs></svg>'
