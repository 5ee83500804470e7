"""A contract's shape as its author would write it: calls of the contract language, to be laid out by a formatter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

Node: TypeAlias = "Line | Call"

_COUNTERS = "ijkl"  # of comprehensions inside each other; in a text the number stands as chr(1) and so on
_CHUNK = re.compile(r".{1,104}(?:\s|$)|.{105}")  # of a text that is too long for a line
_FEWEST = 3  # lines that count up are written as one


@dataclass(frozen=True)
class Line:
    """One line, as a template. `doubt` is what the author should look at, "" if nothing is."""

    template: str
    doubt: str = ""


@dataclass(frozen=True)
class Call:
    """A call of the contract language; `label` and `options` are its other arguments, options as they are written."""

    name: str
    parts: tuple[Node, ...]
    label: str = ""
    options: tuple[str, ...] = ()
    doubt: str = ""


def escaped(text: str) -> str:
    """Give a text as a template."""
    return text.replace("{", "{{").replace("}", "}}")


def written(parts: Sequence[Node], depth: int = 0) -> str:
    """Give the arguments, a line each, with what is in doubt above them. Parts that count up are written once."""
    said, at = "", 0
    while at < len(parts):
        folds = ((count, _fold(parts[at : at + count], depth)) for count in range(_FEWEST, len(parts) - at + 1))
        count, fold = max(((count, fold) for count, fold in folds if fold), default=(1, None), key=lambda each: each[0])
        said += f"# {parts[at].doubt}\n" if parts[at].doubt else ""
        if fold:
            node, start = fold
            said += f"*({_said(node, depth + 1)} for {_COUNTERS[depth]} in range({start}, {start + count})),\n"
        else:
            said += f"{_said(parts[at], depth)},\n"
        at += count
    return said.replace("range(0, ", "range(")


def called(parts: Sequence[Node]) -> set[str]:
    """Give the names that are called."""
    return {name for part in parts if isinstance(part, Call) for name in (part.name, *called(part.parts))}


def _said(node: Node, depth: int) -> str:
    if isinstance(node, Line):
        return _quoted(node.template)
    label = f"{_quoted(node.label)},\n" if node.label else ""
    options = "".join(f"{each},\n" for each in node.options)
    return f"{node.name}(\n{label}{written(node.parts, depth)}{options})"


def _quoted(text: str) -> str:
    if not any(chr(1 + depth) in text for depth in range(len(_COUNTERS))):
        chunks = _CHUNK.findall(text)
        return repr(text) if len(chunks) < 2 else "(\n{}\n)".format("\n".join(map(repr, chunks)))
    text = escaped(text)
    for depth, counter in enumerate(_COUNTERS):
        text = text.replace(chr(1 + depth), f"{{{counter}}}")
    return f"f{text!r}"


def _fold(parts: Sequence[Node], depth: int) -> tuple[Node, int] | None:
    """Write parts that differ in a number only, which counts up, as one: with a mark for it, and the first number."""
    rows = [[re.split(r"([0-9]+)", text) for text in _texts(part)] for part in parts]
    tokens = [[token for text in row for token in text] for row in rows]
    first = tokens[0]
    if depth == len(_COUNTERS) or len({_structure(part) for part in parts}) > 1 or len({*map(len, tokens)}) > 1:
        return None
    start = None
    for place, token in enumerate(first):
        column = [row[place] for row in tokens]
        if len({*column}) == 1:
            continue
        if (
            not token.isdecimal()
            or column != [str(int(token) + n) for n in range(len(parts))]
            or start not in {None, int(token)}
        ):
            return None
        start = int(token)
        first[place] = chr(1 + depth)
    if start is None:
        return None
    texts, at = [], 0
    for text in rows[0]:
        texts.append("".join(first[at : at + len(text)]))
        at += len(text)
    return _with_texts(parts[0], iter(texts)), start


def _texts(node: Node) -> list[str]:
    if isinstance(node, Line):
        return [node.template]
    return [node.label, *(text for part in node.parts for text in _texts(part))]


def _structure(node: Node) -> object:
    return "" if isinstance(node, Line) else (node.name, node.options, tuple(map(_structure, node.parts)))


def _with_texts(node: Node, texts: Iterator[str]) -> Node:
    if isinstance(node, Line):
        return replace(node, template=next(texts))
    label = next(texts)
    return replace(node, label=label, parts=tuple(_with_texts(part, texts) for part in node.parts))
