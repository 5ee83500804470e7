"""What a contract can say of ends, prompts, tracebacks, empty holes and clocks: each with a program, all the way.

The way is a run, the contract, a recording that is written and read, a card in both languages, and a quiz.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interleave import Contract, interleaved, lane, optional, repeated, traceback, unended
from interleave.book import Book
from interleave.card.html import card
from interleave.circumstance import Circumstance
from interleave.contract import Reading, circumstances
from interleave.evidence.recording import Recording
from interleave.quiz import quiz_html, read_quiz, unexpected
from interleave.quiz.answer import answer
from interleave.quiz.reason import Plain, expected_of, reason
from interleave.run import Interpreter, Run, interpreter
from interleave.trial.mutants.outputs import output_mutants, survives
from interleave.trial.record import recorded
from interleave.trial.runner import attempt
from tests.engine.tree import Tree

HANGS = """\
import threading

first, second = threading.Lock(), threading.Lock()
both_have_one = threading.Barrier(2)


def transfer(name, one, other):
    with one:
        print(f"{name} has one", flush=True)
        both_have_one.wait()
        with other:
            print(f"{name} has both")


threads = [
    threading.Thread(target=transfer, args=("A", first, second)),
    threading.Thread(target=transfer, args=("B", second, first)),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("end")
"""
PROMPT = """\
import sys

print("Hello")
print("Password: ", end="", flush=True)
sys.stdin.read()
"""
RAISES = """\
import asyncio


async def inner():
    try:
        {}["key"]
    except KeyError:
        raise ValueError("no such key")


async def main():
    async with asyncio.timeout(10):
        await inner()


asyncio.run(main())
"""
EMPTY = """\
import random

for _ in range(3):
    print(f"got '{random.choice(['', 'it'])}' from " + random.choice(["", "7"]))
"""
CLOCK = """\
import logging
import time
from datetime import datetime

logging.basicConfig(format="%(asctime)s %(message)s")
logging.warning("begins")
print(time.strftime("%Y-%m-%d"), time.strftime("%H:%M:%S"), datetime.now().time())
print(f"{datetime.now():%H:%M:%S}.{datetime.now().microsecond // 100_000}")
"""

hangs = Contract(
    "said/hangs.py",
    interleaved(
        lane("A", "A has one", optional("A has both")), lane("B", "B has one", optional("B has both")), torn=True
    ),
    "end",
    seconds=0.5,
    may_hang=True,
)


@hangs.outcome("always", zh="两个线程互相等对方的锁", en="Each thread waits for the other's lock")
def deadlock(run) -> bool:
    return run.hangs and sorted(run.texts) == ["A has one", "B has one"]


@hangs.always(zh="两个线程都停在第二把锁前", en="Both threads stand before their second lock")
def before_the_second_lock(run) -> bool:
    return not run.where or sum("hangs.py, line 11, in transfer" in place for place in run.where) == 2


prompt = Contract("said/prompt.py", "Hello", unended("Password: "))
raises = Contract(
    "said/raises.py",
    traceback("KeyError: 'key'", ("raises.py", 6, "inner")),
    "",
    "During handling of the above exception, another exception occurred:",
    "",
    traceback(
        "ValueError: no such key",
        ("raises.py", 16, "<module>", "asyncio.run(main())"),
        ("raises.py", 13, "main"),
        ("raises.py", 8, "inner"),
    ),
    exit=1,
)
empty = Contract("said/empty.py", repeated("got '{what:word?}' from {number:int?}", at_least=3, at_most=3))


@empty.always(zh="数是 7，或者没有", en="The number is 7, or there is none")
def seven_or_none(run) -> bool:
    return set(run.all("what")) <= {"", "it"} and set(run.all("number")) <= {"", 7}


clock = Contract("said/clock.py", "{:date} {:clock} begins", "{:date} {:clock} {:clock}", "{:clock}")

PROGRAMS = {
    "hangs": (HANGS, hangs),
    "prompt": (PROMPT, prompt),
    "raises": (RAISES, raises),
    "empty": (EMPTY, empty),
    "clock": (CLOCK, clock),
}


BOOK_CONTRACT = """\
from interleave import Contract, interleaved

contract = Contract("one/hangs.py", interleaved("A has one", "B has one"), "end", seconds=0.5, may_hang=True)


@contract.outcome("sometimes", zh="死锁", en="A deadlock", shown=True)
def deadlock(run) -> bool:
    return run.hangs and len(run.texts) == 2


@contract.outcome("sometimes", zh="结束", en="It ends")
def ends(run) -> bool:
    return not run.hangs
"""


def test_pytest_records_and_counts_a_run_that_hangs(little_book):
    little_book.write("snippets/one/hangs.py", HANGS)
    little_book.write("tests/snippets/one/test_hangs.py", BOOK_CONTRACT)
    status, said = little_book.pytest("--record", "tests/snippets/one/test_hangs.py")
    assert (status, "passed" in said) == (0, True), said
    book = Book(little_book.root)
    assert book.recording("one/hangs.py").hangs[0] == "hangs.py, line 22, in <module>"
    assert book.stale_recording(book.contract("one/hangs.py")) is None
    status, said = little_book.pytest("--runs", "2", "--tally", "tests/snippets/one/test_hangs.py")
    assert status == 0, said
    for row in book.tally("one/hangs.py").rows:
        assert (row.runs, row.held) == (2, {"deadlock": 2, "ends": 0})
    quiz = read_quiz("one/hangs.py\n--- possible, hangs: A\nB has one\nA has one\n--- impossible: B\nA has one")
    assert list(unexpected(book, quiz, "p.md")) == []


def written(directory: Path, name: str) -> Path:
    program = directory / f"{name}.py"
    program.write_text(PROGRAMS[name][0], "utf-8")
    return program


def tried(directory: Path, name: str, python: Interpreter, **circumstance) -> tuple[Run, Reading]:
    contract = PROGRAMS[name][1]
    return attempt(contract, [written(directory, name)], python, Circumstance(python.build, **circumstance))


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("circumstance", [{}, {"output": "pipe"}, {"output": "pipe", "buffered": False}])
def test_each_keeps_its_contract(tmp_path, python, name, circumstance):
    tried(tmp_path, name, python, **circumstance)


@pytest.fixture
def recordings(tmp_path) -> dict[str, Recording]:
    """A recording of each, as it is read again."""
    made = {}
    for name, (_, contract) in PROGRAMS.items():
        done, reading = tried(tmp_path, name, interpreter())
        recorded(done, reading, contract, {}).write(tmp_path / name)
        made[name] = Recording.read(tmp_path / name)
        again = made[name].transcript()
        assert replace(again, lines=()) == replace(done.transcript, lines=())
        contract.checked(again)
    return made


def test_a_card_shows_it_and_not_as_a_line(recordings):
    said = {
        "hangs": ("程序没有结束，1 秒后被终止。当时停在：", "it was stopped after 1 s. This is where it stood:"),
        "prompt": ("最后一行后面没有换行", "no line end after the last line"),
        "raises": ("退出状态 1", "exit status 1"),
        "empty": ("", ""),
        "clock": ("", ""),
    }
    for name, recording in recordings.items():
        for language, text in zip(("zh", "en"), said[name], strict=True):
            html = card(recording, language)
            tree = Tree(html)
            assert text in tree.text
            lines, _, rest = html.partition("</ol>")
            assert lines.count("<li") == len(recording.lines)
            assert text == "" or text.split("，")[0] not in lines
            assert rest.count("hangs.py, line 11, in transfer") == (2 if name == "hangs" else 0)
            assert len(tree.of_class("il-hole--empty")) == sum(
                hole.start == hole.end for line in recording.lines for piece in line.pieces for hole in piece.holes
            )


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_wrong_output_is_taken_for_one(tmp_path, name):
    contract = PROGRAMS[name][1]
    _, reading = tried(tmp_path, name, interpreter())
    mutants = list(output_mutants(contract, reading))
    through = [mutant.operator for mutant in mutants if survives(contract, reading, mutant)]
    assert {mutant.operator for mutant in mutants} >= {"end otherwise", "truncate", "change text", "tear"}
    if name == "raises":  # frames that it does not know may be there or not
        assert set(through) <= {"drop", "duplicate", "swap", "move", "change text", "append", "truncate", "tear"}
    else:
        assert through == []


QUIZZES = {
    "hangs": [
        ("possible, hangs", "A has one\nB has one", ""),
        ("impossible, hangs", "A has one\nA has both\nB has one", "Every run: Each thread waits for the other's lock."),
        ("impossible", "A has one\nB has one", "The output cannot end with line 2"),
        ("impossible, hangs", "B has both", "Line 1 cannot be this"),
    ],
    "prompt": [
        ("possible", "Hello\nPassword: ", ""),
        ("impossible", "Hello", "The output cannot end with line 1"),
        ("impossible, hangs", "Hello\nPassword: ", "Every run ends by itself."),
    ],
    "raises": [("impossible, exit 1", "ValueError: no such key", "Line 1 cannot be this")],
    "empty": [("possible", "got '' from \ngot 'it' from 7\ngot '' from 7", "")],
    "clock": [
        ("possible", "2026-11-26 23:59:59,999 begins\n2026-11-27 00:00:00 00:00:00.000123\n00:00:00.0", ""),
        ("impossible", "2026-13-26 23:59:59,999 begins", "it can only be '{date} {clock} begins'"),
    ],
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_quiz_asks_about_it(name):
    contract = PROGRAMS[name][1]
    options = "\n".join(f"--- {expected}: Why.\n{text}" for expected, text, _ in QUIZZES[name])
    quiz = read_quiz(f"said/{name}.py\n{options}\n--- impossible: Else.\nelse")
    answers = [answer(contract, option, circumstances()) for option in quiz.options]
    for each, (expected, _, why) in zip(answers, QUIZZES[name], strict=False):
        assert expected_of(each.verdict) == expected.partition(",")[0]
        assert why in reason(each, Plain("en"))
    shown = [Tree(quiz_html(answers, language)).text for language in ("zh", "en")]
    hang = sum("hangs" in expected for expected, _, _ in QUIZZES[name])
    assert [shown[0].count("也不结束"), shown[1].count("nor ends")] == [hang, hang]
