"""How long an author waits until a preview shows an edit: `python benchmarks/preview.py [--full]`.

Serves a copy of the book as `make serve` does, saves an edit of a page, of a program, of its contract and of its
recording, and asks for the page until it shows the edit. Prints the seconds of each, and of processor time of the
server; `--full` serves without `--dirty`, which makes all pages anew. On a machine that others use, too, the seconds
are theirs as well.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT = 120.0  # seconds: then it is not slow but broken


class Preview:
    """A book that is served."""

    def __init__(self, root: Path, address: str, server: psutil.Process) -> None:
        self.root = root
        self._address = address
        self._server = server

    def page(self, path: str) -> str:
        """What a reader gets. Raises OSError if that is nothing."""
        with urllib.request.urlopen(f"http://{self._address}/{path}") as answer:
            return str(answer.read().decode())

    def processor(self) -> float:
        """Seconds that the server computed."""
        used = self._server.cpu_times()
        return used.user + used.system

    def until(self, path: str, shows: Callable[[str], bool]) -> float:
        """Wait until a page shows something: seconds. Raises TimeoutError if it does not."""
        start = time.perf_counter()
        while time.perf_counter() - start < LIMIT:
            try:
                if shows(self.page(path)):
                    return time.perf_counter() - start
            except OSError:
                pass
            time.sleep(0.02)
        raise TimeoutError(path)


@contextmanager
def previewed(root: Path, *options: str) -> Iterator[Preview]:
    """Serve the book at `root`; what the server says lies in `serve.txt` beside it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, *options]
    environment = {**os.environ, **build.ENVIRONMENT, "SITE_URL": f"http://{address}/"}
    with root.with_name("serve.txt").open("w") as said:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=said, stderr=subprocess.STDOUT)
    try:
        preview = Preview(root, address, psutil.Process(server.pid))
        preview.until("", bool)
        yield preview
    finally:
        server.terminate()
        server.wait()


def replace(file: Path, old: str, new: str) -> None:
    """Put a text in the place of another."""
    text = file.read_text("utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new), "utf-8")


# What is edited for en/thread/race/: the file, a text of it, what stands there then, and what the page shows of that.
EDITS = {
    "page": ("docs/en/thread/race.md", "\n## ", "\nEdited.\n\n## ", "Edited."),
    "program": ("snippets/thread/race.py", "\n\n\n", "\n\n\n# Edited, too.\n", "Edited, too."),
    "contract": ("tests/snippets/thread/test_race.py", "contract = ", "contract = 1 / 0\n", "ZeroDivisionError"),
    "evidence": ("snippets/thread/race.run.json", '"seconds": ', '"seconds": 1', "was edited by hand"),
}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="make all pages anew each time")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as room:
        root = Path(room) / "book"
        build.make_ours(root, 1)
        with previewed(root, *([] if asked.full else ["--dirty"])) as preview:
            for what, (name, old, new, shown) in EDITS.items():
                before = preview.processor()
                replace(root / name, old, new)
                seconds = preview.until("en/thread/race/", lambda page, shown=shown: shown in page)
                print(f"{what:10} {seconds:6.2f} s  processor {preview.processor() - before:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
