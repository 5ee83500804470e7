"""What unfolds on a card, without a script."""

from __future__ import annotations

from html import escape


def fold(summary: str, inside: str, attributes: str = "", *, kind: str = "") -> str:
    """Make an element that shows its summary and unfolds the rest. Search takes no notice of it."""
    return (
        f'<details class="il-fold{kind}"{attributes} data-search-exclude><summary>{escape(summary)}</summary>'
        f"{inside}</details>"
    )
