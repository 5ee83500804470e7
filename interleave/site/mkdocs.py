"""The hooks of MkDocs that these pages need. Each function mends one thing."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jieba
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.toc import get_toc
from mkdocs.utils import write_file
from pymdownx.slugs import slugify

from interleave.site import private
from interleave.site.check import mistakes
from interleave.site.markdown import Page as CurrentPage
from interleave.site.markdown import current_page
from interleave.site.style import put_together

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.interleave")

_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<title>.*?)</h\1>", re.DOTALL)
_PILCROW = re.compile(r'<a class="anchor-link".*?</a>', re.DOTALL)
_NAMED = re.compile(r"\s*\{:? *#(?P<name>[\w-]+) *\}\s*$")


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def on_config(config: MkDocsConfig) -> None:
    """A notebook is a page, which mkdocs-jupyter renders. The dictionary of Chinese words is loaded silently."""
    private.take_for_page(".ipynb")
    jieba.setLogLevel(logging.WARNING)


def on_pre_build(config: MkDocsConfig) -> None:
    """Authors' mistakes end `mkdocs build --strict`, each with its line; `mkdocs serve` says them and goes on."""
    if private.is_inner_build(config):
        return
    found = mistakes(_root(config))
    for mistake in found:
        log.error("%s", mistake)
    if found and config.strict:
        raise Abort(f"Aborted with {len(found)} of the book's mistakes in strict mode!")


@event_priority(-1)  # after mkdocs-redirects, at 0
def on_files(files: Files, config: MkDocsConfig) -> None:
    """An address that moved leads to the page in its language."""
    private.mend_redirects(config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The fences learn the language of the page on which they stand."""
    current_page.set(CurrentPage(page.file.src_uri.split("/")[0], _root(config)))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A lab is a page like the others: a description, no style or script of its own, working anchors, checked links."""
    if not page.file.src_uri.endswith(".ipynb"):
        return html
    page.meta["description"] = json.loads(page.file.content_string)["metadata"]["description"]
    html, headings = _with_anchors(private.without_jupyter_extras(html))
    page.toc = get_toc(nest_toc_tokens(headings))
    return private.check_links(html, page, files, config)


def _with_anchors(html: str) -> tuple[str, list[Any]]:
    """Give each heading an anchor as Markdown's have it, by name (`## Title {#name}`) or title, and list them."""
    headings: list[Any] = []

    def heading(match: re.Match[str]) -> str:
        title = _PILCROW.sub("", match["title"]).strip()
        named = _NAMED.search(title)
        title = _NAMED.sub("", title)
        plain = re.sub(r"<[^>]+>", "", title)
        name = named["name"] if named else slugify(case="lower")(plain, "-")
        level = int(match["level"])
        headings.append({"level": level, "id": name, "name": plain, "html": title, "data-toc-label": ""})
        return f'<h{level} id="{name}">{title}<a class="headerlink" href="#{name}">&para;</a></h{level}>'

    return _HEADING.sub(heading, html), headings


@event_priority(40)  # static-i18n, at 50, sets what is mended
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """The language switch stays on the page, and its links are relative on the home pages, too."""
    private.mend_alternates(page, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """There is one 404 page, in both languages; it stands at the root, where the default language is."""
    return "" if template_name == "404.html" and private.is_inner_build(config) else output_content


@event_priority(-101)  # after static-i18n, which gathers the entries of all languages in one index
def on_post_build(config: MkDocsConfig) -> None:
    """Each language has a search index of its own; overrides/main.html says where it is. All pages have one style."""
    if private.is_inner_build(config):
        return
    index = private.search_index(config)
    default, *others = private.languages(config)
    entries: dict[str, list[Any]] = {default: [], **{other: [] for other in others}}
    for entry in index["docs"]:
        first, _, rest = entry["location"].partition("/")
        if first in others:
            entries[first].append({**entry, "location": rest})
        else:
            entries[default].append(entry)
    for language, docs in entries.items():
        room = "" if language == default else f"{language}/"
        text = json.dumps({**index, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
        write_file(text.encode(), f"{config.site_dir}/{room}search/search_index.json")
    put_together(Path(config.site_dir))
