"""The tallies that a soak writes beside the snippets."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

from interleave.evidence.tally import Row, Tally
from interleave.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from interleave.book import Book
    from interleave.contract import Contract
    from interleave.plugin.series import Series


class Tallies:
    """The tallies of contracts, begun before their runs: a file that is edited meanwhile makes its tally stale."""

    def __init__(self, book: Book, contracts: Iterable[Contract]) -> None:
        """Note the programs as they are now."""
        self._book = book
        self._begun = {each: Tally(each.snippet, book.hashes(each), each.fingerprint, ()) for each in contracts}

    def write(self, done: Iterable[Series]) -> Iterator[str]:
        """Write them, with the rows of each series all of whose runs kept the contract, and say so in a line for each.

        Rows of an older tally stay if it is of the same programs and contract.
        """
        date = time.strftime("%Y-%m-%d", time.gmtime())
        rows: dict[Contract, list[Row]] = defaultdict(list)
        for series in done:
            if not series.broken:
                rows[series.contract] += series.rows(date)
        for contract, newer in rows.items():
            tally = self._begun[contract]
            try:
                there = self._book.tally(tally.snippet)
            except Mistake:
                there = None
            if there and (there.files, there.contract) == (tally.files, tally.contract):
                tally = there
            file = self._book.tally_file(tally.snippet)
            tally.joined(newer).write(file)
            yield f"wrote {self._book.shown(file)}"
