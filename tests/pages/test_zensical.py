"""What only needs Markdown extensions is the same under Zensical, which reads neither MkDocs' hooks nor its plugins."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interleave.book import LANGUAGES, Book
from interleave.card.timeline import is_legible
from interleave.site.fences import fences, read_card
from interleave.site.style import PLAIN

ROOT = Path(__file__).parents[2]
BOOK = Book(ROOT)
PAGES = [(language, page) for language in LANGUAGES for page in BOOK.pages(language) if page.endswith(".md")]

ZENSICAL = Path(sys.executable).with_name("zensical")
SHARED = ("extra_css", "extra_javascript", "markdown_extensions")  # the settings that both builders have
MADE = {
    "card": re.compile(r'<figure class="il-card[ "].*?</figure>', re.DOTALL),
    "quiz": re.compile(r'<section class="il-quiz".*?</section>', re.DOTALL),
}
PROGRAM = re.compile(r'<div class="highlight" data-copy=.*?</div>', re.DOTALL)

pytestmark = pytest.mark.skipif(
    not importlib.util.find_spec("zensical") or not ZENSICAL.exists(),
    reason="needs Zensical beside this Python: pip install zensical",
)


def settings(language: str) -> str:
    """The smallest settings for one language's pages: those of MkDocs that both share, and the language."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    shared = [re.search(rf"^{name}:\n(?: .*\n)+", text, re.MULTILINE)[0] for name in SHARED]
    own = f"site_name: Interleave\ntheme: {{ language: {language} }}\n"
    return own + "".join(shared) + f"  - interleave.site.markdown: {{ language: {language} }}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Where the sites of both languages lie."""
    room = tmp_path_factory.mktemp("zensical")
    for language in LANGUAGES:
        place = room / language
        shutil.copytree(ROOT / "docs" / language, place / "docs")
        shutil.copytree(ROOT / "docs" / "assets", place / "docs" / "assets")
        (place / "mkdocs.yml").write_text(settings(language), "utf-8")
        done = subprocess.run(
            [ZENSICAL, "build", "--config-file", place / "mkdocs.yml"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout
    return room


def built_by(root: Path, page: str) -> str:
    """The HTML of a page that lies below a language's root."""
    stem = page.removesuffix(".md")
    text = (root / ("" if stem == "index" else stem) / "index.html").read_text("utf-8")
    # What is not to be searched for is marked; one builder takes the mark away when it has seen it.
    return PLAIN.sub(r"\1", re.sub(r" data-search-exclude(?:=\"\")?", "", text))


@pytest.mark.parametrize(("language", "page"), PAGES, ids=[f"{language}:{page}" for language, page in PAGES])
def test_a_page_has_the_same_programs_cards_timelines_and_quizzes(built, site, language, page):
    on_page = list(fences(BOOK.page(language, page).read_text("utf-8")))
    written = [fence.language for fence in on_page]
    shown = [read_card(fence.text) for fence in on_page if fence.language == "card"]
    timed = [shows != "simple" and is_legible(BOOK.recording(*named).trace) for *named, shows in shown]
    here = built_by(built / language / "site", page)
    there = built_by(site / ("" if language == "zh" else language), page)
    assert PROGRAM.findall(here) == PROGRAM.findall(there)
    for what, pattern in MADE.items():
        found = pattern.findall(here)
        assert len(found) == written.count(what)
        assert found == pattern.findall(there)
        if what == "card":
            assert ['<section class="il-time"' in card for card in found] == timed


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pages_have_the_book_s_style_and_script(built, language):
    for page in ("index.md", "process/pool.md"):
        html = built_by(built / language / "site", page)
        for asset in ("card.css", "timeline.css", "counts.css", "quiz.css", "site.js"):
            assert re.search(rf'(?:href|src)="[./]*assets/{asset}"', html), asset
    for script in ("quiz.js", "replay.js"):  # site.js loads them
        assert (built / language / "site/assets" / script).exists()
