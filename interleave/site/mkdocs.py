"""What MkDocs and its plugins need to be told for these pages. Each function mends one thing."""

from __future__ import annotations

import json
import logging
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jieba
import mkdocs.utils
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc
from pymdownx.slugs import slugify

from interleave.site.check import mistakes
from interleave.site.markdown import Page as CardPage
from interleave.site.markdown import current_page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.interleave")

# What mkdocs-jupyter puts into a page beside the notebook's text, code and outputs.
_JUPYTER_EXTRAS = re.compile(
    r"<(?P<tag>style|script)\b.*?</(?P=tag)>|<!--.*?-->|<link\b[^>]*>| tabindex=\"0\""
    r'|<div class="zeroclipboard-container">.*?</clipboard-copy>\s*</div>|<div class="clipboard-copy-txt".*?</div>',
    re.DOTALL,
)
_JUPYTER_CODE = re.compile(
    r'<div class="highlight[^"]*">\s*<pre>(?:<span></span>)?(?P<code>.*?)\s*</pre>\s*</div>', re.DOTALL
)
_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<title>.*?)</h\1>", re.DOTALL)
_PILCROW = re.compile(r'<a class="anchor-link".*?</a>', re.DOTALL)
_NAMED = re.compile(r"\s*\{:? *#(?P<name>[\w-]+) *\}\s*$")
_LINK = re.compile(r'(?<=<a href=")[^"]+(?=")')
_ID = re.compile(r'\bid="([^"]+)"')


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _i18n(config: MkDocsConfig) -> Any:  # noqa: ANN401  (a plugin without types)
    """static-i18n; while it is `building`, this is not the default language's build, but another's inside of it."""
    return config.plugins["i18n"]


def on_config(config: MkDocsConfig) -> None:
    """A notebook is a page: MkDocs and static-i18n treat it as one, and mkdocs-jupyter renders it.

    And the dictionary that takes Chinese apart is loaded without a word.
    """
    jieba.setLogLevel(logging.WARNING)
    if ".ipynb" not in mkdocs.utils.markdown_extensions:
        mkdocs.utils.markdown_extensions = (*mkdocs.utils.markdown_extensions, ".ipynb")  # type: ignore[assignment]


def on_pre_build(config: MkDocsConfig) -> None:
    """Authors' mistakes end `mkdocs build --strict`, each with its line; `mkdocs serve` says them and goes on."""
    if _i18n(config).building:  # once a build, not once a language
        return
    found = mistakes(_root(config))
    for mistake in found:
        log.error("%s", mistake)
    if found and config.strict:
        raise Abort(f"Aborted with {len(found)} of the book's mistakes in strict mode!")
    config.mdx_configs["pymdownx.snippets"]["check_paths"] = config.strict  # it ends a build with a traceback


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """The card fence learns which page it stands on."""
    source = Path(config.docs_dir, page.file.src_uri).relative_to(_root(config))
    current_page.set(CardPage(source.as_posix(), page.file.src_uri.split("/")[0], _root(config)))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A lab is a page like the others: no style or script of its own, working anchors, checked links."""
    if not page.file.src_uri.endswith(".ipynb"):
        return html
    html = _JUPYTER_EXTRAS.sub("", html)
    html = _JUPYTER_CODE.sub(r'<div class="highlight"><pre><span></span><code>\g<code></code></pre></div>', html)
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

    html = _HEADING.sub(heading, html)
    page.toc = get_toc(nest_toc_tokens(headings))
    links = _RelativePathTreeprocessor(page.file, files, config)
    html = _LINK.sub(lambda link: escape(links.path_to_url(link[0])), html)
    page.links_to_anchors = links.links_to_anchors
    page.present_anchor_ids = set(_ID.findall(html))
    return html


@event_priority(40)  # static-i18n, at 50, leaves the home pages' alternates absolute
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """The language switch stays on the page, and its links are relative on the home pages, too."""
    file: Any = page.file  # static-i18n's, with alternates
    for alternate in getattr(config.extra, "alternate"):  # noqa: B009  (static-i18n sets an attribute, not an item)
        alternate["link"] = file.alternates[alternate["lang"]].url


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """There is one 404 page, in both languages; it stands at the root, where the default language is."""
    if template_name == "404.html" and _i18n(config).building:
        return ""
    return output_content


@event_priority(-101)  # after static-i18n, which gathers the entries of all languages in one index
def on_post_build(config: MkDocsConfig) -> None:
    """Each language has a search index of its own; overrides/main.html says where it is."""
    i18n = _i18n(config)
    if i18n.building:
        return
    search: Any = config.plugins["material/search"]
    together = json.loads(search.search_index.generate_search_index(None))
    for language in i18n.build_languages:
        room = "" if language == i18n.default_language else f"{language}/"
        others = tuple(f"{other}/" for other in i18n.build_languages) if not room else ()
        entries = [
            {**entry, "location": entry["location"].removeprefix(room)}
            for entry in together["docs"]
            if entry["location"].startswith(room) and not entry["location"].startswith(others)
        ]
        index = json.dumps({**together, "docs": entries}, ensure_ascii=False, separators=(",", ":"))
        mkdocs.utils.write_file(index.encode(), f"{config.site_dir}/{room}search/search_index.json")
