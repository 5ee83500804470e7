"""Where everything of the book lies: programs, recordings, contracts, pages."""

from __future__ import annotations

import ast
import difflib
import functools
import hashlib
import os
import re
import tomllib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from interleave.contract import HOLE_TYPES, SNIPPET, ContractMistake, NoContractError, loaded
from interleave.evidence.recording import Recording
from interleave.evidence.sealed import SealError
from interleave.evidence.tally import Tally
from interleave.mistake import Mistake, Waits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interleave.contract import Contract

LANGUAGES = ("zh", "en")
_CONTRACT = re.compile(r"tests/snippets/[^/]+/test_[^/]*\.py")


class Book:
    """The files of a book, whose project lies at `root`. A snippet is named by its path below `snippets/`."""

    def __init__(self, root: Path) -> None:
        """Take the root. Nothing is read yet."""
        self.root = root

    def program(self, snippet: str) -> Path:
        """Where a snippet lies."""
        return self.root / "snippets" / snippet

    def recording_file(self, snippet: str, name: str = "") -> Path:
        """Where a recording of it lies: the usual one, or one with a name."""
        stem = self.program(snippet).with_suffix("")
        return Path(f"{stem}.{name}.run.json" if name else f"{stem}.run.json")

    def recording_names(self, snippet: str) -> list[str]:
        """The names of all recordings that it has; that of the usual one is empty."""
        program = self.program(snippet)
        found = (file.name.removesuffix(".run.json") for file in program.parent.glob(f"{program.stem}.*run.json"))
        return sorted(name.removeprefix(program.stem).removeprefix(".") for name in found)

    def tally_file(self, snippet: str) -> Path:
        """Where its tally lies."""
        return self.program(snippet).with_suffix(".tally.json")

    def contract_file(self, snippet: str) -> Path:
        """Where its contract lies."""
        program = self.root / "tests" / "snippets" / snippet
        return program.with_name(f"test_{program.name}")

    def survivors_file(self, snippet: str) -> Path:
        """Where the reasons lie for which mutants of its programs keep its contract."""
        program = self.root / "tests" / "snippets" / snippet
        return program.with_suffix(".survivors.toml")

    def impossible_file(self, snippet: str) -> Path:
        """Where outputs lie that no run of it can print, in the format of a quiz."""
        program = self.root / "tests" / "snippets" / snippet
        return program.with_suffix(".impossible.txt")

    def snippets(self) -> list[str]:
        """Every program."""
        room = self.root / "snippets"
        return sorted(path.relative_to(room).as_posix() for path in room.glob("*/*.py"))

    def has(self, snippet: str) -> bool:
        """Whether it is among `snippets()`: spelled so, also where the system takes other cases for the same."""
        return snippet.endswith(".py") and _lies(self.root / "snippets", snippet)

    def contract_files(self) -> list[Path]:
        """Every contract's file."""
        return sorted((self.root / "tests" / "snippets").glob("*/test_*.py"))

    def survivors_files(self) -> list[Path]:
        """Every file of reasons why mutants survive."""
        return sorted((self.root / "tests" / "snippets").glob("*/*.survivors.toml"))

    def evidence_files(self) -> list[Path]:
        """Every file of a recording or a tally."""
        room = self.root / "snippets"
        return sorted(file for kind in ("run", "tally") for file in room.glob(f"*/*.{kind}.json"))

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

    def text(self, file: Path) -> str:
        """Read a file of an author. Raises Mistake if it is not UTF-8, or has a byte-order mark or other line ends."""
        read = file.read_bytes()
        try:
            text = read.decode("utf-8")
        except UnicodeDecodeError as error:
            line = read.count(b"\n", 0, error.start) + 1
            raise Mistake(self.shown(file), line, "is not UTF-8 from here on", "save it as UTF-8") from None
        if text.startswith("\ufeff"):
            raise Mistake(self.shown(file), 1, "begins with a byte-order mark", "save it as UTF-8 without one")
        if (at := text.find("\r")) >= 0:
            line = text.count("\n", 0, at) + 1
            raise Mistake(self.shown(file), line, "has a carriage return", "save it with line ends like LF")
        return text

    def named(self, name: str) -> Path | None:
        """Where a file lies that a page may show: a program by its path below `snippets/`, a contract by its own.

        The contract's is from the root on. None if there is none.
        """
        if self.has(name):
            return self.program(name)
        is_contract = _CONTRACT.fullmatch(name) and _lies(self.root / "tests" / "snippets", name.split("/", 2)[2])
        return self.root / name if is_contract else None

    def source(self, snippet: str, where: str = "", line: int = 1) -> str:
        """Read a program or a contract, which line `line` of the file `where` names as `named` says.

        Raises Mistake if there is none, or Python cannot read it.
        """
        file = self.named(snippet)
        if file is None:
            raise self.no_snippet(where, line, snippet)
        source = self.text(file)
        try:
            _parsed(source)
        except (SyntaxError, ValueError) as error:  # a NUL is a ValueError until 3.11.4
            at = getattr(error, "lineno", None) or 1
            raise Mistake(self.shown(file), at, f"is no Python: {error.args[0]}", "mend the program") from None
        return source

    def no_snippet(self, where: str, line: int, name: str) -> Mistake:
        """Say that there is no program of this name, and how a program is named."""
        if name.startswith("tests/"):
            return Mistake(where, line, f"there is no contract {name}", "write it, or mend the name")
        remedy = f"write snippets/{name}, or mend the name"
        if not (SNIPPET.fullmatch(name) and name.isascii()):
            near = difflib.get_close_matches(PurePath(name.partition(":")[0]).name, map(_file, self.snippets()), 1)
            like = next((each for each in self.snippets() if near and _file(each) == near[0]), "process/pool.py")
            remedy = f"give its path below snippets/, like {like}"
        return Mistake(where, line, f"there is no snippet {name}", remedy)

    def contract(self, snippet: str) -> Contract:
        """Load a snippet's contract. Raises Mistake if it has none, or if the file cannot be executed."""
        file = self.contract_file(snippet)
        if not file.exists():
            where = self.shown(self.program(snippet))
            raise Mistake(where, 1, f"{snippet} has no contract", f"write {self.shown(file)}")
        return self.contract_in(file)

    def contract_in(self, file: Path) -> Contract:
        """Load the contract of a contract file. Raises Mistake if it defines none, or if it cannot be executed."""
        try:
            text = self.text(file)
            return loaded(text, str(file))
        except Mistake:
            raise
        except ContractMistake as mistake:
            raise self.told(mistake) from None
        except SyntaxError as error:
            remedy = "double the braces of holes: {{:int}}" if "f-string" in error.msg else "mend the contract"
            raise Mistake(self.shown(file), error.lineno or 1, error.msg, remedy) from None
        except NoContractError:
            raise Mistake(self.shown(file), 1, "defines no contract", "write contract = Contract(...)") from None
        except Exception as error:  # noqa: BLE001  (an author's file may fail in any way)
            if found := _hole_in_f_string(text):
                line, hole = found
                what = f"in an f-string {{{hole}}} is no hole but a value"
                raise Mistake(self.shown(file), line, what, f"double its braces: {{{{{hole}}}}}") from None
            line = _line_in(file, error)
            raise Mistake(self.shown(file), line, f"{type(error).__name__}: {error}", "mend the contract") from None

    def told(self, mistake: ContractMistake) -> Mistake:
        """Give a mistake in a contract as authors are told it: with the path from the root on."""
        what, _, remedy = mistake.message.rpartition("; ")
        return Mistake(self.shown(Path(mistake.path)), mistake.line, what, remedy)

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
        return any(follows_start_method(self.source(name)) for name in (contract.snippet, *contract.files))

    def has_contract(self, snippet: str) -> bool:
        """Whether a snippet has a contract's file, or a contract beside it has the snippet among its files.

        Raises Mistake when that contract cannot be executed. One that does not name the snippet is not executed.
        """
        file = self.contract_file(snippet)
        if file.exists():
            return True
        beside = (each for each in self.contract_files() if each.parent == file.parent)
        return any(snippet in self.contract_in(each).files for each in beside if snippet in self.text(each))

    def recording(self, snippet: str, name: str = "") -> Recording:
        """Read a recording; whether it is stale is another question.

        Raises Waits when the usual one is missing, and Mistake when one with a name is, or when it was edited by hand;
        with the command that makes it.
        """
        file = self.recording_file(snippet, name)
        remedy = f"renew it: {command('record', snippet)}"
        if name and not file.exists():
            remedy = f"record it: {command('record', snippet)} NAME={name}"
            raise Mistake(self.shown(file), 1, f"{snippet} has no recording named {name}", remedy)
        if not file.exists():
            raise self._waits_for_recording(snippet, name, f"{snippet} has no recording")
        try:
            recording = Recording.read(file)
        except SealError as error:
            raise Mistake(self.shown(file), 1, str(error), remedy) from None
        if (recording.snippet, recording.name) != (snippet, name):
            told = " ".join(filter(None, (recording.snippet, recording.name)))
            raise Mistake(self.shown(file), 1, f"is a recording of {told}", remedy)
        return recording

    def tally(self, snippet: str) -> Tally | None:
        """Read a snippet's tally, None if there is none; whether it is stale is another question.

        Raises Mistake, with the command that renews it, when it was edited by hand.
        """
        file = self.tally_file(snippet)
        if not file.exists():
            return None
        try:
            return Tally.read(file)
        except SealError as error:
            raise Mistake(self.shown(file), 1, str(error), f"renew it: {command('soak', snippet)}") from None

    def fitting_recording(self, contract: Contract, name: str = "") -> Recording:
        """Read a recording that was made with these programs and this contract. Raises Mistake; Waits if it was not."""
        recording = self.recording(contract.snippet, name)
        if changed := self._changed(contract, recording.files, recording.contract):
            what = f"stale recording: {changed} changed since it was made"
            raise self._waits_for_recording(contract.snippet, name, what, recording.circumstance.build.minor)
        return recording

    def fitting_tally(self, contract: Contract) -> Tally | None:
        """Read a snippet's tally, None if there is none that was counted with these programs and this contract.

        Raises Mistake when it was edited by hand.
        """
        tally = self.tally(contract.snippet)
        return None if tally and self._changed(contract, tally.files, tally.contract) else tally

    def stale_recording(self, contract: Contract, name: str = "") -> Mistake | None:
        """Judge a recording: what is wrong with it, and the command that renews it.

        None if it can be read, and programs, contract and wording are those that it was made with. Waits if a run must
        be made; new wording needs none.
        """
        try:
            recording = self.fitting_recording(contract, name)
        except Mistake as mistake:
            return mistake
        if recording.wording == contract.wording:
            return None
        file = self.shown(self.recording_file(contract.snippet, name))
        what = f"stale recording: the wording of the contract of {contract.snippet} changed since it was made"
        return Mistake(file, 1, what, f"renew it: {command('record', contract.snippet)}")

    def stale_tally(self, contract: Contract) -> Mistake | None:
        """Judge a snippet's tally: what is wrong with it, and the command that renews it.

        None if it can be read, programs and contract are those that it was made with, and it has runs on each Python
        that it needs. Waits if runs must be made.
        """
        try:
            tally = self.tally(contract.snippet)
        except Mistake as mistake:
            return mistake
        changed = tally and self._changed(contract, tally.files, tally.contract)
        on = self.counted_on_for(contract)
        lacking = tally.lacks(on) if tally and not changed else on
        if not changed and not lacking and (tally or not self.counted_on):
            return None
        evidence = f"counts on {', '.join(lacking)}" if lacking else "counts"
        what = f"stale tally: {changed} changed since the runs" if changed else f"{contract.snippet} has no {evidence}"
        file = self.shown(self.tally_file(contract.snippet))
        return Waits(file, contract.snippet, evidence, what, f"renew it: {command('soak', contract.snippet)}")

    @property
    def recorded_on(self) -> str:
        """The minor version of the Python that usual recordings are made on, like "3.15"; empty for any."""
        return str(self._settings.get("recorded_on", ""))

    @property
    def counted_on(self) -> tuple[str, ...]:
        """The Pythons on which each tally has runs, by their minor versions."""
        return tuple(self._settings.get("counted_on", ()))

    def recorded_on_for(self, contract: Contract) -> str:
        """The Python of `recorded_on`; any for a snippet that needs packages, which that one may not have."""
        return "" if contract.needs else self.recorded_on

    def counted_on_for(self, contract: Contract) -> tuple[str, ...]:
        """Those of `counted_on` that can run the snippet; none that must be where it needs packages."""
        first = contract.first
        fit = (each for each in self.counted_on if tuple(map(int, each.rstrip("t").split("."))) >= first)
        return () if contract.needs else tuple(fit)

    @property
    def _settings(self) -> dict[str, Any]:
        """The table `tool.interleave` of the project's settings, empty if there is none."""
        file = self.root / "pyproject.toml"
        return _settings(file, file.stat().st_mtime_ns) if file.exists() else {}

    def _waits_for_recording(self, snippet: str, name: str, what: str, on: str = "") -> Waits:
        evidence = f"the recording {name}" if name else "a recording"
        on = on if name else self.recorded_on
        evidence += f" on {on}" if on else ""
        file = self.shown(self.recording_file(snippet, name))
        return Waits(file, snippet, evidence, what, f"renew it: {command('record', snippet)}")

    def _changed(self, contract: Contract, files: dict[str, str], fingerprint: str) -> str:
        """Name what changed since evidence was made: programs, or else the contract. Empty if nothing did."""
        changed = [name for name, digest in self.hashes(contract).items() if files.get(name) != digest]
        if not changed and fingerprint != _fingerprint(contract):
            changed = [f"the contract of {contract.snippet}"]
        return ", ".join(changed)


