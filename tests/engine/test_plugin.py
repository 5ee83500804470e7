"""The pytest plugin, as authors meet it: pytest in a directory with a little book."""

from __future__ import annotations

import json
import os
import re
import sys
from types import SimpleNamespace

import pytest

from interleave.book import Book
from interleave.circumstance import SETUPS
from interleave.plugin import hooks
from interleave.run import interpreter
from tests.engine.conftest import CONTRACT, PYTHONS

SOMETIMES = """

@contract.sometimes(zh="是偶数", en="It is even", within={within}, shown={shown})
def even(run) -> bool:
    return {test}
"""

SOON = """

@contract.always(zh="很快", en="It comes soon")
def soon(run) -> bool:
    return run.at("Done") < 60
"""

IMPOSSIBLE = """\
one/hello.py

--- impossible: It says another thing.
I am 10.
Done!

--- impossible, exit 1: Nothing fails.
I am 10.
Done.
"""


def append(book, text: str) -> None:
    file = book.root / "tests/snippets/one/test_hello.py"
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def recording(book) -> dict:
    return json.loads((book.root / "snippets/one/hello.run.json").read_text("utf-8"))


def test_recording_makes_a_book_green(little_book):
    """Without one nothing fails: one line says what waits, and who makes it."""
    status, said = little_book.pytest()
    assert (status, re.search(r"\d+ passed.*skipped", said)[0]) == (0, "5 passed, 2 skipped")
    assert said.count("one/hello: ") == 1
    assert "waits for its runs (make evidence, " in said
    assert "\n  one/hello: a recording\n" in said
    status, said = little_book.pytest("--record", "tests/snippets/one/test_hello.py")
    assert status == 0, said
    status, said = little_book.pytest()
    assert (status, re.search(r"\d+ passed", said)[0]) == (0, "7 passed")


def test_a_good_recording_is_left_alone(recorded_book):
    before = recording(recorded_book)
    assert recorded_book.pytest("--record")[0] == 0
    assert recording(recorded_book) == before


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("snippets/one/hello.py", "import os\n", "import os\n\n", "stale recording: one/hello.py changed"),
        ("tests/snippets/one/test_hello.py", "> 0", "> 1", "stale recording: the contract of one/hello.py"),
        (
            "tests/snippets/one/test_hello.py",
            "is positive",
            "is > 0",
            "stale recording: the wording of the contract of",
        ),
        ("snippets/one/hello.run.json", '"exit": 0', '"exit": 1', "was edited by hand"),
        ("snippets/one/hello.run.json", "{", "", "cannot be read"),
    ],
)
def test_a_bad_recording_is_told_and_record_renews_it(recorded_book, path, old, new, said):
    """New words and an edit by hand are mistakes; of another program or contract it waits for a run."""
    file = recorded_book.root / path
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    status, told = recorded_book.pytest("tests", "-k", "recording", "-rs")
    waits = "wording" not in said and said.startswith("stale")
    assert status == (0 if waits else 1)
    assert said in told
    assert "renew it: make record ONLY=one/hello" in told
    assert ("waits for its runs" in told) == waits
    assert recorded_book.pytest("--record", "tests/snippets/one/test_hello.py")[0] == 0
    book = Book(recorded_book.root)
    assert book.stale_recording(book.contract("one/hello.py")) is None


def test_a_broken_contract_says_where_and_why(recorded_book):
    recorded_book.replace("snippets/one/hello.py", "Done.", "Done!")
    status, said = recorded_book.pytest("tests")
    assert status == 1
    assert "snippets/one/hello.py under CPython" in said
    assert "line 2 of 2 is not what the contract allows: 'Done!'" in said
    assert "    Done." in said
    assert "Traceback" not in said
    assert "interleave/" not in said


def test_nothing_is_recorded_that_breaks_the_contract(recorded_book):
    before = recording(recorded_book)
    recorded_book.replace("snippets/one/hello.py", "Done.", "Done!")
    assert recorded_book.pytest("--record", "tests")[0] == 1
    assert recording(recorded_book) == before


