"""What `make new` proposes and writes."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interleave.book import Book
from interleave.circumstance import Build, Circumstance
from interleave.contract import Mismatch, loaded
from interleave.mistake import MARK, Mistake, Waits
from interleave.run import interpreter
from interleave.scaffold.__main__ import new
from interleave.scaffold.looking import files_of, look, lost
from interleave.scaffold.outputs import impossible, possible
from interleave.scaffold.pages import with_nav
from interleave.scaffold.propose import proposed
from interleave.scaffold.seen import Seen
from interleave.site.check import mistakes
from interleave.transcript import Line, Transcript
from interleave.trial.mutants.outputs import output_mutants, survives
from tests.engine.shapes import PIDS, printed, shapes

ROOT = Path(__file__).parents[2]
USUAL = Circumstance(Build("3.15"))


def seen(*runs, circumstance=USUAL, **how) -> list[Seen]:
    return [Seen(Transcript.of(*run, **{"pids": PIDS, **how}), circumstance) for run in runs]


def shape(runs: list[Seen], source: str = "") -> str:
    """The contract that is proposed, on one line and without remarks."""
    text = proposed("one/name.py", {"one/name.py": source}, runs)
    text = re.sub(r"#.*", "", text).partition("contract = Contract(")[2].partition("\n)")[0]
    return re.sub(r"\s+", " ", text).replace("( ", "(").replace(", )", ")").strip(" ,").replace("'one/name.py', ", "")


@given(st.data())
def test_a_proposal_lets_every_run_pass_that_it_was_made_of(data):
    runs = seen(*data.draw(st.lists(printed(data.draw(shapes())), min_size=1, max_size=8)))
    contract = loaded(proposed("one/name.py", {"one/name.py": ""}, runs), "name.py")
    for run in runs:
        contract.checked(run.transcript, run.circumstance)


def test_what_never_varies_is_as_it_is():
    assert shape(seen(["a 1", "b"], ["a 1", "b"])) == "'a 1', 'b'"


def test_lines_in_any_order_are_lanes_by_what_they_have_in_common():
    runs = ["Ann: 1", "Ann: 2", "Ben: 1", "Ben: 2"], ["Ben: 1", "Ann: 1", "Ben: 2", "Ann: 2"]
    source = 'print(f"{name}: {step}")'
    assert shape(seen(*runs), source) == "interleaved(lane('Ann', 'Ann: 1', 'Ann: 2'), lane('Ben', 'Ben: 1', 'Ben: 2'))"


def test_blocks_that_nothing_comes_into_are_in_any_order_if_there_is_a_lock():
    runs = ["Ann: 1", "Ann: 2", "Ben: 1", "Ben: 2"], ["Ben: 1", "Ben: 2", "Ann: 1", "Ann: 2"]
    source = 'Lock()\nprint(f"{name}: {step}")'
    assert shape(seen(*runs), source).startswith("any_order(lane('Ann', 'Ann: 1', 'Ann: 2'), ")


def test_a_value_that_is_the_machine_s_is_a_hole_though_it_never_varied():
    source = 'import os\nn = os.cpu_count()\nprint(f"cores: {n}, tasks: {tasks}")'
    assert shape(seen(*[["cores: 2, tasks: 4"]] * 9), source) == "'cores: {n:natural}, tasks: 4'"


def test_choices_that_the_source_has_are_all_there_though_one_never_came():
    source = "print(f\"GIL: {'on' if gil else 'off'}\")"
    assert shape(seen(["GIL: on"]), source) == "one_of('GIL: off', 'GIL: on')"


def test_ids_are_of_processes_and_equal_ones_have_one_name():
    runs = [
        Seen(
            Transcript(
                (Line(f"I am {one}", 1.0), Line(f"{one} started {other}", 1.0)),
                pids=frozenset({one, other}),
                program=one,
            ),
            USUAL,
        )
        for one, other in ((71, 72), (81, 82), (91, 92))
    ]
    assert shape(runs) == "'I am {am:program}', '{am:program} started {started:child}'"


def test_twins_of_several_processes_are_lanes_though_nothing_tells_their_order():
    runs = [
        Seen(Transcript.of(f"worker {one} ends", f"worker {other} ends", pids={one, other}), USUAL)
        for one, other in ((71, 72), (82, 81), (91, 92))
    ]
    source = 'import os\nprint(f"worker {os.getpid()} ends")'
    ends = "'worker {worker:child} ends', 'worker {worker_2:child} ends'"
    assert shape(runs, source) == f"interleaved({ends})"


def test_a_line_of_the_program_and_one_of_its_child_keep_their_order():
    runs = [
        Seen(
            Transcript((Line(f"id: {one}", 1.0), Line(f"id: {other}", 1.0)), pids=frozenset({one, other}), program=one),
            USUAL,
        )
        for one, other in ((71, 72), (81, 82))
    ]
    source = 'import os\nprint("id:", os.getpid())'
    assert shape(runs, source) == "'id: {id:program}', 'id: {id_2:child}'"


def test_lines_that_the_main_thread_alone_prints_are_in_any_order_and_never_torn():
    runs = seen(*[[f"done: {n}" for n in order] for order in ((0, 2, 1, 10), (2, 1, 10, 0), (10, 0, 1, 2))])
    source = 'import threading\nthreading.Thread()\nfor n in f:\n    print(f"done: {n}")'
    assert shape(runs, source) == "any_order(*(f'done: {i}' for i in range(3)), 'done: 10')"


PAUSING = """
import threading
def a():
    print("a 1")
    print("a 2")