@functools.lru_cache(maxsize=1024)  # recordings and tally are held against it, and cards and quizzes ask again
def _fingerprint(contract: Contract) -> str:
    return contract.fingerprint


def _line_in(file: Path, error: BaseException) -> int:
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _hole_in_f_string(text: str) -> tuple[int, str] | None:
    """The first hole of a contract that stands in single braces in an f-string: its line, and what it is."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.FormattedValue(ast.Name(name), format_spec=ast.JoinedStr([ast.Constant(kind)])) if (
                kind in HOLE_TYPES
            ):
                return node.lineno, f"{name}:{kind}"
    return None


@functools.cache
def _settings(file: Path, _changed: int) -> dict[str, Any]:
    return dict(tomllib.loads(file.read_text("utf-8")).get("tool", {}).get("interleave", {}))


def command(target: str, snippet: str) -> str:
    """The command that an author gives for one program: `make record ONLY=thread/race`."""
    return f"make {target} ONLY={snippet.removesuffix('.py')}"


def _file(snippet: str) -> str:
    return snippet.rpartition("/")[2]


def _lies(room: Path, name: str) -> bool:
    """Whether `chapter/file` lies in a room, spelled so."""
    chapter, _, file = name.partition("/")
    return _lists(room, chapter) and _lists(room / chapter, file)


def _lists(directory: Path, name: str) -> bool:
    try:
        return name in os.listdir(directory)  # noqa: PTH208  (asked for each fence, and making paths takes long)
    except OSError:
        return False


_parsed = functools.lru_cache(maxsize=1024)(ast.parse)


@functools.lru_cache(maxsize=1024)
def follows_start_method(source: str) -> bool:
    """Whether a program starts processes by `multiprocessing`, and does not choose itself how."""
    tree = _parsed(source)
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
