"""Interleave (交错): runs concurrent programs, holds what they print against contracts, and shows what is guaranteed.

The names here are what a contract file needs. The rooms, each knowing only those before it:
transcript, contract, run, recording, card, quiz; then the pytest plugin and the Markdown extension on top.
"""

from interleave.contract import (
    Contract,
    Outcome,
    any_order,
    in_order,
    interleaved,
    lane,
    one_of,
    optional,
    repeated,
)

__all__ = [
    "Contract",
    "Outcome",
    "any_order",
    "in_order",
    "interleaved",
    "lane",
    "one_of",
    "optional",
    "repeated",
]
