"""What pytest's summary tells an author: names as one writes them, each failure once, and what to do next."""

from __future__ import annotations

import re

import pytest

from interleave.book import Book
from interleave.plugin.only import contract_files
from interleave.plugin.report import checked, gathered
from interleave.run import interpreter
from tests.engine.conftest import CONTRACT

THERE = ("one/hello", "one/race", "two/race")


@pytest.fixture
def named(little_book):
    for name in THERE[1:]:
        chapter, _, program = name.partition("/")
        little_book.write(f"tests/snippets/{chapter}/test_{program}.py", CONTRACT)
    little_book.write("snippets/two/new.py", "print(1)\n")
    return Book(little_book.root)


@pytest.mark.parametrize(
    ("only", "found"),
    [
        *(
            (each, ["one/race"])
            for each in ("one/race", "one/race.py", "snippets/one/race.py", "./snippets/one/race.py")
        ),
        ("tests/snippets/one/test_race.py", ["one/race"]),
        ("tests/snippets/one/test_race.py::contract::holds[3.15-fork]", ["one/race"]),
        ("one", ["one/hello", "one/race"]),
        ("tests/snippets/one/", ["one/hello", "one/race"]),
        ("two one/race", ["two/race", "one/race"]),
        ("two/race,one/race", ["two/race", "one/race"]),
        ("", list(THERE)),
    ],
)
def test_programs_are_named_as_an_author_writes_them(named, only, found):
    files = contract_files(named, only)
    assert [f"{file.parent.name}/{file.stem[5:]}" for file in files] == found


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("race", "ONLY=race: there is no program or chapter race; near it: one/race, two/race"),
        ("one/hallo.py", "ONLY=one/hallo.py: there is no program or chapter one/hallo; near it: one/hello"),
        ("zzz", "ONLY=zzz: there is no program or chapter zzz; near it: one, two"),
        ("two/new", "ONLY=two/new: two/new has no contract; write tests/snippets/two/test_new.py"),
    ],
)
def test_a_name_of_none_is_one_line_with_what_is_near(named, only, said):
    with pytest.raises(pytest.UsageError, match=f"^{re.escape(said)}$"):
        contract_files(named, only)


def test_pytest_takes_the_names(recorded_book):
    status, said = recorded_book.pytest("--only=one/hello", "-k", "recording")
    assert (status, "1 passed" in said) == (0, True)
    status, said = recorded_book.pytest("--only=one/hallo")
    assert status == 4
    assert said.strip() == "ERROR: ONLY=one/hallo: there is no program or chapter one/hallo; near it: one/hello"


def of(outcome: str, test: str, text: str = "") -> pytest.TestReport:
    name = f"tests/snippets/one/test_hello.py::contract::{test}"
    return pytest.TestReport(name, ("test_hello.py", 2, test), {}, outcome, text or None, "call")


def broken(test: str, pid: int, line: str = "Done!") -> pytest.TestReport:
    return of(
        "failed",
        f"holds[{test}]",
        f"snippets/one/hello.py under CPython {test}:\nline 2 of 2 is not what the contract allows: {line!r}\n"
        f"  it printed:\n      1 | I am {pid}.\n  >   2 | {line}",
    )


def test_a_failure_is_shown_once_with_its_circumstances():
    same = [broken("3.11-fork", 7), broken("3.11-pipe", 88), broken("3.15-spawn", 999)]
    other = broken("3.11-unbuffered", 7, "Gone.")
    one, two = gathered([*same, other], [])
    assert one.longrepr == f"on 3.11-fork, 3.11-pipe and 3.15-spawn:\n{same[0].longrepr}"
    assert two is other
    assert same[0].longrepr.startswith("snippets/")


def test_of_each_run_that_a_soak_kept_the_file_is_told():
    soaked = [broken("3.11-fork", 7), broken("3.11-pipe", 88)]
    for number, each in enumerate(soaked):
        each.longrepr += f"\n  kept whole in .soak/broken/{number}.json; repeat it: pytest x"
    (one,) = gathered(soaked, [])
    assert [line.split(";")[0] for line in one.longrepr.split("\n")[-2:]] == [
        "  kept whole in .soak/broken/0.json",
        "  kept whole in .soak/broken/1.json",
    ]


