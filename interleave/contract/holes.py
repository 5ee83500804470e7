"""The types that a hole in a line may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Up to 65535, the longest way first: what comes after a hole is looked for no further than its pattern reaches.
_PORT = r"(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_UNITS = {"seconds": 1.0, "microseconds": 1e-6}


@dataclass(frozen=True, slots=True, eq=False)
class HoleType:
    """What may stand in a hole: a pattern for its whole text, and how its text becomes a value for claims.

    `zh` and `en` say to a reader what stands there. `unit` is how many seconds one of it is, where it is a duration
    that the program measured: then it is not longer than the run had lasted when the line came.
    """

    name: str
    pattern: re.Pattern[str]
    value: Callable[[str], int | float | str]
    zh: str
    en: str
    unit: float | None = None


def _table(
    *rows: tuple[str, str, Callable[[str], int | float | str], str, str],
) -> dict[str, HoleType]:
    return {
        name: HoleType(name, re.compile(pattern), value, zh, en, _UNITS.get(name))
        for name, pattern, value, zh, en in rows
    }


def _hexadecimal(text: str) -> int:
    return int(text, 16)


# A thread's id is an address of a process's memory on Linux and macOS: of 47 or 48 bits, which is 15 digits.
# Numbers as Python prints them: no zero in front of another digit, no zero below zero among whole numbers, and no more
# digits than Python makes a number of (4300).
HOLE_TYPES = _table(
    ("pid", r"[1-9][0-9]{0,18}", int, "进程号", "process id"),
    ("child", r"[1-9][0-9]{0,18}", int, "子进程号", "id of a child process"),
    ("thread", r"[1-9][0-9]{0,14}", int, "线程标识", "thread id"),
    ("int", r"0|-?[1-9][0-9]{0,4299}", int, "整数", "whole number"),
    ("natural", r"[1-9][0-9]{0,4299}", int, "正整数", "positive whole number"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", float, "小数", "number"),
    ("seconds", r"(?:0|[1-9][0-9]*)\.[0-9]+", float, "秒数", "seconds"),
    ("microseconds", r"(?:0|[1-9][0-9]*)\.[0-9]+", float, "微秒数", "microseconds"),
    ("word", r"\S+", str, "一个词", "word"),
    ("name", r"[\w.-]+", str, "名字", "name"),
    ("text", r".+", str, "文字", "text"),
    ("path", r"[^\s\"'<>|]+", str, "路径", "path"),
    ("port", _PORT, int, "端口", "port"),
    ("hex", r"0x[0-9a-fA-F]+", _hexadecimal, "十六进制数", "hexadecimal number"),
)
"""Every hole type by its name.

A `pid` must besides be one of the run's real process ids, a `child` one of these that is not the program's own, and a
duration one that the run had time for.
"""