def b():
    print("b 1")
    print("b 2")
threading.Thread(target=a).start()
threading.Thread(target=b).start()
print("main")
"""
A, B = "lane('a()', 'a 1', 'a 2')", "lane('b()', 'b 1', 'b 2')"


def timed(**lines: float) -> list[Seen]:
    return [Seen(Transcript(tuple(Line(text.replace("_", " "), at) for text, at in lines.items())), USUAL)] * 9


def test_lines_of_two_threads_between_which_only_time_passed_are_open_and_their_lanes_with_them():
    assert (
        shape(timed(main=0.1, a_1=0.1, b_1=0.1, a_2=0.2, b_2=0.2), PAUSING)
        == f"'main', interleaved({A}, {B}, threads=True)"
    )
    assert "interleaved" not in shape(timed(main=0.1, a_1=0.1, b_1=0.1, a_2=0.11, b_2=0.11), PAUSING)


def test_what_raced_once_is_open_as_long_as_it_goes_on():
    runs = seen(["a 1", "main", "a 2", "b 1", "b 2"], ["main", "a 1", "a 2", "b 1", "b 2"])
    assert shape(runs, PAUSING) == f"interleaved({A}, 'main', threads=True), 'b 1', 'b 2'"


@pytest.mark.parametrize(
    "printed", ['"%s takes %d" % (who, what)', '"{} takes {}".format(who, what)', 'who, "takes", what']
)
def test_lines_are_read_however_they_are_made(printed):
    runs = seen(*[[f"{who} takes {what}"] for who, what in (("Ann", 1), ("Ben", 2)) * 9])
    assert shape(runs, f"print({printed})") == "one_of('Ann takes 1', 'Ben takes 2')"


def test_values_that_hold_others_are_read_by_them():
    runs = seen(*[[f"results: [(0, 0.{n}), (1, 0.{n + 1})]"] for n in range(11, 20)])
    assert shape(runs, 'print(f"results: {results}")') == "'results: [(0, {float_0:float.2}), (1, {float_1:float.2})]'"


def test_runs_in_which_a_line_came_apart_between_its_arguments_are_no_model():
    torn = seen(["pidpid  12", "", "13"], circumstance=Circumstance(Build("3.15"), buffered=False))
    runs = seen(["pid 1", "pid 2"], ["pid 2", "pid 1"])
    assert shape([*runs, *torn], 'import x\nprint("pid", n)') == "interleaved('pid 1', 'pid 2')"


def test_ids_that_only_some_runs_have_are_not_claimed_to_differ():
    runs = [Seen(Transcript.of(*(f"id {pid}" for pid in pids), pids=set(pids)), USUAL) for pids in ((71, 72), (81,))]
    assert "different" not in proposed("one/name.py", {"one/name.py": 'import os\nprint("id", os.getpid())'}, runs)


def test_the_choices_of_an_unended_line_are_unended():
    runs = seen(*[["Working" + "." * n] for n in (0, 1)] * 9, whole=False)
    assert shape(runs) == "one_of(unended('Working'), unended('Working.'))"


def test_outputs_for_a_quiz_differ_in_words_and_few_are_asked():
    runs = seen(*[[f"took 0.{n} seconds", *order] for n in range(5) for order in (["a", "b"], ["b", "a"])])
    runs = [Seen(Transcript(tuple(Line(line.text, 1.0) for line in each.transcript.lines)), USUAL) for each in runs]
    contract = loaded(proposed("one/name.py", {"one/name.py": ""}, runs), "name.py")
    assert [each.texts[1:] for each in possible(contract, runs, 5, methods=False)] == [("a", "b"), ("b", "a")]
    wrong = impossible(contract, runs, 3, methods=False)
    assert len({each.texts for each in wrong}) == 3


def test_a_duration_has_its_decimals():
    runs = [Seen(Transcript((Line(f"took 0.1{n} seconds", 1.0),)), USUAL) for n in range(9)]
    assert shape(runs) == "'took {took:seconds.2} seconds'"


def test_few_words_are_choices_and_many_are_a_hole():
    few = seen(*[[f"winner: {name}"] for name in ("Ann", "Ben") * 9])
    many = seen(*[[f"winner: name{n}"] for n in range(18)])
    source = 'print(f"winner: {winner}")'
    assert shape(few, source) == "one_of('winner: Ann', 'winner: Ben')"
    assert shape(many, source) == "'winner: {winner:name}'"


def test_a_line_that_some_runs_print_is_optional_or_instead_of_another():
    assert shape(seen(["a", "b", "c"], ["a", "c"])) == "'a', optional('b'), 'c'"
    assert shape(seen(["a", "b", "c"], ["a", "d", "c"])) == "'a', one_of('b', 'd'), 'c'"


def test_a_traceback_is_its_own_frames_and_its_last_line():
    """And three dots where frames of others follow."""
    own = ['  File "/x/name.py", line 3, in work', "    f()", "    ~^^"]
    other = ['  File "/lib/queue.py", line 7, in get', "    g()"]
    no_source = ['  File "<string>", line 1, in <module>']
    begins, ends = "Traceback (most recent call last):", "ValueError: no"
    frame = "('name.py', 3, 'work', 'f()')"
    for frames, told in (
        (own, frame),
        ([*other, *own], frame),
        ([*own, *other, *no_source], f"{frame}, ..."),
        ([*own, *other, *own], f"{frame}, {frame}"),
        ([own[0], *no_source], "('name.py', 3, 'work'), ..."),
    ):
        said = shape(seen([begins, *frames, ends], exit=1))
        assert said == f"traceback('ValueError: no', {told}), exit=1"
    assert shape(seen([begins, *other, ends], exit=1)) == "traceback('ValueError: no'), exit=1"


def test_how_it_ends_is_part_of_it():
    assert shape(seen(["a", "Name: "], whole=False)) == "'a', unended('Name: ')"
    assert shape(seen(["a"], hangs=("",))) == "'a', may_hang=True"


def test_lanes_are_torn_only_where_the_program_itself_has_no_buffer():
    runs = seen(["Ann: 1", "Ben: 1"], ["Ben: 1", "Ann: 1"])
    torn = [["Ann: 1Ben: 1", ""]]
    source = 'import threading\nthreading.Thread()\nprint(f"{name}: {step}")'
    unbuffered = Circumstance(Build("3.15"), buffered=False)
    assert shape([*runs, *seen(*torn, circumstance=unbuffered)], source).endswith("threads=True)")
    assert shape([*runs, *seen(*torn)], source).endswith("torn=True)")


def test_what_counts_up_is_written_once():
    runs = seen([f"task {n}" for n in range(4)])
    assert shape(runs) == "*(f'task {i}' for i in range(4))"


def test_ids_that_were_never_the_same_are_claimed_to_differ():
    runs = [
        Seen(Transcript.of(f"a {one}", f"b {other}", pids={one, other}), USUAL) for one, other in ((71, 72), (82, 81))
    ]
    contract = loaded(proposed("one/name.py", {"one/name.py": ""}, runs), "name.py")
    with pytest.raises(Mismatch, match="different_processes"):
        contract.checked(Transcript.of("a 71", "b 71", pids={71}))


@pytest.mark.parametrize("snippet", ["process/process.py", "thread/two_loops.py", "choosing/thread_exception.py"])
def test_a_program_of_the_book_gets_a_contract_that_holds_and_rejects_wrong_outputs(snippet):
    """`python -m benchmarks.proposals` does it with all of them."""
    book = Book(ROOT)
    python = [interpreter(sys.executable)]
    contract = loaded(proposed(snippet, {snippet: book.source(snippet)}, look(book, snippet, python, 12)), "name.py")
    further = look(book, snippet, python, 4, 100)
    readings = [contract.checked(*each) for each in further]
    mutants = list(output_mutants(contract, readings[0]))
    killed = sum(not survives(contract, readings[0], mutant) for mutant in mutants)
    assert killed >= 0.8 * len(mutants)


def test_programs_that_a_program_names_run_beside_it():
    assert set(files_of(Book(ROOT), "distributed/demo.py")) == {"distributed/master.py", "distributed/worker.py"}


def begin(book, *programs: Path, page: str = "one/counting") -> list[str]:
    done: list[str] = []
    new(book.root, page, list(programs), [sys.executable], done.append)
    return [line for line in done if not line[0].isdigit()]  # without those that tell a slow machine's progress


@pytest.fixture
def counting(tmp_path) -> Path:
    program = tmp_path / "counting.py"
    program.write_text('for n in range(3):\n    print(f"step {n}")  # (1)!\n', "utf-8")
    return program


def test_a_new_page_is_unfinished_in_what_is_marked_and_in_nothing_else(little_book, counting):
    little_book.record("one/hello.py")
    (little_book.root / "docs" / "assets").mkdir(parents=True)
    for name in ("overrides", "docs/zh/one", "docs/en/one"):
        (little_book.root / name).mkdir(parents=True, exist_ok=True)
    assert [line.partition(" ")[0] for line in begin(little_book, counting)] == ["wrote", "running", *["wrote"] * 5]
    found = [each for each in mistakes(Book(little_book.root)) if not isinstance(each, Waits)]
    marked = [
        f"{file.relative_to(little_book.root).as_posix()}:{number}"
        for file in sorted(little_book.root.rglob("*"))
        if file.suffix in {".py", ".md", ".txt", ".yml"}
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if MARK in line
    ]
    assert sorted(f"{each.path}:{each.line}" for each in found) == sorted(marked)
    assert all(each.what.startswith("is not finished: ") for each in found)
    assert "      - one/counting.md\n" in (little_book.root / "mkdocs.yml").read_text("utf-8")


def test_what_is_there_is_kept(little_book, counting):
    begin(little_book, counting)
    before = {file: file.read_bytes() for file in little_book.root.rglob("*") if file.is_file()}
    assert all(line.startswith(("running ", "kept ")) for line in begin(little_book, counting))
    assert {file: file.read_bytes() for file in little_book.root.rglob("*") if file.is_file()} == before
    counting.write_text("print('another')\n", "utf-8")
    with pytest.raises(Mistake, match=r"snippets/one/counting.py:1: is not .*counting.py; rename one of them"):
        begin(little_book, counting)


def test_a_second_program_is_added_to_its_page(little_book, counting):
    begin(little_book, counting)
    other = counting.with_name("other.py")
    other.write_text('print("other")\n', "utf-8")
    begin(little_book, other)
    for language in ("zh", "en"):
        text = (little_book.root / "docs" / language / "one" / "counting.md").read_text("utf-8")
        assert text.count('--8<-- "one/counting.py"') == text.count('--8<-- "one/other.py"') == 1


def test_a_run_with_trouble_is_the_last_and_its_program_can_be_mended_where_it_lies(little_book, counting):
    counting.write_text("import subprocess\nprint('begun')\nsubprocess.Popen(['sleep', '30'])\n", "utf-8")
    told = (
        r"snippets/one/counting.py:1: a run on .* has trouble: left behind: .*sleep.*; mend it there, then the same com"
    )
    with pytest.raises(Mistake, match=told):
        begin(little_book, counting)
    mended = little_book.root / "snippets" / "one" / "counting.py"
    mended.write_text('print("mended")\n', "utf-8")
    assert begin(little_book, counting)[0].startswith("kept snippets/one/counting.py, which is not ")
    assert mended.read_text("utf-8") == 'print("mended")\n'
    assert '"mended",' in (little_book.root / "tests" / "snippets" / "one" / "test_counting.py").read_text("utf-8")


def test_what_would_start_processes_without_end_is_told_before_it_is_run(little_book, counting):
    counting.write_text("import multiprocessing\n\nprint(multiprocessing.current_process().name)\n", "utf-8")
    _, note, running, *_ = begin(little_book, counting)
    assert note.startswith('note: one/counting.py starts processes and has no `if __name__ == "__main__":`; ')
    assert running.startswith("running ")


def test_a_program_is_laid_out_as_it_stays(little_book, counting):
    counting.write_text("import sys\nimport os\nprint(os.name in sys.modules,)\n", "utf-8")
    begin(little_book, counting)
    laid_out = (little_book.root / "snippets" / "one" / "counting.py").read_text("utf-8")
    assert laid_out == "import os\nimport sys\n\nprint(\n    os.name in sys.modules,\n)\n"
    assert not any("is not" in line for line in begin(little_book, counting))


def test_what_a_linter_objects_to_in_a_program_is_told_before_its_contract_is_proposed(little_book, counting):
    counting.write_text("now = lambda: 1\nprint(now())\n", "utf-8")
    (little_book.root / "ruff.toml").write_text('lint.select = ["E"]\n', "utf-8")
    _, note, running, *_ = begin(little_book, counting)
    assert note.startswith("note: snippets/one/counting.py:1:1: E731 ")
    assert running.startswith("running ")


def test_lines_that_a_pipe_does_not_get_are_told_of():
    piped = replace(USUAL, output="pipe")
    told = lost([*seen(["a", "b"]), Seen(Transcript.of("b"), piped)])
    assert told.startswith("through a pipe a run printed 1 lines, on a terminal each at least 2: ")
    assert not lost([*seen(["a", "b"]), Seen(Transcript.of("b", "a"), piped)])


def test_without_a_program_one_is_begun_and_not_run(little_book):
    with pytest.raises(Mistake, match=r"snippets/one/counting.py:1: is only begun; write it"):
        begin(little_book)
    assert MARK in (little_book.root / "snippets" / "one" / "counting.py").read_text("utf-8")


def test_a_mistake_is_one_line(little_book):
    command = [sys.executable, "-m", "interleave.scaffold", "queues"]
    done = subprocess.run(command, cwd=little_book.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "make new: PAGE=queues is no page; give a chapter and a name, like PAGE=thread/queues\n"


def test_a_chapter_that_is_new_gets_its_place_and_a_name_in_both_languages():
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    made = with_nav(settings, "async/queues.md")
    assert made.count("async") == 3
    assert made.count(MARK) == 2
    assert with_nav(made, "async/queues.md") == made
