"""What a new page begins as: its text in both languages, its quiz, its place in the navigation. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from interleave.mistake import MARK
from interleave.quiz.question import Option

_NOTE = re.compile(r"# \((\d+)\)!$", re.MULTILINE)


class _Words(NamedTuple):
    colon: str
    description: str
    title: str
    opening: str
    note: str
    why: str
    sections: tuple[tuple[str, str, str], ...]  # heading, anchor, what to write


_WORDS = {
    "zh": _Words(
        "：",
        "一句话，别处链接到这一页时显示",
        "标题",
        "读者遇到的问题，两三句",
        "这一行为什么这样写",
        "为什么？",
        (
            ("什么是确定的", "guaranteed", "每次运行都一样的是什么，由谁保证；什么没有保证"),
            ("会出什么错", "wrong", "常见的错误，各在什么时候出现"),
            ("什么时候用", "when", "什么时候用它，什么时候用别的"),
            ("试一试", "try", "改一行，问读者会打印什么，附答案"),
        ),
    ),
    "en": _Words(
        ": ",
        "one sentence, shown where others link to the page",
        "title",
        "the reader's problem, in two or three sentences",
        "why this line is as it is",
        "why?",
        (
            ("What is guaranteed", "guaranteed", "what is the same in every run and by whose promise; what is not"),
            ("What goes wrong", "wrong", "the usual mistakes, and when each shows"),
            ("When to use it", "when", "when to use it, and when something else"),
            ("Try it", "try", "a line to change, what is printed then, and the answer"),
        ),
    ),
}


class Shown(NamedTuple):
    """A program as a page shows it: its path below `snippets/`, its text, and the outputs that its quiz offers."""

    snippet: str
    source: str
    options: Sequence[Option]


def page(language: str, name: str, programs: Iterable[Shown]) -> str:
    """Give the text of a new page in a language. `name` becomes its anchor."""
    words = _WORDS[language]
    mark = MARK + words.colon
    head = f'---\ndescription: "{mark}{words.description}"\n---'
    parts = [head, f"# {mark}{words.title} {{ #{name} }}", f"{mark}{words.opening}"]
    sections = [f"## {heading} {{ #{anchor} }}\n\n{mark}{what}" for heading, anchor, what in words.sections]
    return "\n\n".join([*parts, *(fences(language, each) for each in programs), *sections]) + "\n"


def fences(language: str, program: Shown) -> str:
    """Give what a page has of a program: the program, its notes, its card and its quiz."""
    snippet, source, options = program
    words = _WORDS[language]
    mark = MARK + words.colon
    notes = "\n".join(f"{number}. {mark}{words.note}" for number in sorted(map(int, _NOTE.findall(source))))
    parts = [f'```python title="{snippet}"\n--8<-- "{snippet}"\n```', notes, f"```card\n{snippet}\n```"]
    if len(options) > 1:
        parts.append(f"```quiz\n{quiz(snippet, options, language)}```")
    return "\n\n".join(filter(None, parts))


def quiz(snippet: str, options: Sequence[Option], language: str = "en") -> str:
    """Give outputs in the format of a quiz; its author says why each is possible or not."""
    words = _WORDS[language]
    said = (
        f"\n--- {each.expected}{f', exit {each.exit}' if each.exit is not None else ', hangs' if each.hangs else ''}"
        f"{words.colon}{MARK}{words.colon}{words.why}{f' ({each.why})' if each.why else ''}\n"
        + "\n".join(each.texts)
        + "\n"
        for each in options
    )
    return f"{snippet}\n{''.join(said)}"


def with_nav(settings: str, path: str) -> str:
    """Give the text of `mkdocs.yml` with a page in its navigation: last in its chapter, or in a chapter of its own.

    Raises ValueError where there is no navigation to put it in.
    """
    if re.search(rf"^ *- .*\b{re.escape(path)}$", settings, re.MULTILINE):
        return settings
    chapter = path.partition("/")[0]
    entries = [*re.finditer(rf"^( *- )(?:.*: )?{re.escape(chapter)}/[^\s]+\n", settings, re.MULTILINE)]
    if entries:
        last = entries[-1]
        return f"{settings[: last.end()]}{last[1]}{path}\n{settings[last.end() :]}"
    nav = re.search(r"^nav:\n(?:[ ].*\n)+?(?=  - 附录|\S|\n)", settings, re.MULTILINE)
    translations = re.search(r"^( *)nav_translations:\n", settings, re.MULTILINE)
    if not nav or not translations:
        raise ValueError("mkdocs.yml has no nav and nav_translations")
    section = (
        f"  - {chapter}: # {MARK}: the chapter's name in Chinese, here and under nav_translations\n      - {path}\n"
    )
    word = f"{translations[1]}  {chapter}: {chapter.capitalize()} # {MARK}: the chapter's name in English\n"
    return (
        settings[: nav.end()]
        + section
        + settings[nav.end() : translations.end()]
        + word
        + settings[translations.end() :]
    )
