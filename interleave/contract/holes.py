"""The types that a hole in a line may have; `docs/en/how-outputs-are-proven.md` has them in a table."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

# Up to 65535, the longest way first: what comes after a hole is looked for no further than its pattern reaches.
_PORT = r"(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?"
_DATE = r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_UNITS = {"seconds": 1.0, "microseconds": 1e-6}


@dataclass(frozen=True, slots=True, eq=False)
class HoleType:
    """What may stand in a hole: a pattern for its whole text, and how its text becomes a value for claims.

    `zh` and `en` say to a reader what stands there. `unit` is how many seconds one of it is, where it is a duration
    that the program measured: then it is not longer than the run had lasted when the line came. `decimals` is how many
    digits stand behind the point, where the author says it.
    """

    name: str
    pattern: re.Pattern[str]
    value: Callable[[str], int | float | str]
    zh: str
    en: str
    unit: float | None = None
    decimals: int | None = None

    @property
    def written(self) -> str:
        """The type as authors write it."""
        return self.name if self.decimals is None else f"{self.name}.{self.decimals}"


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
    ("program", r"[1-9][0-9]{0,18}", int, "程序自己的进程号", "id of the program's own process"),
    ("thread", r"[1-9][0-9]{0,14}", int, "线程标识", "thread id"),
    ("int", r"0|-?[1-9][0-9]{0,4299}", int, "整数", "whole number"),
    ("natural", r"[1-9][0-9]{0,4299}", int, "正整数", "positive whole number"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", float, "小数", "number"),
    ("seconds", r"(?:0|[1-9][0-9]*)\.[0-9]+", float, "秒数", "seconds"),
    ("microseconds", r"(?:0|[1-9][0-9]*)\.[0-9]+", float, "微秒数", "microseconds"),
    ("clock", _CLOCK, str, "时刻", "time of day"),
    ("date", _DATE, str, "日期", "date"),
    ("word", r"\S+", str, "一个词", "word"),
    ("name", r"[\w.-]+", str, "名字", "name"),
    ("text", r".+", str, "文字", "text"),
    ("path", r"[^\s\"'<>|]+", str, "路径", "path"),
    ("port", _PORT, int, "端口", "port"),
    ("hex", r"0x(?:[0-9a-f]+|[0-9A-F]+)", _hexadecimal, "十六进制数", "hexadecimal number"),
)
"""Every hole type by its name.

A `pid` must besides be one of the run's real process ids, a `child` one of these that is not the program's own,
`program` the program's own, a duration one that the run had time for, and a time of day or a date one between the
run's start and the line.
"""


@functools.cache
def hole_type(written: str) -> HoleType:
    """Give the type that an author wrote: `seconds`, or `seconds.2` where two decimals are printed.

    Raises KeyError if there is none, or if it has no decimals.
    """
    name, point, decimals = written.partition(".")
    kind = HOLE_TYPES[name]
    if not point:
        return kind
    if kind.value is not float or not re.fullmatch("[1-9]", decimals):
        raise KeyError(written)
    pattern = re.compile(f"{kind.pattern.pattern.removesuffix('+')}{{{decimals}}}")
    return replace(kind, pattern=pattern, decimals=int(decimals))
