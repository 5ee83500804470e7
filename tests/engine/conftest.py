"""What several tests of the engine share: the Pythons that are there, and a little book.

The book has one snippet with contract, recording and a page in both languages, in a directory of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from interleave.run import Interpreter, interpreter, surroundings

# One of each minor version: this one, and the others where they usually lie.
_PLACES = (
    *(f"/opt/pythons/bin/python3.{minor}" for minor in range(11, 16)),
    *(str(each) for each in sorted((Path.home() / ".pyenv" / "versions").glob("3.1[1-9].*/bin/python3"))),
)
_OTHERS = {re.search(r"3\.\d+", path)[0]: path for path in _PLACES if Path(path).exists()}
_OTHERS.pop(".".join(map(str, sys.version_info[:2])), None)
PYTHONS = [sys.executable, *_OTHERS.values()]


@pytest.fixture(params=PYTHONS)
def python(request) -> Interpreter:
    """Each Python that is there."""
    return interpreter(request.param)


@pytest.fixture
def short_directory() -> Iterator[str]:
    """A directory of the test's own, with a name that is short enough for a run's TMPDIR."""
    with tempfile.TemporaryDirectory(prefix="test-", dir=os.path.realpath("/tmp")) as made:
        yield made


@pytest.fixture
def pythons() -> list[Interpreter]:
    """All Pythons that are there."""
    return [interpreter(path) for path in PYTHONS]


@pytest.fixture
def change_inside(tmp_path, monkeypatch) -> Callable[[str, str, str], None]:
    """Change one text in a file of what runs inside the programs, for one test."""

    def change(name: str, old: str, new: str) -> None:
        inside = tmp_path / "inside"
        shutil.copytree(surroundings.INSIDE, inside)
        text = (inside / name).read_text("utf-8")
        assert text.count(old) == 1
        (inside / name).write_text(text.replace(old, new), "utf-8")
        monkeypatch.setattr(surroundings, "INSIDE", inside)

    return change


# The same examples in every run, so that no run fails by luck; as many new ones as wanted with
# --hypothesis-profile=deep. No deadlines: the machine may be busy.
hypothesis.settings.register_profile("ordinary", deadline=None, derandomize=True, max_examples=250)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=20_000)
hypothesis.settings.load_profile("ordinary")

ROOT = Path(__file__).parents[2]
PROGRAM = """\
import os

print(f"I am {os.getpid()}.")
print("Done.")
"""

CONTRACT = """\
from interleave import Contract

contract = Contract(
    "one/hello.py",
    "I am {me:pid}.",
    "Done.",
)


@contract.always(zh="进程号是正的", en="The process id is positive")
def positive(run) -> bool:
    return run["me"] > 0
"""

PAGE = """\
# Hello { #hello }

```python title="one/hello.py"
--8<-- "one/hello.py"
```

```card
one/hello.py
```
"""

SETTINGS = """\
[pytest]
testpaths = tests docs
addopts = --markdown-docs --markdown-docs-syntax=superfences --import-mode=importlib -p no:cacheprovider
"""


# No plugins but those that a book needs: to import the others takes longer than the rest of a little pytest.
BARE = {
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTEST_PLUGINS": "interleave.plugin.hooks,pytest_markdown_docs.plugin",
}


class LittleBook:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("snippets/one/hello.py", PROGRAM)
        self.write("tests/snippets/one/test_hello.py", CONTRACT)
        self.write("docs/zh/one/hello.md", PAGE)
        self.write("docs/en/one/hello.md", PAGE)
        self.write("pytest.ini", SETTINGS)
        shutil.copy(ROOT / "mkdocs.yml", self.root)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def record(self, snippet: str) -> None:
        """Run a snippet and keep the run."""
        from interleave.book import Book
        from interleave.run import run
        from interleave.trial.record import recorded

        book = Book(self.root)
        contract = book.contract(snippet)
        done = run(book.program(snippet))
        reading = contract.checked(done.transcript, done.circumstance)
        recorded(done, reading, contract, book.hashes(contract)).write(book.recording_file(snippet))

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def copy(self, root: Path) -> LittleBook:
        shutil.copytree(self.root, root)
        copied = object.__new__(LittleBook)
        copied.root = root
        return copied

    def pytest(self, *options: str) -> tuple[int, str]:
        """Run pytest in it; give the exit status and what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--color=no", *options],
            cwd=self.root,
            env={**os.environ, **BARE},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def little_book(tmp_path: Path) -> LittleBook:
    """The book without its recording."""
    return LittleBook(tmp_path / "book")


@pytest.fixture
def recorded_book(little_book: LittleBook) -> LittleBook:
    """The book with its recording."""
    little_book.record("one/hello.py")
    return little_book
