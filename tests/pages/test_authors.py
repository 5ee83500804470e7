"""Authors' mistakes: each is one line with file, line and remedy, the same in pytest and in the build.

One book has all of them. What would lose or falsify a card is told; what only looks unusual, and is shown, is not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interleave.book import Book
from interleave.site.check import mistakes
from interleave.site.made import Renderer

ROOT = Path(__file__).parents[2]

CARD = "```card\nhome/dinner.py\n```\n"
PROGRAM = '```python title="home/dinner.py"\n--8<-- "home/dinner.py"\n```\n'
QUIZ = "```quiz\nhome/dinner.py\n\n--- impossible: No.\nx\n\n--- impossible: No.\ny\n```\n"

APART = "on lines of their own, indented as the text around them, outside of comments and other fences"
UNSHOWN = f"home/dinner.py is named here and not shown; write ```card or ```quiz, home/dinner.py and ``` {APART}"
NOT_INCLUDED = f'home/dinner.py is named here and not shown; write ```python, --8<-- "home/dinner.py" and ``` {APART}'
UNMADE = f"nothing was made of this fence; write it and its end {APART}"
MIXED = "a fence that includes a program has lines of its own; keep them apart: what is shown is what runs"
TITLE = (
    'its title is home/dinner.py and it shows lines of its own; write --8<-- "home/dinner.py" in it, or another title'
)
LANGUAGE = "no language is called {}; write ```python, ```card or ```quiz, or ```text for something else"
NAME = "there is no snippet {}; give its path below snippets/, like home/dinner.py"


def indented(text: str, by: str) -> str:
    return "".join(f"{by}{line}\n" for line in text.splitlines())


# By what its author did: the page, and the line that it gets.
PAGES = {
    # The fence
    "card indented by four": (indented(CARD, "    "), 2, UNSHOWN),
    "card indented by a tab": (indented(CARD, "\t"), 2, UNSHOWN),
    "Card": (CARD.replace("card", "Card"), 1, LANGUAGE.format("Card")),
    "cards": (CARD.replace("card", "cards"), 1, LANGUAGE.format("cards")),
    "Quiz": (QUIZ.replace("quiz", "Quiz"), 1, LANGUAGE.format("Quiz")),
    "card with a title": (
        CARD.replace("card", 'card title="x"'),
        1,
        "a card has no title and no options; write nothing but ```card",
    ),
    "card with its name behind it": ("```card home/dinner.py\n```\n", 1, UNSHOWN),
    "card in one line": ("```card home/dinner.py```\n", 1, UNSHOWN),
    "card in a longer fence": (f"````\n{CARD}````\n", 3, UNSHOWN),
    "card in a comment": (f"<!--\n{CARD}-->\n", 3, UNSHOWN),
    "card in a script": (f"<script>\n{CARD}</script>\n", 3, UNSHOWN),
    "card in a text field": (f"<textarea>\n{CARD}</textarea>\n", 3, UNSHOWN),
    "card in a frame": (f"<iframe>\n{CARD}</iframe>\n", 3, UNSHOWN),
    "card behind a list's mark": ("- ```card\n  home/dinner.py\n  ```\n", 2, UNSHOWN),
    "card of a definition": ("a\n: ```card\n    home/dinner.py\n    ```\n", 3, UNSHOWN),
    "card in a heading": (f"# {CARD}", 2, UNSHOWN),
    "quote only at the first line": (f"> {CARD}", 2, UNSHOWN),
    "name indented less than its fence": ("!!! note\n    ```card\n  home/dinner.py\n    ```\n", 3, UNSHOWN),
    "card in a tab, by eight": (f'=== "a"\n\n{indented(CARD, " " * 8)}', 4, UNSHOWN),
    "end indented": ("```card\nhome/dinner.py\n    ```\n", 2, UNSHOWN),
    "end with text": ("```card\nhome/dinner.py\n``` end\n", 2, UNSHOWN),
    "end behind the name": ("```card\nhome/dinner.py```\n", 2, UNSHOWN),
    "two backticks": (CARD.replace("```", "``"), 2, UNSHOWN),
    "closed by fewer": (CARD.replace("```card", "````card"), 2, UNSHOWN),
    "closed by more": ("```card\nhome/dinner.py\n````\n", 2, UNSHOWN),
    "full-width backticks": (CARD.replace("`", "\uff40"), 2, UNSHOWN),
    "vertical tab": (CARD.replace("card\n", "card\x0b\n"), 2, UNSHOWN),
    "line separator": (CARD.replace("card\n", "card\u2028"), 1, UNSHOWN),
    "card not closed": ("```card\nhome/dinner.py\n", 2, UNSHOWN),
    "own program not closed": (f"{CARD}\n```python\nprint(1)\n", 5, UNMADE),
    "own output not closed": (f"{CARD}\n```\nprint(1)\n", 5, UNMADE),
    "program not closed before a card": (PROGRAM.removesuffix("```\n") + "\n" + CARD, 1, MIXED),
    "quiz not closed before a card": (QUIZ.removesuffix("```\n") + "\n" + CARD, 10, UNMADE),
    "empty fence in a comment": ("<!--\n```card\n```\n-->\n", 2, UNMADE),
    # What it names
    "card of a parent directory": (
        CARD.replace("home/", "../snippets/home/"),
        1,
        NAME.format("../snippets/home/dinner.py"),
    ),
    "card of a way round": (CARD.replace("home/", "home/../home/"), 1, NAME.format("home/../home/dinner.py")),
    "card of the file's path": (CARD.replace("home/", "snippets/home/"), 1, NAME.format("snippets/home/dinner.py")),
    "card with a backslash": (CARD.replace("/", "\\"), 1, NAME.format("home\\dinner.py")),
    "card without chapter": (CARD.replace("home/", ""), 1, NAME.format("dinner.py")),
    "card without suffix": (CARD.replace(".py", ""), 1, NAME.format("home/dinner")),
    "card in full-width letters": (CARD.replace("home", "\uff48ome"), 1, NAME.format("\uff48ome/dinner.py")),
    "card with an invisible character": (CARD.replace("home", "\u200bhome"), 1, NAME.format("\u200bhome/dinner.py")),
    "card in quotes": (CARD.replace("home/dinner.py", '"home/dinner.py"'), 1, NAME.format('"home/dinner.py"')),
    "card with scissors": (
        CARD.replace("home/dinner.py", '--8<-- "home/dinner.py"'),
        1,
        NAME.format('--8<-- "home/dinner.py"'),
    ),
    "card of two": (
        CARD.replace("dinner.py", "dinner.py\nhome/lunch.py"),
        1,
        "a card shows one snippet, and this one names home/dinner.py, home/lunch.py; write a fence for each",
    ),
    "card of two in a line": (
        CARD.replace("dinner.py", "dinner.py home/lunch.py"),
        1,
        "a card shows one snippet, and this one names home/dinner.py, home/lunch.py; write a fence for each",
    ),
    "card of a program without contract": (
        "```card\nexact/tab.py\n```\n",
        1,
        "this card's snippet exact/tab.py has no contract; write tests/snippets/exact/test_tab.py",
    ),
    "card of none": ("```card\n```\n", 1, "this card names no snippet; write its path below snippets/ in it"),
    "quiz of one": (
        "```quiz\nhome/dinner.py\n\n--- impossible: No.\nx\n```\n",
        1,
        "this quiz offers less than two outputs; write --- possible: why above each",
    ),
    "quiz of one, about a program that is not there": (
        "```quiz\nhome/lunch.py\n\n--- impossible: No.\nx\n```\n",
        2,
        "there is no snippet home/lunch.py; write snippets/home/lunch.py, or mend the name",
    ),
    # Programs
    "include of a parent directory": (
        PROGRAM.replace('-- "home/', '-- "../snippets/home/'),
        2,
        NAME.format("../snippets/home/dinner.py"),
    ),
    "include of some lines": (PROGRAM.replace('.py"\n```', '.py:1:3"\n```'), 2, NAME.format("home/dinner.py:1:3")),
    "include of a section": (PROGRAM.replace('.py"\n```', '.py:part"\n```'), 2, NAME.format("home/dinner.py:part")),
    "include without quotes": (PROGRAM.replace('-- "home/dinner.py"', "-- home/dinner.py"), 2, NOT_INCLUDED),
    "include in single quotes": (PROGRAM.replace('-- "home/dinner.py"', "-- 'home/dinner.py'"), 2, NOT_INCLUDED),
    "include in curly quotes": (PROGRAM.replace('-- "home/dinner.py"', "-- “home/dinner.py”"), 2, NOT_INCLUDED),
    "include with full-width scissors": (PROGRAM.replace("8<", "\uff18<"), 2, NOT_INCLUDED),
    "include escaped": (PROGRAM.replace("--8<--", ";--8<--"), 2, NOT_INCLUDED),
    "include outside of a fence": ('--8<-- "home/dinner.py"\n', 1, NOT_INCLUDED),
    "include within a sentence": ('See --8<-- "home/dinner.py" there.\n', 1, NOT_INCLUDED),
    "include of two": (PROGRAM.replace('py"\n```', 'py"\n--8<-- "home/dinner.py"\n```'), 1, MIXED),
    "include with lines of its own": (PROGRAM.replace("--8<--", "import os\n--8<--"), 1, MIXED),
    "include without scissors": (PROGRAM.replace('--8<-- "home/dinner.py"', "home/dinner.py"), 1, TITLE),
    "include without scissors but in quotes": ('```python\n"home/dinner.py"\n```\n', 2, UNSHOWN),
    "title of another": (
        PROGRAM.replace('title="home/dinner.py"', 'title="home/lunch.py"'),
        1,
        'its title is home/lunch.py and it shows home/dinner.py; write title="home/dinner.py"',
    ),
    "title over lines of its own": (PROGRAM.replace('--8<-- "home/dinner.py"', "print(1)"), 1, TITLE),
    "title without quotes": (PROGRAM.replace('="home/dinner.py"', "=home/dinner.py"), 2, NOT_INCLUDED),
    "contract that is not there": (
        PROGRAM.replace("home/dinner.py", "tests/snippets/home/test_lunch.py"),
        2,
        "there is no contract tests/snippets/home/test_lunch.py; write it, or mend the name",
    ),
    "contract under its program's name": (
        PROGRAM.replace('-- "home/dinner.py"', '-- "tests/snippets/home/test_dinner.py"'),
        1,
        "its title is home/dinner.py and it shows tests/snippets/home/test_dinner.py; "
        'write title="tests/snippets/home/test_dinner.py"',
    ),
    "pyhton": (PROGRAM.replace("python", "pyhton"), 1, LANGUAGE.format("pyhton")),
    "py": (PROGRAM.replace("python", "py"), 1, "py is another word for python; write ```python"),
    "Python": ("```Python\nprint(1)\n```\n", 1, "Python is another word for python; write ```python"),
    "own program in a quote": (
        indented("```python\nprint(1)\n```\n", "> "),
        1,
        "no test finds this fence; write it outside of quotes and other fences, without tabs",
    ),
    # The page
    "empty page": ("", 1, "is an empty page; write it, or remove it"),
    "CRLF": (CARD.replace("\n", "\r\n"), 1, "has a carriage return; save it with line ends like LF"),
    "CR": (CARD.replace("\n", "\r"), 1, "has a carriage return; save it with line ends like LF"),
    "byte-order mark": ("\ufeff" + CARD, 1, "begins with a byte-order mark; save it as UTF-8 without one"),
    "Latin-1": (f"{CARD}caf\xe9\n".encode("latin-1"), 4, "is not UTF-8 from here on; save it as UTF-8"),
}

# Unusual, and shown.
SHOWN = {
    "plain": CARD + PROGRAM + QUIZ,
    "contract": PROGRAM.replace("home/dinner.py", "tests/snippets/home/test_dinner.py"),
    "tildes": (CARD + PROGRAM).replace("```", "~~~"),
    "braces": CARD.replace("card", "{.card}"),
    "attributes": CARD.replace("card", "card { .wide }"),
    "trailing blanks": CARD.replace("\n", "   \n"),
    "trailing blanks behind an include": PROGRAM.replace('py"\n```', 'py"   \n```'),
    "name indented": "```card\n     home/dinner.py\n```\n",
    "list": "1. a\n\n" + indented(CARD + PROGRAM, "    "),
    "nested list": "- a\n    - b\n\n" + indented(CARD + PROGRAM, " " * 8),
    "quote": indented(CARD + PROGRAM, "> "),
    "admonition": "!!! note\n" + indented(CARD + PROGRAM, "    "),
    "tab": '=== "a"\n\n' + indented(CARD + PROGRAM, "    "),
    "details": f"<details>\n<summary>x</summary>\n{CARD}</details>\n",
    "footnote": "a[^1]\n\n[^1]:\n" + indented(CARD + PROGRAM, "    "),
    "no blank line around": f"a\n{CARD}b\n{PROGRAM}c\n",
    "name in a sentence": "Look at home/dinner.py, or `home/dinner.py`.\n\n- `home/dinner.py`\n",
}

# By what its author did: the program, and the line that it gets.
PROGRAMS = {
    "syntax": (b"print(1)\nprint(\n", ":2: is no Python: '(' was never closed; mend the program"),
    "mark": (b"\xef\xbb\xbfprint(1)\n", ":1: begins with a byte-order mark; save it as UTF-8 without one"),
    "latin": (b"print(1)\n# caf\xe9\n", ":2: is not UTF-8 from here on; save it as UTF-8"),
    "crlf": (b"print(1)\r\n", ":1: has a carriage return; save it with line ends like LF"),
}

# By what its author did: what stands in the contract's parentheses, and the line that it gets. `{}` is the program.
OUTSIDE = "is no snippet; give its path below snippets/, like process/pool.py"
CONTRACTS = {
    "gone": ('"contracts/none.py"', ":3: there is no snippet contracts/none.py; write snippets/contracts/none.py, or"),
    "files": ('"contracts/{}.py", files="a.py"', ":3: files='a.py' is a text; give a tuple: files=('a.py',)"),
    "parent": ('"../contracts/{}.py"', f":3: '../contracts/parent.py' {OUTSIDE}"),
    "around": ('"contracts/../{}.py"', f":3: 'contracts/../around.py' {OUTSIDE}"),
    "negative": ('"contracts/{}.py", "x", seconds=-1', ":3: seconds=-1 is no time limit; give more than 0"),
    "formatted": (
        '"contracts/{}.py", f"I am {{me:pid}}"',
        ":3: in an f-string {me:pid} is no hole but a value; double its braces: {{me:pid}}",
    ),
    "known": (
        '"contracts/{}.py", *(f"{{each:int}}" for each in "ab")',
        ":3: in an f-string {each:int} is no hole but a value; double its braces: {{each:int}}",
    ),
    "raising": ('"contracts/{}.py", 1 / 0', ":3: ZeroDivisionError: division by zero; mend the contract"),
    "twins": (
        '"contracts/{}.py", interleaved(lane("a", "x"), lane("a", "y"))',
        ":3: two lanes beside each other are named 'a'; give each a name of its own",
    ),
}  # fmt: skip

# Each of these programs would be published otherwise than it runs if its text were taken for Markdown.
EXACT = {
    "scissors": 'print("""\n--8<-- "home/dinner.py"\n""")\n',
    "backticks": 'print("""\n```\nx\n```\n""")\n',
    "tab": 'print("a\tb")\nif True:\n\tprint("\\t")\n',
    "blank": "\n\nprint(1)\n",
    "trailing": 'print("""a  \n\n\n""")\n\n\n',
    "markup": 'print("<b>&amp;</b> \\" \' {{ x }}")\n',
    "notes": "print(1)  # (1)!\n",
    "control": 'print("\x02\x0c")\n',
}


# No page can show these as they are: by name, the program and the line from which on it would be another.
OTHERWISE = {"no-end": ("print(1)", 2), "placeholder": ('x = 1\nprint("\x02amp\x03")\n', 2)}


def file_name(name: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in name) + ".md"


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("authors") / "book"
    for name in ("docs/assets", "snippets/home", "tests/snippets/home", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))

    def write(path: str, text: str | bytes) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    for language in ("zh", "en"):
        for name, (text, *_) in PAGES.items():
            write(f"docs/{language}/{file_name(name)}", text)
        for name, text in SHOWN.items():
            write(f"docs/{language}/shown/{file_name(name)}", text)
        for name, text in (EXACT | {name: text for name, (text, _) in OTHERWISE.items()}).items():
            write(f"snippets/exact/{name}.py", text)
            page = f'```python title="exact/{name}.py"\n--8<-- "exact/{name}.py"\n```\n'
            write(f"docs/{language}/exact/{name}.md", f"{page}\n1. Note.\n")
    for name, (text, _) in PROGRAMS.items():
        write(f"snippets/programs/{name}.py", text)
        contract = f'from interleave import Contract\n\ncontract = Contract("programs/{name}.py", "1")\n'
        write(f"tests/snippets/programs/test_{name}.py", contract)
    for name, (inside, _) in CONTRACTS.items():
        write(f"snippets/contracts/{name}.py", "print(1)\n")
        contract = f"from interleave import Contract, interleaved, lane\n\ncontract = Contract({inside.format(name)})\n"
        write(f"tests/snippets/contracts/test_{name}.py", contract)
    shutil.copy(ROOT / "mkdocs.yml", root)
    write("interleave/site/mkdocs.py", (ROOT / "interleave/site/mkdocs.py").read_bytes())
    write(
        "pytest.ini", "[pytest]\naddopts = --markdown-docs --markdown-docs-syntax=superfences --import-mode=importlib\n"
    )
    return root


@pytest.fixture(scope="module")
def checked(book) -> list[str]:
    """What `tests/pages/test_book.py` would say."""
    return [str(mistake) for mistake in mistakes(Book(book))]


@pytest.fixture(scope="module")
def said(book, build_site) -> list[str]:
    """What `mkdocs build --strict` says."""
    built = build_site(book / "site", book)
    assert built.returncode == 1
    assert "Traceback" not in built.stdout
    return [line.removeprefix("ERROR   -  ") for line in built.stdout.splitlines()]


@pytest.fixture(scope="module")
def collected(book) -> str:
    """What pytest says of the contracts, the programs and the fences of pages, running no program."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "-n0", "--tb=short",
         "--continue-on-collection-errors", "-k", "CodeFence", "docs", "tests"],
        cwd=book,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "\nTraceback" not in done.stdout
    return done.stdout


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_would_lose_something(checked, said, name):
    _, line, wanted = PAGES[name]
    for language in ("zh", "en"):
        where = f"docs/{language}/{file_name(name)}"
        found = [each for each in checked if each.startswith(f"{where}:")]
        assert found == [f"{where}:{line}: {wanted}"]
        assert [each for each in said if each.startswith(f"{where}:")] == found


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_that_is_unusual(checked, name):
    where = f"docs/en/shown/{file_name(name)}:"
    assert [each for each in checked if each.startswith(where)] == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_python_can_not_read(checked, said, collected, name):
    wanted = f"snippets/programs/{name}.py{PROGRAMS[name][1]}"
    assert wanted in checked
    assert wanted in said
    assert wanted in collected


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_that_can_not_be_meant(checked, said, collected, name):
    wanted = f"tests/snippets/contracts/test_{name}.py{CONTRACTS[name][1]}"
    assert [line for line in checked if line.startswith(wanted)]
    assert [line for line in said if line.startswith(wanted)]
    assert wanted in collected


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("include ") or name == "Latin-1"])
def test_pytest_says_of_a_fence_what_the_build_says(collected, name):
    text, line, wanted = PAGES[name]
    if not str(text).startswith("--8<--") and not str(text).startswith("See") and wanted not in {UNSHOWN, TITLE}:
        assert f"docs/en/{file_name(name)}:{line}: {wanted}" in collected


@pytest.mark.parametrize("name", EXACT)
def test_a_program_is_published_as_it_is(book, checked, name):
    assert [each for each in checked if each.startswith(f"docs/en/exact/{name}.md")] == []
    page = (book / f"docs/en/exact/{name}.md").read_text("utf-8")
    (made,) = Renderer(Book(book)).rendered(page).made
    assert made.text == EXACT[name]


def test_a_program_that_would_be_published_otherwise(checked):
    what = "a page would show another program, from here on (on docs/en/exact/{}.md:1)"
    remedy = "end it with one line end, write it without control characters, and its fence without options but title"
    for name, (_, line) in OTHERWISE.items():
        assert f"snippets/exact/{name}.py:{line}: {what.format(name)}; {remedy}" in checked
