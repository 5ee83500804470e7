"""A little book: one snippet with contract, recording and a page in both languages, in a directory of its own."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

# The same examples in every run, so that no run fails by luck; as many new ones as wanted with
# --hypothesis-profile=deep. No deadlines: the machine may be busy.
hypothesis.settings.register_profile("ordinary", deadline=None, derandomize=True, max_examples=250)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=20_000)
hypothesis.settings.load_profile("ordinary")

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


class LittleBook:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("snippets/one/hello.py", PROGRAM)
        self.write("tests/snippets/one/test_hello.py", CONTRACT)
        self.write("docs/zh/one/hello.md", PAGE)
        self.write("docs/en/one/hello.md", PAGE)
        self.write("pytest.ini", SETTINGS)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        (self.root / path).unlink()


@pytest.fixture
def little_book(tmp_path: Path) -> LittleBook:
    """The book without its recording."""
    return LittleBook(tmp_path / "book")


@pytest.fixture
def recorded_book(little_book: LittleBook) -> LittleBook:
    """The book with its recording."""
    from interleave.book import Book
    from interleave.recording import Recording
    from interleave.run import run

    book = Book(little_book.root)
    contract = book.contract("one/hello.py")
    done = run(book.program("one/hello.py"))
    outcome = contract.checked(done.transcript)
    Recording.of(done, outcome, contract, book.hashes(contract), None).write(book.recording_file("one/hello.py"))
    return little_book