def test_a_contract_holds_through_a_pipe(recorded_book):
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import os\nimport sys\n")
    recorded_book.replace("snippets/one/hello.py", '"Done."', '"Done." if sys.stdout.isatty() else "Piped."')
    said = recorded_book.pytest("-k", "holds", "tests")[1]
    assert "1 failed, 2 passed" in said
    assert re.search(r"snippets/one/hello.py under CPython 3[\d.]+\w*, through a pipe:", said)


EXEMPT = """

@contract.exempt(zh="它说不了", en="It says so")
def optimized(circumstance) -> bool:
    return circumstance.setup == "optimize"
"""


def test_a_contract_holds_in_all_circumstances_or_names_one(recorded_book):
    """And an exemption that no run needs fails."""
    append(recorded_book, EXEMPT)
    arguments = ["--circumstances", "-k", "holds", "tests"]
    status, said = recorded_book.pytest(*arguments)
    assert status == 1
    assert "all of 50 runs kept the contract under" in said
    assert "where it is exempted (It says so); remove the exemption" in said
    recorded_book.replace("snippets/one/hello.py", '"Done."', '"Done." if __debug__ else "Fast."')
    status, said = recorded_book.pytest(*arguments)
    assert status == 0, said
    assert int(re.search(r"(\d+) passed", said)[1]) == 3 + 2 + len(SETUPS)
    further = recorded_book.pytest("--circumstances", "-k", "holds and further", "tests")[1]
    assert int(re.search(r"(\d+) passed", further)[1]) == 2 + len(SETUPS)
    assert "runs kept their contracts" in recorded_book.pytest(*arguments, "--runs=2")[1]
    recorded_book.replace("tests/snippets/one/test_hello.py", '"optimize"', '"dev"')
    said = recorded_book.pytest(*arguments)[1]
    assert "snippets/one/hello.py under CPython" in said
    assert "set up: optimize" in said


def test_a_claim_without_witness_fails(recorded_book):
    append(recorded_book, SOMETIMES.format(within=3, shown=False, test="False"))
    said = recorded_book.pytest("tests")[1]
    assert "none of 3 runs under CPython" in said
    assert "showed claim even (sometimes: It is even)" in said


def test_the_recorded_run_is_a_witness_of_what_is_shown(recorded_book):
    recorded_book.replace("snippets/one/hello.py", '"Done."', 'f"Done {os.urandom(1)[0] % 2}."')
    recorded_book.replace("tests/snippets/one/test_hello.py", '"Done."', '"Done {coin:int}."')
    append(recorded_book, SOMETIMES.format(within=60, shown=True, test='run["coin"] == 0'))
    assert recorded_book.pytest("--record", "tests", "-k", "recording")[0] == 0
    made = recording(recorded_book)
    assert [claim["seen"] for claim in made["claims"]] == [True, True]
    assert made["lines"][1][1] == "Done 0."


def test_a_process_left_behind_fails(recorded_book):
    recorded_book.replace(
        "snippets/one/hello.py",
        'print("Done.")',
        'print("Done.", flush=True)\nif os.fork() == 0:\n    import time\n\n    time.sleep(60)',
    )
    said = recorded_book.pytest("tests", "-k", "holds and not pipe")[1]
    assert "left behind" in said


def test_outputs_that_no_run_can_print_are_a_test(recorded_book):
    file = recorded_book.write("tests/snippets/one/hello.impossible.txt", IMPOSSIBLE)
    assert recorded_book.pytest("tests", "-k", "impossible")[0] == 0
    file.write_text(IMPOSSIBLE.replace("Done!", "Done."), "utf-8")
    status, said = recorded_book.pytest("tests", "-k", "impossible")
    assert status == 1
    told = (
        "tests/snippets/one/hello.impossible.txt:3: option 1 is said to be impossible, and the contract says possible"
    )
    assert told in said
    file.write_text(IMPOSSIBLE.replace("one/hello.py", "one/hallo.py"), "utf-8")
    said = recorded_book.pytest("tests", "-k", "impossible")[1]
    assert "hello.impossible.txt:1: names one/hallo.py; write one/hello.py" in said


