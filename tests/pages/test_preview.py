"""`make serve`: an edit shows on its page, and only the pages on which it shows are made anew."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import build
from benchmarks.preview import EDITS, previewed, replace
from interleave.book import LANGUAGES, Book
from interleave.site.preview import _Kept

ROOT = Path(__file__).parents[2]
_NAVIGATION = re.compile(r'<a href="[^"]*" class="md-nav__link[^"]*">(.*?)</a>', re.DOTALL)


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Our book, in which a program has no recording and another no contract."""
    root = tmp_path_factory.mktemp("preview") / "book"
    build.make_ours(root, 1)
    (root / "snippets/process/turns.run.json").unlink()
    (root / "snippets/process/begun.py").write_text("print(1)\n", "utf-8")
    with previewed(root, "--dirty") as served:
        yield served


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_shows(preview, what):
    name, old, new, shown = EDITS[what]
    before = preview.page("en/thread/race/")
    assert shown not in before
    replace(preview.root / name, old, new)
    preview.until("en/thread/race/", lambda page: shown in page)
    titles = _NAVIGATION.findall(preview.page("en/thread/race/"))
    assert titles
    assert titles == _NAVIGATION.findall(before)  # also those of pages that were not made anew
    replace(preview.root / name, new, old)
    preview.until("en/thread/race/", lambda page: shown not in page)


def test_what_is_wrong_elsewhere_is_told_and_stops_nothing(preview):
    said = preview.root.with_name("serve.txt").read_text("utf-8")
    assert "process/begun.py has no contract" in said
    assert "process/turns.py has no recording" in said
    assert "Traceback" not in said
    written = (preview.root / "docs/en/process/turns.md").read_text("utf-8").count("```card\n")
    assert len(re.findall('<figure class="il-card[ "]', preview.page("en/process/turns/"))) == written - 1


def test_only_pages_that_name_what_changed_are_made_anew(tmp_path):
    root = tmp_path / "book"
    build.make_ours(root, 1)
    book, kept = Book(root), _Kept()
    paths = [f"{language}/{page}" for language in LANGUAGES for page in book.pages(language)]

    def made_anew() -> set[str]:
        files = [SimpleNamespace(src_uri=path, page=SimpleNamespace(title=f"Title of {path}")) for path in paths]
        kept.mark(book, files)
        modified = {file.src_uri for file in files if file.is_modified()}
        for file in files:
            if file.src_uri in modified:
                kept.note(file)
            else:
                file.page.title = None
        kept.give_titles(files)
        assert all(file.page.title == f"Title of {file.src_uri}" for file in files)
        return modified

    def touch(name: str) -> set[str]:
        told = (root / name).stat()
        os.utime(root / name, ns=(told.st_atime_ns, told.st_mtime_ns + 1))
        return made_anew()

    assert made_anew() == set(paths)
    assert made_anew() == set()
    assert touch("docs/zh/thread/gil.md") == {"zh/thread/gil.md"}
    for name in ("snippets/thread/race.py", "snippets/thread/race.run.json", "tests/snippets/thread/test_race.py"):
        named = {path for path in paths if "thread/race.py" in (root / "docs" / path).read_text("utf-8")}
        assert touch(name) == named
        assert {"zh/thread/race.md", "en/thread/race.md"} <= named < set(paths)
    assert touch("overrides/main.html") == set(paths)
    assert touch("mkdocs.yml") == set(paths)
