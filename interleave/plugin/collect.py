"""Collect the tests of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from interleave.book import Book
from interleave.mistake import Mistake
from interleave.plugin.items import Holds, Impossible, Lacking, Outputs, Recorded, Sometimes, Tallied
from interleave.plugin.settings import settings_key
from interleave.trial.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.contract import Contract


class ContractFile(pytest.Module):
    """A file below `tests/snippets/`."""

    def collect(self) -> Any:  # noqa: ANN401  (what pytest's own says)
        """Collect as a module. Raises CollectError with one line for an author's mistake."""
        try:
            return super().collect()
        except Exception:  # an author's file may fail in any way
            try:
                Book(self.config.rootpath).contract_in(self.path)
            except Mistake as mistake:
                raise self.CollectError(str(mistake)) from None
            raise


class ContractTests(pytest.Collector):
    """A contract in its file, which collects its tests."""

    def __init__(self, *, contract: Contract, **rest: Any) -> None:  # noqa: ANN401
        super().__init__(**rest)
        self.contract = contract

    def collect(self) -> Iterator[pytest.Item]:
        """Give the tests. Raises CollectError for a program that is missing, or that Python cannot read."""
        settings = self.config.stash[settings_key]
        book = Book(settings.root)
        for program in (self.contract.snippet, *self.contract.files):
            try:
                book.source(program, book.shown(self.path), self.contract.line)
            except Mistake as mistake:
                raise self.CollectError(str(mistake)) from None
        yield from self._recordings(runner := Runner(self.contract, book), settings.record)
        if settings.record is not None:
            return
        fit = [python for python in settings.pythons if not runner.lacks(python)]
        for python in settings.pythons:
            if python not in fit:
                yield Lacking.from_parent(self, name=f"holds[{python.build.minor}]", runner=runner, python=python)
                continue
            further = runner.further(python) if settings.circumstances else ()
            for circumstance in (*runner.circumstances(python), *further):
                name = f"holds[{circumstance}]"
                test = Holds.from_parent(self, name=name, runner=runner, python=python, circumstance=circumstance)
                if circumstance in further:
                    test.extra_keyword_matches.add("further")
                yield test
            for claim in self.contract.witnessed:
                name = f"sometimes[{claim.name}-{python.build.minor}]"
                yield Sometimes.from_parent(self, name=name, runner=runner, python=python, claim=claim)
        if book.counted_on or book.tally_file(self.contract.snippet).exists():
            yield Tallied.from_parent(self, name="tally", runner=runner)
        if book.impossible_file(self.contract.snippet).exists():
            yield Impossible.from_parent(self, name="impossible", runner=runner)
        yield Outputs.from_parent(self, name="outputs", runner=runner)
        if settings.check:
            from interleave.plugin.check_items import Lint, Pages  # noqa: PLC0415  (needs Markdown, for the pages)

            yield Lint.from_parent(self, name="lint", runner=runner)
            yield Pages.from_parent(self, name="pages", runner=runner)
        if settings.mutate:
            from interleave.plugin.mutant_items import mutants_of  # noqa: PLC0415  (needs LibCST)

            yield from mutants_of(self, runner, fit)

    def _recordings(self, runner: Runner, record: str | None) -> Iterator[pytest.Item]:
        """Give a test for each recording that there is, the usual one, and one that is to be made by its name."""
        for which in sorted({"", *runner.book.recording_names(self.contract.snippet)}) if not record else [record]:
            name = f"recording[{which}]" if which else "recording"
            yield Recorded.from_parent(self, name=name, runner=runner, which=which)