def test_a_contract_that_rejects_whatever_has_no_times_says_nothing_of_outputs_written_by_hand(recorded_book):
    append(recorded_book, SOON)
    recorded_book.write("tests/snippets/one/hello.impossible.txt", IMPOSSIBLE)
    assert recorded_book.pytest("--record", "tests")[0] == 0
    status, said = recorded_book.pytest("tests", "-k", "impossible")
    assert status == 1
    assert "without its times the recorded output is impossible, so every output written by hand is;" in said
    recorded_book.replace("tests/snippets/one/test_hello.py", 'run.at("Done")', 'run.between("I am", "Done")[0]')
    assert recorded_book.pytest("--record", "tests")[0] == 0
    assert recorded_book.pytest("tests", "-k", "impossible")[0] == 0


PYTHON = os.path.realpath(sys.executable)  # where no project lies, whose settings pytest could take for this one's


@pytest.mark.parametrize("form", [["--python", PYTHON], [f"--python={PYTHON}"]])
def test_another_python_in_both_forms(recorded_book, form):
    status, said = recorded_book.pytest("-v", *form, "tests")
    assert status == 0, said
    assert "tests/snippets/one/test_hello.py::contract::holds[" in said


def test_a_python_that_is_none(recorded_book):
    status, said = recorded_book.pytest("--python=/nowhere/python")
    assert status == 4
    assert "--python: /nowhere/python is no Python: there is no such program" in said
    assert "Traceback" not in said


def test_start_methods_are_tried_where_they_matter(recorded_book):
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import multiprocessing\nimport os\n")
    said = recorded_book.pytest("--collect-only", "-q", "tests")[1]
    assert len(re.findall(r"holds\[3\.\d+t?-(?:fork|spawn|forkserver)\]", said)) == 3


def test_recordings_are_made_on_one_python(recorded_book):
    recorded_book.write("pyproject.toml", '[tool.interleave]\nrecorded_on = "3.99"\n')
    said = recorded_book.pytest("tests")[1]
    assert "and all others on CPython 3.99; remove it, then: make record ONLY=one/hello" in said


@pytest.mark.parametrize(
    ("lacks", "named"),
    [('since="3.99"', "Python 3.99 or later"), ('needs=("json", "no_such_package")', "no_such_package")],
)
def test_what_a_python_lacks_skips_the_tests_by_name(recorded_book, lacks, named):
    recorded_book.replace("tests/snippets/one/test_hello.py", '"Done.",', f'"Done.", {lacks},')
    status, said = recorded_book.pytest("-rs", "-k", "holds", "tests")
    assert status == 0, said
    assert f"one/hello.py needs {named}: not CPython " in said
    assert " passed" not in said


def test_a_program_of_a_later_python_is_counted_and_recorded_on_it_only(recorded_book):
    """On the others nothing waits; the card says which it needs."""
    minor = interpreter().build.minor
    recorded_book.write("pyproject.toml", f'[tool.interleave]\ncounted_on = ["3.8", "{minor}"]\n')
    since = f'since="{minor.rstrip("t")}"'
    recorded_book.replace("tests/snippets/one/test_hello.py", '"Done.",', f'"Done.", {since},')
    assert recorded_book.pytest("--record", "tests")[0] == 0
    assert recording(recorded_book)["since"] == minor.rstrip("t")
    said = recorded_book.pytest("-rs", "-k", "tally", "tests")[1]
    assert f"has no counts on {minor}; renew it" in said, said


