"""Interleave (交错): runs concurrent programs, holds what they print against contracts, and shows what is guaranteed.

The names here are what a contract file needs, and `docs/en/how-outputs-are-proven.md` explains them; nothing inside the
package imports them from here. `interleave/README.md` is the maintainer's guide.
"""

from interleave.contract import (
    Contract,
    any_order,
    in_order,
    interleaved,
    lane,
    one_of,
    optional,
    repeated,
    traceback,
    unended,
)

__all__ = [
    "Contract",
    "any_order",
    "in_order",
    "interleaved",
    "lane",
    "one_of",
    "optional",
    "repeated",
    "traceback",
    "unended",
]
