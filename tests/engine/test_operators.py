"""Each operator on a small example: what it changes, and what it leaves alone."""

from __future__ import annotations

import pytest

from interleave.trial.mutants.operators import OPERATORS
from interleave.trial.mutants.program import mutants

EXAMPLES = {
    "drop join": ("a.join()", "a.join()", "pass"),
    "drop start": ("a.start()", "a.start()", "pass"),
    "drop close": ("pool.close()", "pool.close()", "pass"),
    "drop wait": ("for each in here:\n    ready.wait()", "    ready.wait()", "    pass"),
    "drop await": ("async def main():\n    x = await f()", "    x = await f()", "    x = f()"),
    "drop flush": ("print(1, end='', flush=True)", "print(1, end='', flush=True)", "print(1, end='')"),
    "drop lock": ("with lock:\n    n += 1", "with lock:", "if True:"),
    "drop release": ("lock.release()", "lock.release()", "pass"),
    "drop guard": (
        'import multiprocessing\nif __name__ == "__main__":\n    f()',
        'if __name__ == "__main__":',
        "if True:",
    ),
    "drop finally": ("try:\n    f()\nfinally:\n    g()", "    g()", "    pass"),
    "drop task": ("group.create_task(f())", "group.create_task(f())", "pass"),
    "share local": ("x = threading.local()", "x = threading.local()", 'x = type("Shared", (), {})()'),
    "leave open": ("with Pool(4) as pool:\n    f()", "with Pool(4) as pool:", "if (pool := Pool(4)):"),
    "join at once": ("for a in b:\n    a.start()", "    a.start()", "    a.start(); a.join()"),
    "run for start": ("a.start()", "a.start()", "a.run()"),
    "call the target": (
        "a = Thread(target=f, args=(1, x))",
        "a = Thread(target=f, args=(1, x))",
        "a = Thread(target=f(1, x), args=(1, x))",
    ),
    "daemon on": ("Thread(target=f).start()", "Thread(target=f).start()", "Thread(target=f, daemon=True).start()"),
    "daemon off": ("a.daemon = True", "a.daemon = True", "a.daemon = False"),
    "thread for process": ("a = Process(target=f)", "a = Process(target=f)", None),
    "process for thread": ("a = threading.Thread(target=f)", "a = threading.Thread(target=f)", None),
    "change 2 to 3": ("a = Barrier(2)", "a = Barrier(2)", "a = Barrier(3)"),
    "change 0.1 to 0.0": ("f(0.1)", "f(0.1)", "f(0.0)"),
    "change 0.1 to 0": ("time.sleep(0.1)", "time.sleep(0.1)", "time.sleep(0)"),
    "change 30 to 0": ("q.get(timeout=30)", "q.get(timeout=30)", "q.get(timeout=0)"),
    "change True to False": ("f(text=True)", "f(text=True)", "f(text=False)"),
    "change b'right' to b'right?'": ("f(b'right')", "f(b'right')", "f(b'right?')"),
    "swap arguments": (
        "Thread(target=f, args=(a, b))",
        "Thread(target=f, args=(a, b))",
        "Thread(target=f, args=(b, a))",
    ),
    "lose the comma": ("pool.apply_async(f, (x,))", "pool.apply_async(f, (x,))", "pool.apply_async(f, (x))"),
    "raise in work": (
        "def work():\n    print(1)\n\nThread(target=work)",
        "    print(1)",
        '    raise RuntimeError("mutant"); print(1)',
    ),
    "swallow": ("def f():\n    raise ValueError(1)", "    raise ValueError(1)", "    pass"),
}


def named(source: str) -> dict[str, str]:
    """The mutants of a program by name without its place; what each changed."""
    return {mutant.name.rpartition(", line ")[0]: mutant.source for mutant in mutants("x.py", source + "\n", OPERATORS)}


@pytest.mark.parametrize("operator", EXAMPLES)
def test_an_operator_changes_one_line(operator):
    source, old, new = EXAMPLES[operator]
    before, after = source.splitlines(), named(source)[operator].splitlines()
    assert len(before) == len(after)  # a traceback must not give it away
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) == 1
    assert changed[0][0] == old
    assert new is None or changed[0][1] == new


def test_every_operator_has_an_example():
    from interleave.trial.mutants import operators

    rooms = (operators.waiting, operators.locking, operators.starting, operators.arguments, operators.failing)
    assert sum(len(room.OPERATORS) for room in rooms) == len(OPERATORS)
    used = set()
    sources = [source for source, _, _ in EXAMPLES.values()] + ["a.start()\nf()\na.join()"]
    for operator in OPERATORS:
        if any(mutants("x.py", source + "\n", (operator,)) for source in sources):
            used.add(operator)
    assert used == set(OPERATORS)


def test_start_and_join_change_places():
    source = "a.start()\nprint(1)\na.join()"
    assert named(source)["join before start"] == "a.join()\nprint(1)\na.start()\n"
    loops = "for a in b:\n    a.start()\nfor a in b:\n    a.join()"
    assert named(loops)["join before start"] == "for a in b:\n    a.join()\nfor a in b:\n    a.start()\n"


def test_acquire_and_release_go_together():
    source = "def f():\n    lock.acquire()\n    n = 1\n    lock.release()"
    assert named(source)["drop lock"] == "def f():\n    pass\n    n = 1\n    pass\n"


def test_a_daemon_is_not_joined():
    source = "a = Thread(target=f)\na.start()\na.join()"
    assert named(source)["daemon on"] == "a = Thread(target=f, daemon=True)\na.start()\npass\n"


def test_one_of_a_list_is_left_out():
    source = "a = [Thread(target=f), Thread(target=g)]"
    one, other = (
        mutant.source for mutant in mutants("x.py", source + "\n", OPERATORS) if mutant.operator == "drop task"
    )
    assert (one, other) == ("a = [Thread(target=g)]\n", "a = [Thread(target=f)]\n")


@pytest.mark.parametrize(
    ("operator", "source"),
    [
        ("drop join", 'x = ", ".join(y)'),
        ("join at once", "a.start()\na.join()"),
        ("drop guard", 'import threading\nif __name__ == "__main__":\n    f()'),  # nobody imports this program
        ("drop lock", "with open(x) as file:\n    f()"),
        ("change 0 to 0", "time.sleep(0)"),
        ("change 1 to 2", "print(1)"),
        ("change 0 to 1", "os.sched_setaffinity(0, {2})"),  # it would be another process's
        ("change 0 to 1", "os.kill(0, 15)"),
        ("swallow", "try:\n    f()\nexcept ValueError:\n    pass"),  # swallowed already
    ],
)
def test_an_operator_leaves_alone(operator, source):
    assert operator not in named(source)


def test_names_are_unique_and_say_where():
    source = "f(1, 1)\na.join()\n"
    names = [mutant.name for mutant in mutants("x.py", source, OPERATORS)]
    assert names == ["change 1 to 2, line 1", "change 1 to 2, line 1 (2)", "drop join, line 2"]
    assert mutants("x.py", source, OPERATORS, main=False)[-1].name == "drop join, x.py line 2"


def test_a_diff_shows_the_change_only():
    (mutant,) = mutants("x.py", "f()\na.join()\ng()\n", OPERATORS)
    assert mutant.diff.splitlines()[2:] == ["@@ -2 +2 @@", "-a.join()", "+pass"]


def test_comments_and_layout_stay():
    source = "# before\na.start()   # (1)!\n\na.join()  # (2)!"
    assert named(source)["drop join"] == source.replace("a.join()", "pass") + "\n"