@pytest.mark.parametrize("edited", [False, True])
def test_without_the_python_of_recordings_a_recording_waits(recorded_book, edited):
    """One that was edited by hand is no recording, and goes."""
    recorded_book.write("pyproject.toml", '[tool.interleave]\nrecorded_on = "3.99"\n')
    file = recorded_book.root / "snippets/one/hello.run.json"
    if edited:
        recorded_book.replace("snippets/one/hello.run.json", "Done.", "Done!")
    else:
        file.unlink()
    status, said = recorded_book.pytest("--record", "tests/snippets/one/test_hello.py")
    assert status == 0, said
    assert "\n  one/hello: a recording on 3.99\n" in said
    assert not file.exists()


def test_a_recording_finds_its_python_on_the_path(recorded_book, tmp_path, monkeypatch):
    other = next((each for each in map(interpreter, PYTHONS[1:]) if each.path.rpartition("/")[2] != "python"), None)
    if other is None:
        pytest.skip("needs a second Python")
    minor = other.build.minor
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / f"python{minor}").symlink_to(other.path)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    recorded_book.write("pyproject.toml", f'[tool.interleave]\nrecorded_on = "{minor}"\n')
    recorded_book.remove("snippets/one/hello.run.json")
    assert recorded_book.pytest("--record", "tests/snippets/one/test_hello.py")[0] == 0
    assert recording(recorded_book)["circumstance"]["build"]["release"] == other.build.release


def test_an_authors_mistake_is_one_line(recorded_book):
    recorded_book.replace("tests/snippets/one/test_hello.py", "{me:pid}", "{me:pidd}")
    said = recorded_book.pytest("tests")[1]
    assert "tests/snippets/one/test_hello.py:3: hole {me:pidd} in 'I am {me:pidd}.' has the unknown type 'pidd'" in said
    assert "did you mean 'pid'?" in said
    assert "contract.py" not in said


def test_a_contract_without_snippet(recorded_book):
    recorded_book.remove("snippets/one/hello.py")
    said = recorded_book.pytest("tests")[1]
    assert (
        "tests/snippets/one/test_hello.py:3: there is no snippet one/hello.py; "
        "write snippets/one/hello.py, or mend the name" in said
    )


def fenced(book, fence: str) -> str:
    for language in ("zh", "en"):
        file = book.root / f"docs/{language}/one/hello.md"
        file.write_text(f"# Hello\n\n{fence}\n", "utf-8")
    return book.pytest("docs")[1]


def test_an_inline_fence_is_executed(recorded_book):
    assert "2 passed" in fenced(recorded_book, '```python\nprint("x")\n```')
    said = fenced(recorded_book, "```python\nx = 1\n1 / 0\n```")
    assert "2 failed" in said
    assert "docs/zh/one/hello.md:3: this fence does not run: exit status 1" in said
    assert "ZeroDivisionError" in said


def test_an_inline_fence_inside_an_admonition_is_executed(recorded_book):
    assert "2 failed" in fenced(recorded_book, "!!! note\n\n    ```python\n    1 / 0\n    ```")


def test_an_inline_fence_may_start_processes(recorded_book):
    program = (
        "from multiprocessing import get_context\n\n"
        'if __name__ == "__main__":\n'
        '    with get_context("spawn").Pool(2) as pool:\n'
        "        assert pool.map(abs, [-1, -2]) == [1, 2]"
    )
    assert "2 passed" in fenced(recorded_book, f"```python\n{program}\n```")


def test_a_fence_mixes_program_and_include(recorded_book):
    said = fenced(recorded_book, '```python\n--8<-- "one/hello.py"\nprint(1)\n```')
    assert "hello.md:3: a fence that includes a program has lines of its own" in said


def test_a_fence_includes_a_snippet_without_contract(recorded_book):
    recorded_book.write("snippets/one/other.py", "print(1)\n")
    said = fenced(recorded_book, '```python\n--8<-- "one/other.py"\n```')
    assert "hello.md:4: one/other.py has no contract; write tests/snippets/one/test_other.py" in said


