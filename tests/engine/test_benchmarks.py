"""The benchmarks measure what they say."""

from __future__ import annotations

import json
import re

from benchmarks import build, verification
from interleave.book import LANGUAGES, Book
from interleave.site.check import mistakes


def test_verification_counts_the_runs_of_each_contract(recorded_book, tmp_path, monkeypatch):
    settings = '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib", "-pno:cacheprovider"]\n'
    (recorded_book.root / "pyproject.toml").write_text(settings, "utf-8")
    monkeypatch.setattr(verification, "ROOT", recorded_book.root)
    once, twice = (
        verification._measured(verification._book(tmp_path, twice=twice), ["--runs=1"]) for twice in (False, True)
    )
    assert 0 < once.longest <= once.limit <= once.wall
    assert twice.runs == 2 * once.runs > 0


def test_a_book_of_twice_the_pages_has_no_more_wrong_with_its_copies(tmp_path):
    root = tmp_path / "ours"
    build.make_ours(root, 2)
    book, ours = Book(root), Book(build.ROOT)
    assert len(book.snippets()) == 2 * len(ours.snippets())
    assert len(book.evidence_files()) == 2 * len(ours.evidence_files())
    for language in LANGUAGES:
        assert len(book.pages(language)) == 2 * len(ours.pages(language))
    found = mistakes(book)
    copies = [each.path.replace("_2/", "/").replace("/2_", "/") for each in found if re.search("_2/|/2_", each.path)]
    assert copies == [each.path for each in found if not re.search("_2/|/2_", each.path)]


def test_plain_material_has_the_same_pages(tmp_path, build_site):
    ours, plain = tmp_path / "ours", tmp_path / "plain"
    build.make_ours(ours, 1)
    build.make_plain(plain, ours)
    built = build_site(tmp_path / "site", plain)
    pages = {page.removesuffix(".md").removesuffix(".ipynb") for page in Book(ours).pages("en")}
    assert len(pages) == len(list((plain / "docs/en").rglob("*.md")))
    for page in pages - {"index"}:
        assert (tmp_path / "site/en" / page / "index.html").exists(), built.stdout
    index = json.loads((tmp_path / "site/search/search_index.json").read_text("utf-8"))
    assert any(entry["location"].startswith("zh/thread/race") for entry in index["docs"])
    assert "balance" in (tmp_path / "site/en/thread/race/index.html").read_text("utf-8")
