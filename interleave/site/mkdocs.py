"""The hooks of MkDocs that these pages need. Each function mends one thing."""

from __future__ import annotations

import gc
import json
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.toc import get_toc
from mkdocs.utils import write_file
from pymdownx.slugs import slugify

from interleave.mistake import Waits
from interleave.site import preview, private, search
from interleave.site.check import mistakes
from interleave.site.markdown import Page as CurrentPage
from interleave.site.markdown import current_page
from interleave.site.still import StillBook
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


def on_startup(command: str, dirty: bool) -> None:
    """A preview needs no warning of what it does not do. What the imports made stays, and needs no collector."""
    gc.freeze()
    gc.set_threshold(500_000, 20)
    preview.kept.is_asked = dirty
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "A 'dirty' build" not in record.getMessage())


def on_shutdown() -> None:
    """The process ends, and its collector looks no more at all that was made."""
    gc.freeze()


def on_config(config: MkDocsConfig) -> None:
    """A notebook is a page, which mkdocs-jupyter renders. Templates are compiled once."""
    private.take_for_page(".ipynb")
    private.leave_out_jupyter_toc()
    if not private.is_inner_build(config):
        private.share_templates(config)


def on_pre_build(config: MkDocsConfig) -> None:
    """Authors' mistakes end `mkdocs build --strict`, each with its line; `mkdocs serve` says them and goes on.

    Evidence that waits for its runs is an error where the book is published (WAITING=error), and else not.
    """
    if private.is_inner_build(config):
        return
    may_wait = os.environ.get("WAITING") != "error"
    found = []
    current_page.set(CurrentPage("", StillBook(Path(config.config_file_path).parent)))
    for mistake in mistakes(current_page.get().book):
        if may_wait and isinstance(mistake, Waits):
            log.info("%s", mistake)
        else:
            log.error("%s", mistake)
            found.append(mistake)
    if found and config.strict:
        raise Abort(f"Aborted with {len(found)} of the book's mistakes in strict mode!")


@event_priority(-101)  # after the plugins, which put files of their own in the place of MkDocs'
def on_files(files: Files, config: MkDocsConfig) -> None:
    """`mkdocs serve --dirty` makes the pages anew of which a program, a contract or evidence changed, too.

    An address that moved leads to the page in its language.
    """
    private.mend_redirects(config)
    if preview.kept.is_asked:
        preview.kept.mark(current_page.get().book, files.documentation_pages())


@event_priority(-101)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """All pages have their titles in the navigation, also those that are not made anew."""
    if preview.kept.is_asked:
        preview.kept.give_titles(files.documentation_pages())


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The fences learn the language of the page on which they stand."""
    current_page.set(CurrentPage(page.file.src_uri.split("/")[0], current_page.get().book))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A lab is a page like the others: a description, no style or script of its own, working anchors, checked links."""
    if not page.file.src_uri.endswith(".ipynb"):
        return html
    page.meta["description"] = json.loads(page.file.content_string)["metadata"]["description"]
    html, headings = _with_anchors(private.without_jupyter_extras(html))
    page.toc = get_toc(nest_toc_tokens(headings))
    page.title = page.toc.items[0].title  # and not with the name of its anchor
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
    """The language switch stays on the page, and its links are relative on the home pages, too.

    What can be searched for is taken from the page by us, and by Material's plugin not.
    """
    private.mend_alternates(page, config)
    language, url = page.file.src_uri.split("/")[0], page.url.removeprefix("./")
    search.take(language, url.removeprefix(f"{language}/"), page.content or "")
    page.meta["search"] = {"exclude": True}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """What was made is not made again before it changes."""
    if preview.kept.is_asked:
        preview.kept.note(page.file)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """There is one 404 page, in both languages; it stands at the root, where the default language is."""
    return "" if template_name == "404.html" and private.is_inner_build(config) else output_content


@event_priority(-101)  # after static-i18n, which builds the other languages in its own
def on_post_build(config: MkDocsConfig) -> None:
    """Each language has a search index of its own; overrides/main.html says where it is.

    All pages have one style; in a preview, which makes few of them, that of many sheets.
    """
    if private.is_inner_build(config):
        return
    default, *others = private.languages(config)
    for language in (default, *others):
        room = "" if language == default else f"{language}/"
        write_file(search.index(language).encode(), f"{config.site_dir}/{room}search/search_index.json")
    if not preview.kept.is_asked:
        put_together(Path(config.site_dir))