def test_a_fence_with_a_snippet_executes_no_contract_and_leaves_it_to_others_what_is_stale(recorded_book):
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import os\n\n")
    recorded_book.write("tests/snippets/one/test_hello.py", "1 / 0\n")
    assert "2 passed" in fenced(recorded_book, '```python\n--8<-- "one/hello.py"\n```')


def test_a_fence_includes_a_program_beside_a_recorded_snippet(recorded_book):
    recorded_book.write("snippets/one/other.py", "print(1)\n")
    recorded_book.replace("tests/snippets/one/test_hello.py", '"Done.",\n', '"Done.",\n    files=("one/other.py",),\n')
    fence = '```python\n--8<-- "one/other.py"\n```'
    assert "2 passed" in fenced(recorded_book, fence)


def test_a_snippet_may_have_several_recordings(recorded_book):
    from interleave.site.markdown import Page, card_fence, current_page

    usual = (recorded_book.root / "snippets/one/hello.run.json").read_bytes()
    status, said = recorded_book.pytest("--record", "--recording", "other", "tests")
    assert status == 0, said
    assert (recorded_book.root / "snippets/one/hello.run.json").read_bytes() == usual
    said = recorded_book.pytest("-v", "tests")[1]
    assert "contract::recording PASSED" in said
    assert "contract::recording[other] PASSED" in said
    current_page.set(Page("en", Book(recorded_book.root)))
    usual, other, missing = (card_fence(f"one/hello.py{name}") for name in ("", " other", " third"))
    assert "il-card__screen" in usual
    assert "il-card__screen" in other
    assert usual != other  # another run, with another process id
    assert "has no recording named third; record it: make record ONLY=one/hello NAME=third" in missing
    recorded_book.replace("snippets/one/hello.py", "Done.", "Gone.")
    said = recorded_book.pytest("tests")[1]
    assert re.search(r"  one/hello: a recording; the recording other on 3\.\d+t?\n", said)


NO_FENCE = """\
from dataclasses import replace

from interleave.trial import runner

fenced = runner.run
runner.run = lambda *args, **options: replace(fenced(*args, **options), fenced=False)
"""


def test_a_run_that_nothing_fences_in_says_so(recorded_book):
    assert "unfenced" not in recorded_book.pytest("tests", "-k", "holds")[1]
    recorded_book.write("tests/conftest.py", NO_FENCE)
    status, said = recorded_book.pytest("tests", "-k", "holds")
    assert status == 0, said
    assert "unfenced: the kernel did not confine 3 programs, or in part only" in said
    recorded_book.replace("snippets/one/hello.py", "Done.", "Gone.")
    assert re.search(
        r"snippets/one/hello.py under CPython \S+, unfenced:", recorded_book.pytest("-k", "holds", "tests")[1]
    )


@pytest.mark.parametrize(
    ("arguments", "only", "workers"),
    [
        (["tests/snippets/one/test_a.py"], None, 0),
        (["tests/snippets/one/test_a.py::contract::recording", "tests/snippets/two/test_b.py"], None, 0),
        (["tests/snippets/two"], None, 0),
        (["tests", "docs"], None, None),
        (["tests/snippets"], None, None),
        (["tests/engine/test_run.py"], None, None),
        (["tests/snippets/two", "tests/engine"], None, None),
        (["tests"], "one/a two", 0),
        (["tests"], "", None),
    ],
)
def test_few_contracts_need_no_workers(little_book, arguments, only, workers):
    for name in ("one/test_a", "one/test_b", "one/test_c", "two/test_b"):
        little_book.write(f"tests/snippets/{name}.py", CONTRACT)
    config = SimpleNamespace(
        invocation_params=SimpleNamespace(dir=little_book.root),
        args=arguments,
        rootpath=little_book.root,
        option=SimpleNamespace(only=only),
    )
    assert hooks.pytest_xdist_auto_num_workers(config) == workers
