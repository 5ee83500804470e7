"""A contract's shape as its author would write it: calls of the contract language, to be laid out by a formatter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count, takewhile

_FEWEST = 3  # parts that count up are written as one
_LITERAL = re.compile(r"""(f?)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
_NUMBER = r"(?<!\d)(?<!\d\.)({})(?!\.?\d)"  # a whole one


def escaped(text: str) -> str:
    """Give a text as a template, or as a part of an f-string."""
    return text.replace("{", "{{").replace("}", "}}")


def call(name: str, parts: Iterable[str], *options: str, label: str = "") -> str:
    """Give a call with its label, the shapes in it and its options; one shape is neither in order nor a choice."""
    shapes = list(parts)
    if name in {"in_order", "one_of"} and len(shapes) == 1:
        return shapes[0]
    arguments = (*[repr(label)] * bool(label), *folded(shapes), *options)
    return f"{name}(\n" + "".join(f"{each},\n" for each in arguments) + ")"


def folded(parts: Sequence[str]) -> list[str]:
    """Write parts that differ only in a number, which counts up, as one."""
    made, at = [], 0
    while at < len(parts):
        numbers = {*re.findall(_NUMBER.format(r"0|[1-9]\d*"), parts[at])}
        times, number = max(((_counting(parts[at:], number), number) for number in numbers), default=(1, ""))
        times = times if times >= _FEWEST else 1
        made.append(_comprehension(parts[at], number, times) if times > 1 else parts[at])
        at += times
    return made


def _counting(parts: Sequence[str], number: str) -> int:
    """How many parts are the first one with the number, one more, one more than that and so on."""
    wanted = (re.sub(_NUMBER.format(number), str(each), parts[0]) for each in count(int(number)))
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(parts, wanted, strict=False)))


def _comprehension(part: str, number: str, times: int) -> str:
    counter = next(each for each in "ijklmn" if f" for {each} in range(" not in part)

    def counting(literal: re.Match[str]) -> str:
        text = literal[2] if literal[1] else escaped(literal[2])
        made = re.sub(_NUMBER.format(number), f"{{{counter}}}", text)
        return literal[0] if made == text else f"f{made}"

    start = "" if number == "0" else f"{number}, "
    return f"*({_LITERAL.sub(counting, part)} for {counter} in range({start}{int(number) + times}))"
