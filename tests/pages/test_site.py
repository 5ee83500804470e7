"""The built site: what it must have in both languages, and what it must not do."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from interleave.book import Book
from interleave.site.fences import fences

ROOT = Path(__file__).parents[2]
BOOK = Book(ROOT)
LAB = "lab/threads-and-processes.ipynb"
HOME = "https://interleave.example/"  # mkdocs.yml's, when SITE_URL does not say another


def address(language: str, page: str) -> str:
    """Where a page is: `docs/en/process/pool.md` at `en/process/pool/`."""
    stem = page.rpartition(".")[0]
    room = "" if language == "zh" else "en/"
    return room if stem == "index" else f"{room}{stem}/"


PAGES = [(language, page) for language in ("zh", "en") for page in BOOK.pages(language)]
NAMES = [f"{language}:{page}" for language, page in PAGES]
each_page = pytest.mark.parametrize(("language", "page"), PAGES, ids=NAMES)


class Html(HTMLParser):
    """The elements of a page: tag and attributes; its text; its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.title = unescape("".join(re.findall("<title>([^<]*)</title>", text)[:1]))
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            attributes
            for found, attributes in self.elements
            if found == tag and all(value in attributes.get(name, "").split() for name, value in wanted.items())
        ]

    @property
    def ids(self) -> set[str]:
        return {attributes[name] for _, attributes in self.elements for name in ("id", "name") if name in attributes}


@pytest.fixture(scope="module")
def html(site):
    """Read a page of the site by its address; each is read once."""
    read: dict[str, Html] = {}

    def get(where: str) -> Html:
        if where not in read:
            file = site / where / "index.html" if where.endswith("/") or not where else site / where
            read[where] = Html(file.read_text("utf-8"))
        return read[where]

    return get


@each_page
def test_page_is_there_in_its_language(html, language, page):
    found = html(address(language, page))
    assert found.all("html")[0]["lang"] == language
    assert found.all("link", rel="canonical")[0]["href"] == HOME + address(language, page)


@each_page
def test_switch_stays_on_the_page(html, language, page):
    here = HOME + address(language, page)
    links = html(address(language, page)).all("a", class_="md-select__link")
    assert {link["hreflang"]: urljoin(here, link["href"]) for link in links} == {
        other: HOME + address(other, page) for other in ("zh", "en")
    }
    alternates = html(address(language, page)).all("link", rel="alternate")
    assert {link["hreflang"]: link["href"] for link in alternates} == {
        "zh": HOME + address("zh", page),
        "en": HOME + address("en", page),
        "x-default": HOME + address("zh", page),
    }


@each_page
def test_a_heading_has_one_anchor_in_both_languages(site, language, page):
    """So the language switch stays at the place where the reader is."""
    headings = [
        re.findall('<h[1-6] id="([^"]*)"', (site / address(each, page) / "index.html").read_text("utf-8"))
        for each in ("zh", "en")
    ]
    assert headings[0] == headings[1] != []


def test_each_page_says_what_it_is_about(html):
    said = {}
    for language, page in PAGES:
        found = html(address(language, page))
        (description,) = (each["content"] for each in found.all("meta", name="description"))
        assert "Python" in found.title
        assert ("Interleave" if language == "en" else "交错") in found.title
        assert 25 <= len(description) * (1 if language == "en" else 2) <= 160, description
        shared = {each["property"]: each["content"] for each in found.all("meta") if "property" in each}
        assert shared["og:title"] == found.title
        assert shared["og:description"] == description
        assert shared["og:url"] == HOME + address(language, page)
        assert shared["og:locale"] == {"zh": "zh_CN", "en": "en_GB"}[language]
        said[language, page] = found.title, description
    for what in zip(*said.values(), strict=True):
        assert len(set(what)) == len(PAGES)


@each_page
def test_edit_link_names_the_source(html, language, page):
    (link,) = html(address(language, page)).all("a", rel="edit")
    assert link["href"].endswith(f"/edit/main/docs/{language}/{page}")
    assert (ROOT / link["href"].partition("/edit/main/")[2]).is_file()


def test_previous_and_next_lead_through_all_pages(html):
    for language in ("zh", "en"):
        where, seen = address(language, "index.md"), []
        while where not in seen:
            seen.append(where)
            following = html(where).all("a", class_="md-footer__link--next")
            if following:
                where = unquote(urljoin(HOME + where, following[0]["href"])).removeprefix(HOME)
        assert sorted(seen) == sorted(address(language, page) for page in BOOK.pages(language))
        assert html(seen[-1]).all("a", class_="md-footer__link--prev")


