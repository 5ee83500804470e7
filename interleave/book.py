"""Where everything of the book lies: programs, recordings, contracts, pages."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from interleave.contract import ContractMistake, NoContractError, loaded
from interleave.evidence.observations import Observations
from interleave.evidence.recording import Recording
from interleave.evidence.sealed import SealError
from interleave.evidence.tallies import Tallies
from interleave.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.contract import Contract

LANGUAGES = ("zh", "en")


class Book:
    """The files of a book, whose project lies at `root`. A snippet is named by its path below `snippets/`."""

    def __init__(self, root: Path) -> None:
        """Know the root; nothing is read yet."""
        self.root = root

    def program(self, snippet: str) -> Path:
        """Where a snippet lies."""
        return self.root / "snippets" / snippet

    def recording_file(self, snippet: str) -> Path:
        """Where its recording lies."""
        return self.program(snippet).with_suffix(".run.json")

    def tallies_file(self, snippet: str) -> Path:
        """Where the tallies of its soak lie."""
        return self.program(snippet).with_suffix(".soak.json")

    def observations_file(self, snippet: str) -> Path:
        """Where its observations lie."""
        return self.program(snippet).with_suffix(".observed.json")

    def contract_file(self, snippet: str) -> Path:
        """Where its contract lies."""
        program = self.root / "tests" / "snippets" / snippet
        return program.with_name(f"test_{program.name}")

    def snippets(self) -> list[str]:
        """Every program."""
        room = self.root / "snippets"
        return sorted(path.relative_to(room).as_posix() for path in room.glob("*/*.py"))

    def contract_files(self) -> list[Path]:
        """Every contract's file."""
        return sorted((self.root / "tests" / "snippets").glob("*/test_*.py"))

    def made_by_runs(self) -> list[Path]:
        """Every file of a recording, of tallies or of observations."""
        room = self.root / "snippets"
        return sorted(file for kind in ("run", "soak", "observed") for file in room.glob(f"*/*.{kind}.json"))

    def pages(self, language: str) -> list[str]:
        """Every page in a language, Markdown and notebooks, by its path below `docs/<language>/`."""
        room = self.root / "docs" / language
        found = (path for path in room.rglob("*") if path.suffix in {".md", ".ipynb"} and path.parent.name[0] != ".")
        return sorted(path.relative_to(room).as_posix() for path in found)

    def page(self, language: str, path: str) -> Path:
        """Where a page lies."""
        return self.root / "docs" / language / path

    def shown(self, path: Path) -> str:
        """A path as messages show it: from the root on."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def contract(self, snippet: str) -> Contract:
        """Load a snippet's contract. Raises Mistake when it has none, or none that can be meant."""
        file = self.contract_file(snippet)
        if not file.exists():
            where = self.shown(self.program(snippet))
            raise Mistake(where, 1, f"{snippet} has no contract", f"write {self.shown(file)}")
        return self.contract_in(file)

    def contract_in(self, file: Path) -> Contract:
        """Load the contract of a contract file. Raises Mistake when there is none, or none that can be meant."""
        try:
            return loaded(file.read_text("utf-8"), str(file))
        except ContractMistake as mistake:
            what, _, remedy = mistake.message.rpartition("; ")
            raise Mistake(self.shown(Path(mistake.path)), mistake.line, what, remedy) from None
        except SyntaxError as error:
            raise Mistake(self.shown(file), error.lineno or 1, error.msg, "mend the contract") from None
        except NoContractError:
            raise Mistake(self.shown(file), 1, "defines no contract", "write contract = Contract(...)") from None
        except Exception as error:  # noqa: BLE001  (an author's file may fail in any way)
            line = _line_in(file, error)
            raise Mistake(self.shown(file), line, f"{type(error).__name__}: {error}", "mend the contract") from None

    def programs(self, contract: Contract) -> list[Path]:
        """The contract's snippet, and the further programs that it needs beside it."""
        return [self.program(each) for each in (contract.snippet, *contract.files)]

    def hashes(self, contract: Contract) -> dict[str, str]:
        """What tells whether a program changed: the SHA-256 of each, by its path below `snippets/`."""
        names = (contract.snippet, *contract.files)
        texts = (self.program(name).read_bytes().replace(b"\r\n", b"\n") for name in names)
        return {name: hashlib.sha256(text).hexdigest() for name, text in zip(names, texts, strict=True)}

    def follows_start_method(self, contract: Contract) -> bool:
        """Whether its programs start processes with `multiprocessing` and leave it open how."""
        return any(follows_start_method(path.read_text("utf-8")) for path in self.programs(contract))

    def has_contract(self, snippet: str) -> bool:
        """Whether a snippet has a contract's file, or a recording beside it was made of it, too.

        Raises Mistake when such a recording was edited by hand. No contract is executed.
        """
        if self.contract_file(snippet).exists():
            return True
        beside = (name for name in self.snippets() if name.rpartition("/")[0] == snippet.rpartition("/")[0])
        return any(snippet in self.recording(name).files for name in beside if self.recording_file(name).exists())

    def recording(self, snippet: str) -> Recording:
        """Read a snippet's recording. Raises Mistake, with the command that renews it, when there is none to read."""
        file = self.recording_file(snippet)
        if not file.exists():
            raise self._recording_mistake(snippet, f"{snippet} has no recording")
        try:
            recording = Recording.read(file)
        except SealError as error:
            raise self._recording_mistake(snippet, str(error)) from None
        if recording.snippet != snippet:
            raise self._recording_mistake(snippet, f"is a recording of {recording.snippet}")
        return recording

    def fresh_recording(self, contract: Contract) -> Recording:
        """Read a contract's recording. Raises Mistake, also when it is older than the program or the contract."""
        recording = self.recording(contract.snippet)
        if changed := self._changed(contract, recording.files) or self._other(contract, recording.contract):
            raise self._recording_mistake(contract.snippet, f"stale recording: {changed} changed since it was made")
        return recording

    def _recording_mistake(self, snippet: str, what: str) -> Mistake:
        remedy = f"renew it: pytest --record {self.shown(self.contract_file(snippet))}"
        return Mistake(self.shown(self.recording_file(snippet)), 1, what, remedy)

    def tallies(self, snippet: str) -> Tallies | None:
        """Read the tallies of a snippet's soak; None if it was not soaked.

        Raises Mistake, with the command that renews them, when they were edited by hand.
        """
        file = self.tallies_file(snippet)
        if not file.exists():
            return None
        try:
            return Tallies.read(file)
        except SealError as error:
            raise self._tallies_mistake(snippet, str(error)) from None

    def fresh_tallies(self, contract: Contract) -> Tallies | None:
        """Read a contract's tallies. Raises Mistake, also when they are older than the program or the contract."""
        tallies = self.tallies(contract.snippet)
        if tallies and (changed := self._changed(contract, tallies.files) or self._other(contract, tallies.contract)):
            raise self._tallies_mistake(contract.snippet, f"stale tallies: {changed} changed since the runs")
        return tallies

    def _tallies_mistake(self, snippet: str, what: str) -> Mistake:
        remedy = f"renew them: make soak ONLY={self.shown(self.contract_file(snippet))}"
        return Mistake(self.shown(self.tallies_file(snippet)), 1, what, remedy)

    def observations(self, snippet: str) -> Observations | None:
        """Read what a snippet's runs came to; None if it was not observed.

        Raises Mistake, with the command that renews them, when they were edited by hand.
        """
        file = self.observations_file(snippet)
        if not file.exists():
            return None
        try:
            return Observations.read(file)
        except SealError as error:
            raise self._observations_mistake(snippet, str(error)) from None

    def fresh_observations(self, contract: Contract) -> Observations | None:
        """Read a contract's observations; None if it declares no outcomes.

        Raises Mistake, also when there are none although there should be, or the other way round, and when they are
        older than the program or the declared outcomes.
        """
        snippet, file = contract.snippet, self.observations_file(contract.snippet)
        if not contract.outcomes:
            if file.exists():
                raise Mistake(self.shown(file), 1, f"the contract of {snippet} declares no outcomes", "remove it")
            return None
        found = self.observations(snippet)
        if found is None:
            raise self._observations_mistake(snippet, f"{snippet} has no observations")
        declared = "" if found.declared == contract.outcomes_fingerprint else f"the declared outcomes of {snippet}"
        if changed := self._changed(contract, found.files) or declared:
            raise self._observations_mistake(snippet, f"stale observations: {changed} changed since the runs")
        return found

    def _observations_mistake(self, snippet: str, what: str) -> Mistake:
        remedy = f"renew them: make observe ONLY={self.shown(self.contract_file(snippet))}"
        return Mistake(self.shown(self.observations_file(snippet)), 1, what, remedy)

    def _changed(self, contract: Contract, files: dict[str, str]) -> str:
        """Which programs are no longer as they were when something was made of them; empty if all are."""
        return ", ".join(name for name, digest in self.hashes(contract).items() if files.get(name) != digest)

    def _other(self, contract: Contract, fingerprint: str) -> str:
        """Name the contract if it is no longer as it was."""
        return "" if fingerprint == contract.fingerprint else f"the contract of {contract.snippet}"


def _line_in(file: Path, error: BaseException) -> int:
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def follows_start_method(source: str) -> bool:
    """Whether a program starts processes by `multiprocessing`, and does not choose itself how."""
    tree = ast.parse(source)
    names = set(_names(tree))
    if names & {"get_context", "set_start_method", "mp_context"}:
        return False
    return "ProcessPoolExecutor" in names or any(name.partition(".")[0] == "multiprocessing" for name in _imports(tree))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) | ast.keyword(arg=str(name)):
                yield name


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module
