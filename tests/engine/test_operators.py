"""Each operator on a small example: what it changes, and what it leaves alone."""

from __future__ import annotations

import pytest

from interleave.trial.mutants.operators import OPERATORS
from interleave.trial.mutants.program import mutants

EXAMPLES = {
    "drop start": ("a.start()", "a.start()", "pass"),
    "drop join": ("for a in b:\n    a.join()", "    a.join()", "    pass"),
    "drop await": ("async def main():\n    x = await f()", "    x = await f()", "    x = f()"),
    "drop lock": ("with lock:\n    n += 1", "with lock:", "if True:"),
    "drop task": ("group.create_task(f())", "group.create_task(f())", "pass"),
    "drop flush": ("print(1, end='', flush=True)", "print(1, end='', flush=True)", "print(1, end='')"),
    "leave open": ("with Pool(4) as pool:\n    f()", "with Pool(4) as pool:", "if (pool := Pool(4)):"),
}


def made(source: str) -> list[tuple[str, str]]:
    """The mutants of a program: the operator of each, and its source."""
    return [(mutant.operator, mutant.source.rstrip("\n")) for mutant in mutants("x.py", source + "\n", OPERATORS)]


def test_every_operator_has_an_example():
    assert [operator.__name__.replace("_", " ") for operator in OPERATORS] == list(EXAMPLES)


@pytest.mark.parametrize("operator", EXAMPLES)
def test_an_operator_changes_one_line(operator):
    source, old, new = EXAMPLES[operator]
    before, after = source.splitlines(), dict(made(source))[operator].splitlines()
    assert len(before) == len(after)  # a traceback must not give it away
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [(old, new)]


def test_acquire_and_release_go_together():
    source = "def f():\n    lock.acquire()\n    n = 1\n    lock.release()"
    assert made(source) == [("drop lock", "def f():\n    pass\n    n = 1\n    pass")]


@pytest.mark.parametrize(
    ("source", "others"),
    [
        ("a = [Thread(target=f), Thread(target=g)]", ["a = [Thread(target=g)]", "a = [Thread(target=f)]"]),
        ("asyncio.gather(f(), g())", ["asyncio.gather(g())", "asyncio.gather(f())"]),
    ],
)
def test_one_of_several_is_left_out(source, others):
    assert made(source) == [("drop task", other) for other in others]


@pytest.mark.parametrize(
    "source",
    [
        'x = ", ".join(y)',  # not a join that waits
        "start()",
        "with f(x) as (a, b):\n    g()",  # two names cannot be assigned in an expression
        "lock.release()",
    ],
)
def test_what_no_operator_changes(source):
    assert made(source) == []


def test_no_operator_takes_a_with_that_opens_for_a_lock():
    assert [operator for operator, _ in made("with open(x):\n    f()")] == ["leave open"]


def test_names_are_unique_and_say_where():
    source = "f()\na.join(); a.join()\n"
    names = [mutant.name for mutant in mutants("x.py", source, OPERATORS)]
    assert names == ["drop join, line 2", "drop join, line 2 (2)"]
    assert mutants("x.py", source, OPERATORS, main=False)[0].name == "drop join, x.py line 2"


def test_a_diff_shows_the_change_only():
    (mutant,) = mutants("x.py", "f()\na.join()\ng()\n", OPERATORS)
    assert mutant.diff.splitlines()[2:] == ["@@ -2 +2 @@", "-a.join()", "+pass"]


def test_comments_and_layout_stay():
    source = "# before\nf()   # (1)!\n\na.join()  # (2)!"
    assert made(source) == [("drop join", source.replace("a.join()", "pass"))]