def test_navigation_is_in_the_page_s_language(site):
    label = re.compile(r'<span class="md-ellipsis">(.*?)</span>', re.DOTALL)
    han = re.compile("[\u4e00-\u9fff]")
    english = (site / "en" / "index.html").read_text("utf-8")
    chinese = (site / "index.html").read_text("utf-8")
    for found in label.findall(english):
        assert not han.search(found), found
    sections = re.findall(r'<label class="md-nav__link[^>]*>(.*?)</label>', chinese, re.DOTALL)
    assert sections
    for found in sections:
        assert han.search(found), found


# No other host


def _loads(html: Html) -> Iterator[str]:
    """The addresses that a browser asks for by itself when it shows a page."""
    for tag, attributes in html.elements:
        for name in ("src", "data", "poster", "srcset", "action"):
            if name in attributes:
                yield attributes[name]
        if tag in {"link", "image", "use"} and not {"canonical", "alternate", "prev", "next"} & set(
            attributes.get("rel", "").split()
        ):
            yield attributes.get("href", "") or attributes.get("xlink:href", "")
        yield from re.findall(r"url\(['\"]?([^'\")]+)", attributes.get("style", ""))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_load_nothing_from_elsewhere(site, html, language):
    pages = [address(language, page) for page in BOOK.pages(language)] + ["404.html"]
    for page in pages:
        for target in _loads(html(page)):
            assert not urlsplit(target).netloc, f"{page} loads {target}"
        file = site / page if page.endswith(".html") else site / page / "index.html"
        text = file.read_text("utf-8")
        for loading in re.findall(r"<(script|style)\b(.*?)</\1>|<link\b([^>]*)>", text, re.DOTALL):
            assert not re.search(r"@import|fetch\(|XMLHttpRequest|preconnect|dns-prefetch", "".join(loading))
        assert 'data-md-component="source"' not in text  # Material's script would ask GitHub for stars
        assert 'class="mermaid"' not in text  # and a CDN for Mermaid


def test_styles_load_nothing_from_elsewhere(site):
    for file in site.rglob("*.css"):
        style = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", style):
            assert not urlsplit(target).netloc or target.startswith("data:"), f"{file.name} loads {target}"
    for file in site.rglob("*.svg"):
        for target in re.findall(r"(?:href|src)=['\"]([^'\"]+)|url\(([^)]+)\)", file.read_text("utf-8")):
            assert not urlsplit("".join(target)).netloc, f"{file.name} loads {target}"


@pytest.mark.parametrize("where", ["", "en/thread/race/", "lab/threads-and-processes/", "404.html"])
def test_a_page_has_one_sheet_of_style(site, html, where):
    (sheet,) = html(where).all("link", rel="stylesheet")
    assert urlsplit(urljoin(HOME + where, sheet["href"])).path == "/assets/style.css"
    style = (site / "assets/style.css").read_text("utf-8")
    for rule in (".il-card{", ".md-header{", "[data-md-color-scheme=slate]{"):
        assert rule in style
    assert "md-post" not in style
    assert "--md-tabbed-icon--next" not in style


# Links


@each_page
def test_internal_links_and_anchors(site, html, language, page):
    here = address(language, page)
    for link in html(here).all("a"):
        target = urlsplit(urljoin(HOME + here, link.get("href", "")))
        if f"{target.scheme}://{target.netloc}/" != HOME:
            continue
        where = unquote(target.path.removeprefix("/"))
        if where and not where.endswith("/"):
            assert (site / where).is_file(), f"{here}: {link['href']}"
            continue
        assert (site / where / "index.html").is_file(), f"{here}: {link['href']}"
        if target.fragment and not target.fragment.startswith("__"):
            assert unquote(target.fragment) in html(where).ids, f"{here}: {link['href']}"
        if "md-select__link" not in link.get("class", ""):
            assert where.startswith("en/") == (language == "en"), (
                f"{here} leads into the other language: {link['href']}"
            )


# Search


