"""The page on cards lists every circumstance in which contracts hold, and every program that is exempted in one."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest

from interleave.book import LANGUAGES, Book
from interleave.circumstance import Build, Circumstance
from interleave.contract.possible import FREE_THREADED_SINCE, VERSIONS
from interleave.run import interpreter
from interleave.trial.runner import Runner

ROOT = Path(__file__).parents[2]

WORDS = {
    "terminal": ("在终端上", "On a terminal"),
    "pipe": ("经过管道：`python dinner.py | cat`", "Through a pipe: `python dinner.py | cat`"),
    "file": ("写进文件：`python dinner.py > file`", "Into a file: `python dinner.py > file`"),
    "unbuffered": ("不缓冲：`PYTHONUNBUFFERED=1`", "Without a buffer: `PYTHONUNBUFFERED=1`"),
    "pipe-unbuffered": ("不缓冲，经过管道", "Without a buffer, through a pipe"),
    "unbuffered-u": ("不缓冲：`python -u`", "Without a buffer: `python -u`"),
    "dev": ("开发模式：`python -X dev`", "In development mode: `python -X dev`"),
    "error": ("警告当作错误：`python -W error`", "With warnings as errors: `python -W error`"),
    "optimize": ("不执行断言：`python -O`", "Without assertions: `python -O`"),
    "elsewhere": ("从别的目录启动", "Started from another directory"),
    "colours": ("在彩色终端上：`TERM=xterm-256color`", "On a terminal with colours: `TERM=xterm-256color`"),
    "unmarked": (
        "调用栈里不标出位置：`PYTHONNODEBUGRANGES=1`",
        "With tracebacks that mark no place in a line: `PYTHONNODEBUGRANGES=1`",
    ),
    "locale": ("区域设置：`LC_ALL=C`，不用 UTF-8", "Another locale: `LC_ALL=C`, without UTF-8"),
    "encoding": ("另一种编码：`PYTHONIOENCODING=latin-1`", "Another encoding: `PYTHONIOENCODING=latin-1`"),
    "one-core": ("只有一个核心", "On one core"),
    "loaded": ("旁边有四个进程在计算", "Beside four processes that compute"),
    "sleepless": ("每次调用 `sleep` 都改成 0 秒", "With 0 seconds in each call of `sleep`"),
}
NONE = ("没有", "none")
BETWEEN = (("、", "：", "；"), (", ", ": ", "; "))


def of_all_builds(circumstances: list[Circumstance]) -> dict[str, list[Circumstance]]:
    """The circumstances by the part of their names that is no build's."""
    named = defaultdict(list)
    for each in circumstances:
        for version in VERSIONS:
            for free in (False, True) if version >= FREE_THREADED_SINCE else (False,):
                build = Build(".".join(map(str, version)), free_threaded=free)
                plain = Circumstance(build, None, each.output, each.buffered, setup=each.setup)
                named[str(plain).partition("-")[2] or "terminal"].append(plain)
    return named


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(ROOT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_true(book, language):
    """The circumstances are those of `pytest --circumstances`, and the last column has the contracts' exemptions."""
    contracts = [book.contract_in(file) for file in book.contract_files()]
    runner, python = Runner(contracts[0], book), interpreter()
    every = of_all_builds([*runner.circumstances(python), *runner.further(python)])
    at, (comma, colon, semicolon) = LANGUAGES.index(language), BETWEEN[LANGUAGES.index(language)]
    rows = []
    for name, words in WORDS.items():
        exempted: dict[str, dict[str, None]] = defaultdict(dict)
        for contract in contracts:
            for circumstance in every.get(name, []):
                if exemption := contract.exempted(circumstance):
                    exempted[getattr(exemption, language)][f"`{contract.snippet}`"] = None
        said = semicolon.join(f"{comma.join(programs)}{colon}{why}" for why, programs in exempted.items())
        rows.append(f"| {words[at]} | {said or NONE[at]} |")
    assert set(WORDS) == set(every) or not hasattr(os, "sched_setaffinity")
    table = "\n".join(rows)
    assert table in book.page(language, "reading-a-card.md").read_text("utf-8"), f"the table should be\n{table}"
