"""Wrong outputs: what is made of a run, what is left out because some run could print it, and what survives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interleave.contract import Contract, any_order, interleaved, lane, one_of, optional, repeated, traceback, unended
from interleave.transcript import Line, Transcript
from interleave.trial.mutants.outputs import output_mutants, survives


def timed(*texts: str, pids=frozenset({10, 11, 12}), program=10) -> Transcript:
    lines = tuple(Line(text, 0.1 * number) for number, text in enumerate(texts, 1))
    return Transcript(lines, pids=frozenset(pids), program=program)


def made(contract: Contract, *texts: str) -> list[tuple[str, str, list[str]]]:
    outcome = contract.checked(timed(*texts))
    return [
        (mutant.operator, mutant.what, [line.text for line in mutant.transcript.lines])
        for mutant in output_mutants(contract, outcome)
    ]


def through(contract: Contract, *texts: str) -> list[str]:
    outcome = contract.checked(timed(*texts))
    return [
        f"{mutant.operator}: {mutant.what}"
        for mutant in output_mutants(contract, outcome)
        if survives(contract, outcome, mutant)
    ]


def outputs(contract: Contract, operator: str, *texts: str) -> list[list[str]]:
    return [output for name, _, output in made(contract, *texts) if name == operator]


def test_an_exact_contract_lets_nothing_through():
    contract = Contract("a/b.py", "Parent {p:pid}", interleaved(lane("a", "1", "2"), lane("b", "x", "y")), "end")
    assert through(contract, "Parent 10", "1", "x", "2", "y", "end") == []


def test_a_contract_that_says_little_lets_wrong_outputs_through():
    contract = Contract("a/b.py", repeated("{:text}"))
    said = through(contract, "one", "two")
    assert {line.split(":")[0] for line in said} >= {"drop", "duplicate", "append", "tear"}


def test_frames_that_a_traceback_leaves_open_are_none_of_a_contract_s_business():
    contract = Contract("a/b.py", "begins", traceback("Error: no", ("b.py", 3, "f", "fail()"), ...))
    frames = (
        '  File "/lib/c.py", line 9, in run',
        "    g()",
        '  File "/srv/b.py", line 3, in f',
        "    fail()",
        '  File "/lib/d.py", line 7, in fail',
    )
    texts = ("begins", "Traceback (most recent call last):", *frames, "Error: no")
    assert through(contract, *texts) == []
    either = one_of(traceback("Error: no"), traceback("Errox: no"))
    assert through(Contract("a/b.py", "begins", either), *texts) == ["change text: Errox for Error in line 8"]


def test_an_output_of_another_outcome_is_not_wrong():
    contract = Contract("a/b.py", optional("late"), "end")
    assert through(contract, "late", "end") == ["drop: without line 1"]

    @contract.outcome("sometimes", zh="晚", en="late")
    def late(run):
        return run.texts[0] == "late"

    @contract.outcome("sometimes", zh="早", en="early")
    def early(run):
        return not late(run)

    assert through(contract, "late", "end") == []


@pytest.mark.parametrize(
    ("contract", "text", "got"),
    [
        (Contract("a/b.py", "n is {n:int}"), "n is 7", {"-7 for 7", "0 for 7", "1000010 for 7"}),
        (Contract("a/b.py", "n is {n:natural}"), "n is 7", set()),
        (Contract("a/b.py", "took {:float}"), "took 0.05", {"-0.05 for 0.05", "0.00 for 0.05", "1000003.05 for 0.05"}),
        (Contract("a/b.py", "took {:seconds}"), "took 0.05", set()),
        (Contract("a/b.py", "took {:microseconds}"), "took 9.5", set()),
        (Contract("a/b.py", "by {:word}"), "by fork", {"forkx for fork"}),
        (Contract("a/b.py", "by {:name}"), "by fork", set()),
        (Contract("a/b.py", "in {:path}:"), "in /x/y:", set()),
        (Contract("a/b.py", "at {:port}"), "at 8000", set()),
        (Contract("a/b.py", "at {:hex}"), "at 0xfe", set()),
        (Contract("a/b.py", "I am {:pid}"), "I am 10", set()),
        (Contract("a/b.py", "at {:clock}"), "at 09:05:00,123", set()),
        (Contract("a/b.py", "on {:date}"), "on 2026-11-26", set()),
        (Contract("a/b.py", "{:word?} {:int?}"), " ", set()),
        (Contract("a/b.py", "I am {:child}"), "I am 11", set()),
        (Contract("a/b.py", "took {:seconds.2}"), "took 0.05", set()),
        (Contract("a/b.py", "I am {:program}"), "I am 10", set()),
        (Contract("a/b.py", "I am {:thread}"), "I am 11", set()),
    ],
)
def test_what_a_hole_alone_lets_through(contract, text, got):
    assert set(through(contract, text)) == {f"change hole: {each} in line 1" for each in got}


def test_a_claim_closes_a_hole():
    contract = Contract("a/b.py", "n is {n:int}")

    @contract.always(zh="是 7", en="It is 7")
    def seven(run) -> bool:
        return run["n"] == 7

    assert through(contract, "n is 7") == []


def test_lines_of_different_lanes_are_not_swapped():
    lanes = Contract("a/b.py", interleaved(lane("a", "1", "2"), lane("b", "x")))
    assert outputs(lanes, "swap", "1", "x", "2") == [["2", "x", "1"]]
    assert outputs(Contract("a/b.py", "1", "x", "2"), "swap", "1", "x", "2") == [["x", "1", "2"], ["1", "2", "x"]]


def test_lines_that_differ_in_holes_only_are_not_swapped():
    contract = Contract("a/b.py", repeated("n is {n:int}"), "end")
    assert outputs(contract, "swap", "n is 1", "n is 2", "end") == [["n is 1", "end", "n is 2"]]


def test_blocks_are_not_mixed():
    blocks = Contract("a/b.py", any_order(lane("a", "1", "2"), lane("b", "x", "y")))
    assert ["1", "x", "2", "y"] in outputs(blocks, "swap", "1", "2", "x", "y")
    assert outputs(Contract("a/b.py", any_order("1", "2")), "swap", "1", "2") == []


def test_a_line_leaves_its_lanes():
    contract = Contract("a/b.py", "begin", interleaved(lane("a", "1"), lane("b", "x")), "end")
    moved = outputs(contract, "move", "begin", "1", "x", "end")
    assert ["1", "begin", "x", "end"] in moved
    assert ["begin", "x", "end", "1"] in moved


def test_lines_run_together_where_they_may_not():
    processes = Contract("a/b.py", interleaved(lane("a", "1"), lane("b", "x")))
    threads = Contract("a/b.py", interleaved(lane("a", "1"), lane("b", "x"), torn=True))
    assert ["1x", ""] in outputs(processes, "tear", "1", "x")
    assert ["1x", ""] not in outputs(threads, "tear", "1", "x")
    assert through(processes, "1", "x") == through(threads, "1", "x") == []


def test_a_torn_output_has_mutants_too():
    threads = Contract("a/b.py", interleaved(lane("a", "1", "2"), lane("b", "x"), torn=True))
    assert made(threads, "1x", "", "2")
    assert through(threads, "1x", "", "2") == []


def test_a_line_in_the_name_of_another_lane():
    lanes = (lane(name, f"{{{name}:pid}} here", repeated(f"{{{name}:pid}} works")) for name in "ab")
    contract = Contract("a/b.py", interleaved(*lanes))
    changed = outputs(contract, "disagree", "11 here", "12 here", "12 works", "11 works")
    lent = [output for output in changed if not any("10" in line for line in output)]
    assert len(changed) == len(lent) + 4  # in each line the id of a process that prints nothing
    assert lent == [["12 here", "12 here", "12 works", "11 works"], ["11 here", "11 here", "12 works", "11 works"]]


def test_two_processes_become_one():
    contract = Contract("a/b.py", interleaved("a is {a:pid}", "b is {b:pid}"))
    assert outputs(contract, "merge", "a is 11", "b is 12") == [["a is 12", "b is 12"], ["a is 11", "b is 11"]]
    assert through(contract, "a is 11", "b is 12") == ["merge: a is b", "merge: b is a"]


def test_any_worker_may_do_any_task():
    contract = Contract("a/b.py", "by {w0:pid}", "by {w1:pid}", "by {w2:pid}")
    assert outputs(contract, "merge", "by 11", "by 12", "by 11") == []
    assert len(outputs(contract, "merge", "by 11", "by 12", "by 10")) == 6


def test_a_hole_disagrees_with_itself():
    contract = Contract("a/b.py", "n is {n:int}", "still {n:int}")
    assert outputs(contract, "disagree", "n is 7", "still 7") == [["n is 8", "still 7"], ["n is 7", "still 8"]]


def test_a_duration_longer_than_the_run_is_no_output():
    contract = Contract("a/b.py", "took {:seconds}")
    assert ["took 0.20"] in outputs(contract, "change hole", "took 0.05")


def test_where_decimals_are_told_one_more_is_no_output():
    contract = Contract("a/b.py", "took {:seconds.2}")
    assert ["took 0.050"] in outputs(contract, "change hole", "took 0.05")


def test_the_end_and_the_exit_status_change():
    contract = Contract("a/b.py", "1")
    outcome = contract.checked(timed("1"))
    mutants = [mutant.transcript for mutant in output_mutants(contract, outcome)]
    assert {each.exit for each in mutants} == {0, 1, -9}
    assert any(each.hangs for each in mutants)
    assert any(not each.whole for each in mutants)


def test_a_run_that_hangs_must_say_how_far_it_came():
    contract = Contract("a/b.py", "1", "2", "3", may_hang=True)
    outcome = contract.checked(replace(timed("1", "2"), hangs=("here",)))
    mutants = [mutant for mutant in output_mutants(contract, outcome) if survives(contract, outcome, mutant)]
    # It could have hung earlier, for all that this contract says.
    assert {(mutant.operator, len(mutant.transcript.lines)) for mutant in mutants} == {
        ("drop", 1),
        ("truncate", 0),
        ("truncate", 1),
    }
    ends = [mutant for mutant in output_mutants(contract, outcome) if mutant.operator == "end otherwise"]
    assert [(mutant.what, mutant.transcript.hangs) for mutant in ends] == [("ends", ())]
    assert "+(exit status 0)" in list(ends[0].diff(outcome.transcript))


def test_a_line_end_comes_after_an_unended_line():
    contract = Contract("a/b.py", "1", unended("{n:int}"))
    outcome = contract.checked(replace(timed("1", "2"), whole=False))
    made = {mutant.what: survives(contract, outcome, mutant) for mutant in output_mutants(contract, outcome)}
    assert made["with the last line end"] is False
    assert "without the last line end" not in made


def test_a_mutant_differs_and_says_how():
    contract = Contract("a/b.py", "1", "2")
    outcome = contract.checked(timed("1", "2"))
    for mutant in output_mutants(contract, outcome):
        assert mutant.transcript != outcome.transcript
        assert list(mutant.diff(outcome.transcript))


def test_a_program_nobody_knows_is_no_childs_mutant():
    contract = Contract("a/b.py", "I am {:child}")
    outcome = contract.checked(replace(timed("I am 11"), program=None))
    changed = [mutant for mutant in output_mutants(contract, outcome) if mutant.operator == "change hole"]
    assert {mutant.transcript.lines[0].text for mutant in changed} == {
        "I am 13",
        "I am 0",
        "I am 011",
        "I am -1",
        "I am ",
    }