@pytest.mark.parametrize("language", ["zh", "en"])
def test_search_has_an_index_of_its_own(site, html, language):
    room = "" if language == "zh" else "en/"
    index = json.loads((site / room / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {room + ("" if where == "./" else where) for where in found} == {
        address(language, page) for page in BOOK.pages(language)
    }
    for page in BOOK.pages(language):
        where = address(language, page)
        settings = re.search(r'"base": "([^"]+)"', (site / where / "index.html").read_text("utf-8"))
        assert settings
        assert urljoin(HOME + where, settings[1] + "/") == HOME + room


def test_timelines_are_not_what_search_finds(site):
    index = (site / "search" / "search_index.json").read_text("utf-8")
    assert "ForkServerPoolWorker" not in index


# What every site needs


def test_404_leads_home_in_both_languages(html):
    lost = html("404.html")
    targets = {link.get("href") for link in lost.all("a", class_="md-button")}
    assert targets == {"/", "/en/"}
    assert "没有这一页" in lost.text
    assert "no such page" in lost.text
    assert lost.all("html")[0]["lang"] == "zh"
    assert all(not link["href"].startswith(".") for link in lost.all("link") if "href" in link)


def test_sitemap_names_every_page_and_its_other_language(site):
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    sitemap = ET.parse(site / "sitemap.xml")
    found = {
        url.findtext("s:loc", namespaces=names): {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", names)
        }
        for url in sitemap.iterfind("s:url", names)
    }
    assert found == {
        HOME + address(language, page): {other: HOME + address(other, page) for other in ("zh", "en")}
        for language, page in PAGES
    }


def test_logo_and_favicon_are_its_own(site, html):
    (icon,) = html("").all("link", rel="icon")
    assert (site / icon["href"]).read_bytes() == (ROOT / "docs/assets/favicon.svg").read_bytes()
    assert html("").all("svg", class_="il-logo")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_labs_are_pages(site, html, language):
    labs = [page for page in BOOK.pages(language) if page.endswith(".ipynb")]
    assert labs
    for lab in labs:
        where = address(language, lab)
        found = html(where)
        assert len(found.all("h1")) == 1
        assert found.all("div", class_="jp-CodeCell")
        assert not found.all("style")
        (download,) = (link for link in found.all("a") if "download" in link)
        assert (site / where / download["href"]).read_bytes() == BOOK.page(language, lab).read_bytes()
        assert [each for each in found.ids if not re.fullmatch(r"[\w-]+", each)] == []  # a script asks for #it
        text = (site / where / "index.html").read_text("utf-8")
        content = text.partition('<div class="jupyter-wrapper">')[2].partition("</article>")[0]
        assert "<script" not in content
        without_images = re.sub(r'"data:image/[^"]*"|<svg.*?</svg>', "", text, flags=re.DOTALL)
        assert len(without_images) < 200_000
        assert not found.ids & {""}
    assert not (site / "zh").exists()


def test_code_can_be_copied(html):
    for language in ("zh", "en"):
        assert "content.code.copy" in html(address(language, "reading-a-card.md")).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_mark_in_a_program_looks_like_the_number_of_its_note(site, language):
    found = 0
    for page in BOOK.pages(language):
        text = (site / address(language, page) / "index.html").read_text("utf-8")
        programs = "".join(re.findall('<div class="highlight".*?>(<.*?)</div>', text, re.DOTALL))
        marks = re.findall(r'<span class="c1 il-note" data-note="(\d+)"># \(\1\)!</span>', programs)
        assert marks == re.findall(r"# \((\d+)\)!", programs)
        found += len(marks)
    assert found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_program_is_shown_byte_for_byte(site, language):
    shown = {}
    for page in BOOK.pages(language):
        text = (site / address(language, page) / "index.html").read_text("utf-8")
        for block in re.findall(r'<div class="highlight" data-copy=.*?</div>', text, re.DOTALL):
            name = re.search('class="filename">(.*?)<', block)[1]
            shown[name] = Html(re.search("<code>.*</code>", block, re.DOTALL)[0]).text
            assert Html(block).all("div")[0]["data-copy"] == shown[name]
    contracts = {name for name in shown if name not in BOOK.snippets()}
    assert contracts
    assert shown == {name: BOOK.source(name) for name in (*BOOK.snippets(), *contracts)}


@each_page
def test_each_card_and_quiz_of_a_page_is_there(site, language, page):
    if page.endswith(".md"):
        written = [fence.language for fence in fences(BOOK.page(language, page).read_text("utf-8"))]
        text = (site / address(language, page) / "index.html").read_text("utf-8")
        assert len(re.findall('<figure class="il-card[ "]', text)) == written.count("card")
        assert text.count('<section class="il-quiz"') == written.count("quiz")


# The build


def test_same_bytes_each_time(site, build_site, tmp_path):
    again = build_site(tmp_path / "site")
    assert again.returncode == 0, again.stdout
    dated = {"sitemap.xml.gz"}  # gzip writes down when
    one, other = (
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and path.name not in dated
        }
        for root in (site, tmp_path / "site")
    )
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.fixture
def little(tmp_path) -> Path:
    """A book with the settings of this one, one chapter's programs, a lab, and two small pages, to make mistakes in."""
    root = tmp_path / "book"
    for name in ("docs/assets", "snippets/process", "tests/snippets/process", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("interleave/site/mkdocs.py", f"docs/zh/{LAB}", f"docs/en/{LAB}"):
        (root / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, root / name)
    for language in ("zh", "en"):
        (root / f"docs/{language}/index.md").write_text("# Home\n", "utf-8")
        (root / f"docs/{language}/process").mkdir()
        (root / f"docs/{language}/process/pool.md").write_text("# Pool\n\n```card\nprocess/pool.py\n```\n", "utf-8")
    settings, without_nav = (ROOT / "mkdocs.yml").read_text("utf-8"), re.compile(r"^nav:\n(?: .*\n)+", re.MULTILINE)
    moved = re.compile(r"redirect_maps:.*\n(?: {8}\S.*\n)+")  # to pages that are not in it
    (root / "mkdocs.yml").write_text(moved.sub("redirect_maps: {}\n", without_nav.sub("", settings)), "utf-8")
    return root


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_authors_mistakes_end_the_build_with_a_line_each(little, build_site, tmp_path):
    for language in ("zh", "en"):
        fences = '\n```python\n--8<-- "no/such.py"\n```\n\n```card\nno/such.py\n```\n'
        _append(little / "docs" / language / "index.md", fences)
    (little / "docs/zh/process/pool.md").rename(little / "docs/zh/process/only-here.md")
    (little / "tests/snippets/process/test_pool.py").unlink()
    built = build_site(tmp_path / "site", little)
    assert built.returncode == 1
    assert "Traceback" not in built.stdout
    for language in ("zh", "en"):
        assert f"docs/{language}/index.md:4: there is no snippet no/such.py; write snippets/" in built.stdout
        assert f"docs/{language}/index.md:7: there is no snippet no/such.py; write snippets/" in built.stdout
    assert "docs/zh/process/only-here.md:1: this page has no en; write docs/en/process/only-here.md" in built.stdout
    assert "process/pool.py has no contract; write tests/snippets/process/test_pool.py" in built.stdout


def test_missing_anchors_and_pages_fail_the_build(little, build_site, tmp_path):
    _append(little / "docs/en/process/pool.md", "\n[a](../index.md#no-such-anchor) [b](no-such-page.md)\n")
    lab = little / "docs/zh" / LAB
    notebook = json.loads(lab.read_text("utf-8"))
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    first["source"] = ["".join(first["source"]), "\n\n[c](../index.md#no-such-anchor)\n"]
    lab.write_text(json.dumps(notebook), "utf-8")
    built = build_site(tmp_path / "site", little)
    assert built.returncode == 1
    assert "Traceback" not in built.stdout
    warnings = [line for line in built.stdout.splitlines() if line.startswith("WARNING")]
    assert any("en/process/pool.md" in line and "'../index.md#no-such-anchor'" in line for line in warnings), (
        built.stdout
    )
    assert any("en/process/pool.md" in line and "'no-such-page.md'" in line for line in warnings), built.stdout
    assert any("zh/lab/" in line and "'#no-such-anchor'" in line for line in warnings), built.stdout


def test_an_address_that_moved_leads_on(little, build_site, tmp_path):
    """To the page in its language, and to the place on it."""
    settings = (little / "mkdocs.yml").read_text("utf-8")
    moved = "{ process/before.md: zh/process/pool.md, en/process/before.md: en/process/pool.md }"
    (little / "mkdocs.yml").write_text(settings.replace("redirect_maps: {}", f"redirect_maps: {moved}"), "utf-8")
    shutil.rmtree(little / "docs/zh/lab")  # it links to other pages
    shutil.rmtree(little / "docs/en/lab")
    built = build_site(tmp_path / "site", little)
    assert built.returncode == 0, built.stdout
    for room in ("", "en/"):
        before = f"{room}process/before/"
        text = (tmp_path / "site" / before / "index.html").read_text("utf-8")
        (leads,) = re.findall('location.href="([^"]*)"\\+\\(anchor', text)
        assert urljoin(HOME + before, leads) == HOME + f"{room}process/pool/"
        assert f'http-equiv="refresh" content="0; url={leads}"' in text


def test_address_and_repository_come_from_the_environment(little, build_site, tmp_path):
    shutil.rmtree(little / "docs/zh/lab")  # it links to other pages
    shutil.rmtree(little / "docs/en/lab")
    built = build_site(
        tmp_path / "site", little, SITE_URL="https://example.org/book/", REPO_URL="https://git.example/a/b"
    )
    assert built.returncode == 0, built.stdout
    page = Html((tmp_path / "site/en/process/pool/index.html").read_text("utf-8"))
    assert page.all("link", rel="canonical")[0]["href"] == "https://example.org/book/en/process/pool/"
    assert page.all("a", rel="edit")[0]["href"] == "https://git.example/a/b/edit/main/docs/en/process/pool.md"
    lost = Html((tmp_path / "site/404.html").read_text("utf-8"))
    assert {link["href"] for link in lost.all("a", class_="md-button")} == {"/book/", "/book/en/"}
