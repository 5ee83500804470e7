"""The style of all pages as one sheet, of what they use: the theme alone has five times as many rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s*([{};,>])\s*|\s+")
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")  # an innermost one
_EMPTY = re.compile(r"@(?:media|supports)[^{};]*\{\}")
_SET = re.compile(r"(?<=[{;])(--[\w-]+):(?:url\([^)]*\)|[^;}])*;?")
_COMMA = re.compile(r",(?![^(]*\))")
_NAME = re.compile(r"\.(?!\d)([\w-]+)|=\"?([\w-]+)\"?\]")
_ALTERNATIVES = re.compile(r":(?:not|is|where|has)\(.*?\)")
_NAMES_OF_PAGES = re.compile(r' [\w-]+="([^"]*)')
_SCRIPT = re.compile(r'<script src="(assets/[^"]+)"')
_INDENT = re.compile(r"\n\s+")  # of the theme's templates, around what the author wrote
_WORD = re.compile(r"[\w-]+")
_LINK = re.compile(r'<link rel="stylesheet" href="(?P<root>[^"]*?)(?P<style>assets/[^"]+\.css)">\s*')


PLAIN = re.compile(r'<span class="[nopw]">([^<]*)</span>')
"""An element of a program's token that looks like the text around it."""


def put_together(site: Path) -> None:
    """Have every page of a built site link one sheet instead of several, whose order is kept, and no indentation.

    What no page and no script names is left out. The several stay beside it, and no page asks for them. Half of a
    page's elements would be names, operators, punctuation and blanks of programs: these have none of their own.
    """
    pages = {file: PLAIN.sub(r"\1", file.read_text("utf-8")) for file in site.rglob("*.html")}
    apart = {file: links for file, page in pages.items() if (links := list(_LINK.finditer(page)))}
    named = {name for page in pages.values() for found in _NAMES_OF_PAGES.findall(page) for name in found.split()}
    scripts = {site / script for script in _SCRIPT.findall(pages[site / "index.html"])}
    for script in scripts.union(site.glob("assets/*.js")):
        named.update(_WORD.findall(script.read_text("utf-8")))
    named.discard("rtl")  # no language here is written from right to left
    sheets = [(site / link["style"]).read_text("utf-8") for link in next(iter(apart.values()))]
    (site / "assets/style.css").write_text(used(sheets, named), "utf-8")
    for file, (first, *_) in apart.items():
        link = f'<link rel="stylesheet" href="{first["root"]}assets/style.css">'
        page = f"{pages[file][: first.start()]}{link}{_LINK.sub('', pages[file][first.end() :])}"
        head, start, rest = page.partition("<article")
        article, end, foot = rest.rpartition("</article>")
        file.write_text(_INDENT.sub("\n", head) + start + article + end + _INDENT.sub("\n", foot), "utf-8")


def used(sheets: Iterable[str], named: set[str]) -> str:
    """Give the rules of which each class and each value of an attribute is `named`, with the variables in use."""

    def rule(match: re.Match[str]) -> str:
        wanted = [each for each in _COMMA.split(match[1]) if named.issuperset(_names(each))]
        return f"{','.join(wanted)}{{{match[2]}}}" if wanted else ""

    style = _BLANK.sub(lambda blank: blank[1] or " ", _COMMENT.sub("", "".join(sheets)))
    style = _EMPTY.sub("", _RULE.sub(rule, style))
    variables = set(re.findall(r"var\((--[\w-]+)", style))
    return _SET.sub(lambda value: value[0] if value[1] in variables else "", style)


def _names(selector: str) -> set[str]:
    return {one or other for one, other in _NAME.findall(_ALTERNATIVES.sub("", selector))}
