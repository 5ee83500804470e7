"""What the site costs beside plain Material for the same Markdown: `python benchmarks/build.py [--runs N] [--times T]`.

Plain Material has the same theme, Markdown extensions and pages: programs are included by pymdownx.snippets, cards and
quizzes are shown as they are written, a notebook is its text and code. Both are built in turn, N times; then with every
page, program, contract and evidence there T times. Prints medians of seconds of processor time and of wall time, how
many times plain Material that is, and how it grows. On a machine that others use, too, the wall time is theirs as well.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from interleave.book import LANGUAGES, Book
from interleave.evidence import sealed

ROOT = Path(__file__).parents[1]
_NAV = re.compile(r"^nav:\n(?: .*\n)+", re.MULTILINE)
_KEPT = re.compile(r"^(?:theme|markdown_extensions):\n(?: .*\n)+", re.MULTILINE)
_OURS = re.compile(r"^ +custom_(?:fences:\n(?: {8}.*\n)+|dir: .*\n)", re.MULTILINE)
_PLAIN = "site_name: Interleave\nplugins: [search]\n{}  - pymdownx.snippets: {{ base_path: snippets }}\n"
# As the Makefile has them, and the bytecode of modules is kept, as everywhere.
ENVIRONMENT = {
    "NBCONVERT_DISABLE_CONFIG_EXPORTERS": "1",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPATH": str(ROOT),
}


class Built(NamedTuple):
    """Seconds that a build took."""

    processor: float
    wall: float


def _build(root: Path) -> Built:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return Built(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def make_ours(root: Path, times: int) -> None:
    """Make a book that has every page, program, contract and evidence of ours so many times."""
    for room in ("docs", "snippets", "tests/snippets", "overrides"):
        shutil.copytree(ROOT / room, root / room, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    (root / "interleave/site").mkdir(parents=True)
    for name in ("pyproject.toml", "interleave/site/mkdocs.py"):
        shutil.copy(ROOT / name, root / name)
    (root / "mkdocs.yml").write_text(_NAV.sub("", (ROOT / "mkdocs.yml").read_text("utf-8")), "utf-8")
    for number in range(2, times + 1):
        _add_copies(root, number)


def _add_copies(root: Path, number: int) -> None:
    chapters = {name.partition("/")[0] for name in Book(ROOT).snippets()}
    named = re.compile(rf"\b({'|'.join(sorted(chapters))})/(?=\w+\.py\b)")
    for room in ("snippets", "tests/snippets", *(f"docs/{language}" for language in LANGUAGES)):
        for file in sorted((ROOT / room).rglob("*.*")):
            if file.is_file() and not re.search(r"/(\.|__pycache__)", str(file.relative_to(ROOT))):
                chapter, _, name = file.relative_to(ROOT / room).as_posix().rpartition("/")
                there = root / room / (f"{chapter}_{number}/{name}" if chapter else f"{number}_{name}")
                there.parent.mkdir(exist_ok=True)
                there.write_text(named.sub(rf"\1_{number}/", file.read_text("utf-8")), "utf-8")
    book = Book(root)
    for file in book.evidence_files():
        if file.parent.name.endswith(f"_{number}"):
            data = json.loads(file.read_text("utf-8"))
            data["contract"] = book.contract(data["snippet"]).fingerprint
            _, kind, _ = (data.pop(name) for name in ("format", "kind", "seal"))
            sealed.write(file, kind, data)


def make_plain(root: Path, ours: Path) -> None:
    """Make a book of plain Material with the pages of ours."""
    shutil.copytree(ours / "snippets", root / "snippets", ignore=shutil.ignore_patterns("*.json"))
    for language in LANGUAGES:
        shutil.copytree(ours / "docs" / language, root / "docs" / language)
    for notebook in (root / "docs").rglob("*.ipynb"):
        cells = [
            (cell["cell_type"], "".join(cell["source"])) for cell in json.loads(notebook.read_text("utf-8"))["cells"]
        ]
        text = "\n\n".join(source if kind == "markdown" else f"```python\n{source}\n```" for kind, source in cells)
        notebook.with_suffix(".md").write_text(text, "utf-8")
        notebook.unlink()
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(_PLAIN.format(_OURS.sub("", "".join(_KEPT.findall(settings)))), "utf-8")


def _compare(room: Path, times: int, runs: int) -> Built:
    """Build both in turn, and print a line."""
    roots = room / f"{times}/ours", room / f"{times}/plain"
    make_ours(roots[0], times)
    make_plain(roots[1], roots[0])
    pages = sum(len(Book(roots[0]).pages(language)) for language in LANGUAGES)
    found = [tuple(map(_build, roots)) for _ in range(runs)]
    ours, plain = (Built(*map(statistics.median, zip(*each, strict=True))) for each in zip(*found, strict=True))
    for what, one, other in zip(Built._fields, ours, plain, strict=True):
        print(f"{pages:5} pages  {what:9} {one:8.2f} s  plain {other:8.2f} s  ratio {one / other:5.2f}", flush=True)
    return ours


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="builds of each (default %(default)s)")
    options.add_argument("--times", type=int, default=10, help="how many times the pages (default %(default)s)")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as room:
        once = _compare(Path(room), 1, asked.runs)
        if asked.times > 1:
            many = _compare(Path(room), asked.times, max(1, asked.runs // 3))
            print(f"{asked.times} times the pages take {many.processor / once.processor:.2f} times the processor")


if __name__ == "__main__":
    main()
