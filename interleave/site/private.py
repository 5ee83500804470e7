"""What the hooks use of MkDocs and its plugins that these do not document: all of it stands here, once.

Written against MkDocs 1.6.1, Material for MkDocs 9.8.1, static-i18n 1.3.1, mkdocs-jupyter 0.26.3 and
mkdocs-redirects 1.2.2. Each function says what it uses and for what. When an upgrade breaks one,
`tests/pages/test_site.py` fails.
"""

from __future__ import annotations

import copy
import functools
import re
from html import escape
from typing import TYPE_CHECKING, Any, cast

import mkdocs.utils
import mkdocs_jupyter.plugin
from jinja2 import BytecodeCache, FileSystemLoader
from mkdocs.structure.pages import _RelativePathTreeprocessor
from nbconvert.exporters.templateexporter import TemplateExporter

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_LINK = re.compile(r'(?<=<a href=")[^"]+(?=")')
_ID = re.compile(r'\bid="([^"]+)"')
# What mkdocs-jupyter puts into a page beside the notebook's text, code and outputs.
_JUPYTER_EXTRAS = re.compile(
    r"<(?P<tag>style|script)\b.*?</(?P=tag)>|<!--.*?-->|<link\b[^>]*>| tabindex=\"0\"| id=\"cell-id=[^\"]*\""
    r'|<div class="zeroclipboard-container">.*?</clipboard-copy>\s*</div>|<div class="clipboard-copy-txt".*?</div>',
    re.DOTALL,
)
_JUPYTER_CODE = re.compile(
    r'<div class="highlight[^"]*">\s*<pre tabindex="0">(?:<span></span>)?(?P<code>.*?)\s*</pre>\s*</div>', re.DOTALL
)


def take_for_page(suffix: str) -> None:
    """Have files with this suffix treated as pages.

    Uses `mkdocs.utils.markdown_extensions`, so that MkDocs and static-i18n take notebooks for pages.
    """
    if suffix not in mkdocs.utils.markdown_extensions:
        mkdocs.utils.markdown_extensions = (*mkdocs.utils.markdown_extensions, suffix)  # type: ignore[assignment]


def leave_out_jupyter_toc() -> None:
    """Have no notebook converted once more, to Markdown, for its headings: we list them ourselves.

    Uses mkdocs-jupyter's `_get_nb_toc_tokens`.
    """
    mkdocs_jupyter.plugin._get_nb_toc_tokens = lambda *_: ([], None)  # noqa: SLF001


def check_links(html: str, page: Page, files: Files, config: MkDocsConfig) -> str:
    """Give the HTML with links to other pages' addresses, and have MkDocs check these links as it checks Markdown's.

    Uses MkDocs' `_RelativePathTreeprocessor` and the attributes `links_to_anchors` and `present_anchor_ids` of a page,
    because MkDocs checks the links of a page that it renders itself, and mkdocs-jupyter renders a notebook.
    """
    links = _RelativePathTreeprocessor(page.file, files, config)
    html = _LINK.sub(lambda link: escape(links.path_to_url(link[0])), html)
    page.links_to_anchors = links.links_to_anchors
    page.present_anchor_ids = set(_ID.findall(html))
    return html


def without_jupyter_extras(html: str) -> str:
    """Give a notebook's HTML without styles, scripts and ids of cells, and its code as other pages have theirs.

    Uses the markup of mkdocs-jupyter's template, because no option leaves them out.
    """
    html = _JUPYTER_EXTRAS.sub("", html)
    html = html.replace("<pre>", '<pre tabindex="0">')  # the keyboard scrolls an output
    return _JUPYTER_CODE.sub(r'<div class="highlight"><pre><span></span><code>\g<code></code></pre></div>', html)


def is_inner_build(config: MkDocsConfig) -> bool:
    """Whether this is the build of another language inside of the default language's.

    Uses static-i18n's attribute `building`, so that what concerns all languages is done once.
    """
    return bool(_i18n(config).building)


def languages(config: MkDocsConfig) -> list[str]:
    """Give the languages that are built, the default one first.

    Uses static-i18n's attributes `build_languages` and `default_language`, for an index of search in each.
    """
    default = _i18n(config).default_language
    return sorted(_i18n(config).build_languages, key=lambda language: language != default)


def mend_alternates(page: Page, config: MkDocsConfig) -> None:
    """Give the language switch the addresses of this page in the other languages.

    Uses static-i18n's attribute `alternates` of a file and `alternate` of the settings' `extra`: it leaves the links on
    home pages absolute.
    """
    file: Any = page.file
    for alternate in getattr(config.extra, "alternate"):  # noqa: B009  (an attribute that is no item)
        alternate["link"] = file.alternates[alternate["lang"]].url


def mend_redirects(config: MkDocsConfig) -> None:
    """Have an address that moved lead to where the default language's page is.

    Uses mkdocs-redirects' attribute `doc_pages`: it looks where pages are before static-i18n has moved them.
    """
    room = f"{languages(config)[0]}/"
    pages: dict[str, Any] = getattr(config.plugins["redirects"], "doc_pages")  # noqa: B009  (of a plugin without types)
    for name in filter(lambda name: name.startswith(room), pages):
        pages[name] = copy.copy(pages[name])
        pages[name].url = pages[name].url.removeprefix(room)


def _i18n(config: MkDocsConfig) -> Any:  # noqa: ANN401  (a plugin without types)
    return config.plugins["i18n"]


class _Compiled(BytecodeCache):
    """Templates as Python, in memory."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


@functools.cache
def _listed(directories: tuple[str, ...]) -> list[str]:
    return [name for name in FileSystemLoader(directories).list_templates() if not name.startswith(".")]


def share_templates(config: MkDocsConfig) -> None:
    """Have templates compiled and listed once, for all languages and for all builds of a preview.

    Uses `get_env` of MkDocs' theme and `_create_environment` of nbconvert, because both make an environment each time,
    and the theme has thousands of files. Those that begin with a dot, its icons, are no files of the site: MkDocs would
    ask of each whether it is.
    """
    theme: Any = config.theme
    make = theme.get_env

    def environment() -> Environment:
        made: Any = make()
        made.bytecode_cache = _compiled
        made.loader.list_templates = lambda: _listed(tuple(theme.dirs))
        return cast("Environment", made)

    theme.get_env = environment
    exporter: Any = TemplateExporter
    exporter._create_environment = _of_notebooks  # noqa: SLF001


_create_environment: Any = TemplateExporter._create_environment  # noqa: SLF001


def _of_notebooks(exporter: TemplateExporter) -> Environment:
    made = _create_environment(exporter)
    made.bytecode_cache = _compiled
    return cast("Environment", made)