@pytest.mark.parametrize(
    ("failed", "hint"),
    [
        (["3.11-pipe"], "flush=True"),
        (["3.11-pipe", "3.15-file"], "flush=True"),
        (["3.11-unbuffered"], "a line's text and its end one after the other"),
        (["3.11", "3.11-pipe"], ""),
        (["3.11-pipe", "3.11-unbuffered"], ""),
    ],
)
def test_what_comes_through_a_pipe_only_is_told(failed, hint):
    held = [of("passed", "holds[3.14]")]
    (one,) = gathered([broken(each, 7) for each in failed], held)
    assert hint in one.longrepr
    assert ("it comes only" in one.longrepr) == bool(hint)
    assert "it comes only" not in gathered([broken(each, 7) for each in failed], [])[0].longrepr


def test_failures_of_different_contracts_stay_apart():
    one, two = broken("3.11", 1), broken("3.11", 1)
    two.nodeid = two.nodeid.replace("test_hello", "test_other")
    assert gathered([one, two], []) == [one, two]


@pytest.mark.parametrize("ci", ["", "true"])
def test_pytest_shows_a_failure_once_and_counts_all(recorded_book, monkeypatch, ci):
    monkeypatch.setenv("CI", ci)
    recorded_book.replace("snippets/one/hello.py", "Done.", "Done!")
    status, said = recorded_book.pytest("tests", "-k", "holds")
    assert status == 1
    assert said.count("is not what the contract allows") == 1
    assert re.search(r"on 3\.\d+t?, 3\.\d+t?-pipe and 3\.\d+t?-unbuffered:\n", said)
    assert "3 failed" in said


def test_check_tells_what_is_right_and_what_is_next(recorded_book):
    recorded_book.write("mkdocs.yml", (recorded_book.root / "mkdocs.yml").read_text() + "# - one/hello.md\n")
    status, said = recorded_book.pytest("--check", "--only=one/hello", "-q")
    assert status == 0, said
    assert re.search(
        r"\none/hello\n  right: holds on [^\n;]*; recording, outputs, lint, pages\n"
        r"  next:  make test\n",
        said,
    )


def test_check_tells_mistakes_of_the_page_and_what_a_linter_says(recorded_book):
    recorded_book.replace("docs/en/one/hello.md", "card\none/hello.py", "card\none/hallo.py")
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import os\nimport sys\n")
    recorded_book.write("docs/zh/one/other.md", "--8<-- nothing\n")  # of another page
    status, said = recorded_book.pytest("--check", "--only=one/hello", "-q")
    assert status == 1
    assert "docs/en/one/hello.md:7: there is no snippet one/hallo.py" in said
    assert "mkdocs.yml:1: no entry of nav leads to one/hello.md" in said
    assert "snippets/one/hello.py:2:8: F401" in said
    assert "other.md" not in said
    assert "  wrong: lint, pages\n  waits: a recording\n" in said
    assert "  next:  mend what is wrong, then make check ONLY=one/hello\n" in said


@pytest.mark.parametrize(
    ("waits", "here", "following"),
    [
        (["a recording on 3.15", "counts on 3.14, 3.15"], {"3.15"}, "make record ONLY=one/hello"),
        (["a recording on 3.15", "counts on 3.14, 3.15"], {"3.14"}, "make soak ONLY=one/hello"),
        (["counts on 3.14, 3.15"], set(), "make test; what waits is made by a workflow, of your pull request"),
        ([], set(), "make test"),
    ],
)
def test_what_is_next_is_what_the_pythons_here_can_do(little_book, monkeypatch, waits, here, following):
    little_book.write("pyproject.toml", '[tool.interleave]\nrecorded_on = "3.15"\n')
    monkeypatch.setattr("interleave.plugin.report.find", lambda minor: minor if minor in here else None)
    skipped = [of("skipped", "recording")]
    skipped[0].user_properties = [("waits", ("one/hello.py", each)) for each in waits]
    stats = {"passed": [of("passed", "holds[3.14]")], "skipped": skipped}
    said = list(checked(stats, Book(little_book.root)))
    assert said[:2] == ["one/hello", "  right: holds on 3.14"]
    assert said[-1] == f"  next:  {following}"


def test_where_nothing_waits_nothing_is_run(recorded_book):
    status, said = recorded_book.pytest("--only=waiting", "--runs=1", "--tally")
    assert (status, said) == (0, "nothing waits for its runs\n")


def test_what_waits_is_counted_on_each_python_that_is_here(recorded_book):
    minor = interpreter().build.minor
    recorded_book.write("pyproject.toml", f'[tool.interleave]\ncounted_on = ["2.0", "{minor}"]\n')
    status, said = recorded_book.pytest("--only=waiting", "--runs=1", "--workers=2", "--shake=1", "--tally")
    assert status == 0, said
    assert "3 of 3 runs kept their contracts" in said
    assert "\n  one/hello: counts on 2.0\n" in said
