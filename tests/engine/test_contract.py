"""What a contract accepts and what it rejects: shapes, holes, claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interleave import Contract, any_order, in_order, interleaved, lane, one_of, optional, repeated
from interleave.circumstance import Build, Circumstance
from interleave.contract import ContractMistake, Mismatch
from interleave.transcript import Line, Transcript

POOL = Contract(
    "process/pool.py",
    "Parent {parent:pid}.",
    interleaved(
        "Waiting...",
        *(in_order(f"Run {i} ({{worker{i}:pid}})", f"Task {i} took {{took{i}:seconds}} s") for i in range(3)),
    ),
    "Done.",
)
PIDS = {10, 11, 12}
GOOD = (
    "Parent 10.",
    "Run 0 (11)",
    "Waiting...",
    "Run 1 (12)",
    "Task 1 took 0.10 s",
    "Run 2 (12)",
    "Task 0 took 0.20 s",
    "Task 2 took 0.05 s",
    "Done.",
)


def accepts(contract: Contract, *texts: str, pids: set[int] = PIDS, exit: int = 0, whole: bool = True) -> bool:
    try:
        contract.checked(Transcript.of(*texts, pids=pids, exit=exit, whole=whole))
    except Mismatch:
        return False
    return True


def of(*shapes) -> Contract:
    return Contract("chapter/name.py", *shapes)


def changed(number: int, text: str) -> tuple[str, ...]:
    return (*GOOD[:number], text, *GOOD[number + 1 :])


def swapped(one: int, other: int) -> tuple[str, ...]:
    lines = list(GOOD)
    lines[one], lines[other] = lines[other], lines[one]
    return tuple(lines)


def test_a_good_run_is_accepted():
    assert accepts(POOL, *GOOD)


@pytest.mark.parametrize("number", range(len(GOOD)))
def test_every_dropped_line_is_rejected(number):
    assert not accepts(POOL, *GOOD[:number], *GOOD[number + 1 :])


@pytest.mark.parametrize("number", range(len(GOOD)))
def test_every_doubled_line_is_rejected(number):
    assert not accepts(POOL, *GOOD[: number + 1], *GOOD[number:])


@pytest.mark.parametrize(("one", "other"), [(0, 1), (3, 4), (5, 7), (1, 6), (7, 8)])
def test_ordered_lines_swapped_are_rejected(one, other):
    assert not accepts(POOL, *swapped(one, other))


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 3), (4, 6), (6, 7)])
def test_lines_of_different_lanes_swapped_are_accepted(one, other):
    assert accepts(POOL, *swapped(one, other))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "Parent 99."),  # a number that is no process of the run
        (0, "Parent 010."),
        (1, "Run 0 (11) "),
        (1, " Run 0 (11)"),
        (4, "Task 1 took 1 s"),
        (4, "Task 1 took -0.10 s"),
        (4, "Task 1 took 0.1e1 s"),
        (8, "Done"),
        (8, "done."),
        (8, ""),
    ],
)
def test_a_wrong_line_is_rejected(number, text):
    assert not accepts(POOL, *changed(number, text))


def test_a_wrong_exit_status_is_rejected():
    assert not accepts(POOL, *GOOD, exit=1)
    assert accepts(Contract("a/b.py", "x", exit=-6), "x", exit=-6)


def test_a_last_line_without_its_end_is_rejected():
    assert not accepts(POOL, *GOOD, whole=False)


def test_no_output_fits_an_empty_contract_only():
    assert accepts(of())
    assert not accepts(of(), "")
    assert not accepts(POOL)


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        ("int", ["0", "-7", "12"], ["", "1.0", "x", "+1", "1 ", "-0", "007", "-07"]),
        ("float", ["0.5", "-1.25", "-0.0", "10.0"], ["1", ".5", "1.", "00.5", "-01.5"]),
        ("seconds", ["0.5", "12.0"], ["-0.5", "1", "1.5s", "000.15", "012.0"]),
        ("thread", ["1", "140000000000000"], ["0", "-1", "a", "01"]),
        ("word", ["a", "(1)!"], ["a b", ""]),
        ("name", ["Thread-1", "x_2", "a.b"], ["a b", "a/b", ""]),
        ("text", ["a b", " ", "任务"], [""]),
        ("path", ["/tmp/x", "a.py"], ["a b", ""]),
        ("port", ["1", "65535"], ["0", "x", "123456", "080"]),
        ("hex", ["0x7f", "0xABC"], ["7f", "0x", "0xg"]),
        (
            "clock",
            ["00:00:00", "23:59:59.123", "09:05:00,1"],
            ["24:00:00", "9:05:00", "09:05", "09:05:60", "09:05:00."],
        ),
        ("date", ["2026-11-26", "2028-02-29"], ["2026-13-01", "2026-1-1", "26-11-26", "2026-11-32", "0000-01-01"]),
        ("int?", ["", "7"], ["07", " "]),
        ("text?", ["", " "], []),
    ],
)
def test_hole_types(type_, good, bad):
    contract = of(f"<{{:{type_}}}>")
    assert [text for text in good if not accepts(contract, f"<{text}>")] == []
    assert [text for text in bad if accepts(contract, f"<{text}>")] == []


def timed(at: float, text: str) -> Transcript:
    return Transcript((Line(text, at),), pids=frozenset({10, 11}), program=10)


@pytest.mark.parametrize(
    ("type_", "at", "good", "bad"),
    [
        ("seconds", 1.5, ["0.00", "1.5", "1.501"], ["1.6", "1.502", "2.1"]),
        ("microseconds", 0.001, ["0.0", "2000.0"], ["2000.2", "10000.0"]),
    ],
)
def test_a_duration_is_not_longer_than_the_run_had_lasted(type_, at, good, bad):
    contract = of(f"took {{:{type_}}}")
    for text in good:
        contract.checked(timed(at, f"took {text}"))
    for text in bad:
        with pytest.raises(Mismatch, match=r"line 1 of 1 is not true: .* that the run had lasted; .* is a \{:float\}"):
            contract.checked(timed(at, f"took {text}"))


def test_a_duration_may_have_been_rounded():
    contract = of("took {:seconds}")
    contract.checked(timed(1.96, "took 2.0"))
    with pytest.raises(Mismatch):
        contract.checked(timed(1.94, "took 2.0"))


def test_where_nobody_looked_at_a_clock_a_duration_may_be_any():
    assert accepts(of("took {:seconds}"), "took 999.9")


def test_a_child_is_a_process_of_the_run_and_not_the_program():
    contract = of("by {:child}")
    contract.checked(timed(1, "by 11"))
    with pytest.raises(Mismatch, match="10 is the program's own process, no child"):
        contract.checked(timed(1, "by 10"))
    with pytest.raises(Mismatch, match="12 is not a process of this run"):
        contract.checked(timed(1, "by 12"))


def test_a_program_is_the_program_and_no_other_process_of_the_run():
    contract = of("by {:program}")
    contract.checked(timed(1, "by 10"))
    with pytest.raises(Mismatch, match="11 is not the program's own process, which is 10"):
        contract.checked(timed(1, "by 11"))


def test_a_hole_may_say_how_many_decimals_it_has():
    contract = of("took {:seconds.2} of {:float.1}")
    assert accepts(contract, "took 0.15 of 2.5")
    for text in ("took 0.1 of 2.5", "took 0.150 of 2.5", "took 0. of 2.5", "took 0.15 of 2.50"):
        assert not accepts(contract, text)
    with pytest.raises(Mismatch, match=r"'0\.150' is no seconds\.2"):
        contract.checked(timed(1, "took 0.150 of 2.5"))
    with pytest.raises(Mismatch, match=r"could have come here:\n +took \{:seconds.2\} of"):
        contract.checked(timed(1, "gave"))


@pytest.mark.parametrize(
    "type_name", ["seconds.", "seconds.0", "seconds.x", "seconds.-1", "int.2", "word.2", "second.2"]
)
def test_decimals_are_for_numbers_that_have_some(type_name):
    with pytest.raises(ContractMistake, match="has the unknown type"):
        of(f"took {{:{type_name}}}")


def test_a_claim_knows_when_a_line_had_come():
    run = of("a", "took {:word}").checked(Transcript((Line("a", 0.5), Line("took x", 0.75))))
    assert (run.at("a"), run.at("took")) == (0.5, 0.75)
    with pytest.raises(LookupError):
        run.at("b")


def test_a_hole_used_twice_has_one_text():
    contract = of("{a:int} and {b:int}", "{b:int} and {a:int}")
    assert accepts(contract, "1 and 2", "2 and 1")
    assert not accepts(contract, "1 and 2", "1 and 2")


def test_a_binding_is_found_even_when_the_first_way_is_wrong():
    contract = of("{a:text} {b:text}", "{b:text}")
    assert accepts(contract, "x y z", "z")
    assert accepts(contract, "x y z", "y z")
    assert not accepts(contract, "x y z", "x y")


def test_a_binding_decides_between_lanes():
    contract = of(interleaved(in_order("go {a:int}", "end {a:int}"), in_order("go {b:int}", "end {b:int}")))
    assert accepts(contract, "go 1", "go 2", "end 2", "end 1")
    assert not accepts(contract, "go 1", "go 2", "end 2", "end 3")


def test_alike_lanes_are_not_alike_where_their_holes_stand_elsewhere_too():
    contract = of(interleaved("go {a:int}", "go {b:int}"), interleaved("b {b:int}", "a {a:int}", torn=True))
    assert accepts(contract, "go 1", "go 2", "b 1", "a 2")
    assert accepts(contract, "go 1", "go 2", "b 2", "a 1")
    assert not accepts(contract, "go 1", "go 2", "b 1", "a 1")


def test_lanes_are_not_alike_where_one_hole_stands_for_two():
    def lane_with(n: str, m: str):
        return in_order(
            interleaved(f"go {{{n}:int}}", in_order(f"on {{{m}:int}}", f"off {{{m}:int}}")), f"end {{{n}:int}}"
        )

    contract = of(interleaved(lane_with("a", "b"), lane_with("c", "c")))
    assert accepts(contract, "go 3", "on 3", "off 3", "end 3", "go 1", "on 2", "off 2", "end 1")
    assert not accepts(contract, "go 3", "on 4", "off 4", "end 3", "go 1", "on 2", "off 2", "end 1")


def test_braces_are_doubled():
    assert accepts(of("{{{n:int}}}"), "{5}")


def test_any_order_keeps_blocks_whole():
    contract = of(any_order(in_order("a1", "a2"), in_order("b1", "b2")))
    assert accepts(contract, "b1", "b2", "a1", "a2")
    assert not accepts(contract, "a1", "b1", "a2", "b2")


def test_one_of_and_optional():
    contract = of(one_of("a", in_order("b", "c")), optional("d"), "e")
    assert accepts(contract, "a", "e")
    assert accepts(contract, "b", "c", "d", "e")
    assert not accepts(contract, "a", "b", "c", "e")
    assert not accepts(contract, "e")


def test_repeated_counts_its_rounds():
    contract = of(repeated("x {n:int}", "y {n:int}", at_least=1, at_most=2))
    assert accepts(contract, "x 1", "y 1")
    assert accepts(contract, "x 1", "y 1", "x 2", "y 2")
    assert not accepts(contract)
    assert not accepts(contract, "x 1", "y 2")
    assert not accepts(contract, *["x 1", "y 1"] * 3)


def test_a_hole_bound_before_a_repetition_keeps_its_text_inside():
    contract = of("for {n:int}", repeated("x {n:int} {m:int}"))
    assert accepts(contract, "for 1", "x 1 5", "x 1 6")
    assert not accepts(contract, "for 1", "x 1 5", "x 2 5")


@pytest.mark.parametrize(
    "shapes",
    [
        (repeated("x {n:int}"), "for {n:int}"),
        (interleaved("for {n:int}", repeated("x {n:int}")),),
        (interleaved(repeated("x {n:int}"), in_order("for {n:int}")),),
        (any_order(repeated(repeated("x {n:int}")), "for {n:int}"),),
        (repeated("x {n:int}"), optional("for {n:int}")),
    ],
)
def test_a_hole_that_stands_beside_a_repetition_has_one_text(shapes):
    contract = of(*shapes)
    assert accepts(contract, "x 1", "x 1", "for 1")
    assert not accepts(contract, "x 1", "x 1", "for 2")
    assert not accepts(contract, "x 1", "x 2", "for 2")


def test_a_hole_in_another_choice_or_repetition_does_not_bind_the_rounds():
    assert accepts(of(one_of("one {n:int}", repeated("x {n:int}"))), "x 1", "x 2")
    assert accepts(of(repeated("x {n:int}"), repeated("y {n:int}")), "x 1", "x 2", "y 3", "y 4")
    beside = of(one_of("one {n:int}", "two"), repeated("y {n:int}"))
    assert accepts(beside, "one 1", "y 1", "y 1")
    assert not accepts(beside, "one 1", "y 2")


def test_loops_in_loops_bind_each_in_its_own_rounds():
    contract = of(repeated("a {n:int}", repeated("b {n:int} {m:int}")))
    assert accepts(contract, "a 1", "b 1 5", "b 1 6", "a 2", "b 2 5")
    assert not accepts(contract, "a 1", "b 2 5")


def test_a_hole_of_two_types_is_of_both():
    assert accepts(of("{a:text}", "{a:int}"), "5", "5")
    assert not accepts(of("{a:text}", "{a:int}"), "x", "x")
    assert accepts(of("{a:int}", "{a:pid}"), "10", "10")
    assert not accepts(of("{a:int}", "{a:pid}"), "5", "5")


@pytest.mark.parametrize("type_", ["int", "pid", "thread"])
def test_more_digits_than_a_number_can_have_are_no_number(type_):
    assert not accepts(of(f"{{n:{type_}}}"), "9" * 5000)


def test_values_of_every_round():
    run = of(repeated("x {n:int}")).checked(Transcript.of("x 1", "x 2", "x 1"))
    assert run.all("n") == [1, 2, 1]


TORN = of(interleaved(lane("A", "a1", "a2"), lane("B", "b1", "b2"), torn=True))


@pytest.mark.parametrize(
    "lines",
    [
        ["a1", "a2", "b1", "b2"],
        ["a1b1", "", "a2", "b2"],
        ["b1a1", "b2", "", "a2"],  # b1 ended first, then b2 came before a1's end
        ["a1", "b1a2", "b2", ""],
    ],
)
def test_torn_lines_are_accepted(lines):
    assert accepts(TORN, *lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["a1b1", "a2", "b2"],  # a line end is lost
        ["a1b1", "", "", "a2", "b2"],  # one too many
        ["a2b1", "", "a1", "b2"],  # out of order
        ["a1a2", "", "b1", "b2"],  # one thread does not tear its own lines
    ],
)
def test_what_tearing_can_not_explain_is_rejected(lines):
    assert not accepts(TORN, *lines)


def test_lanes_are_not_torn_unless_the_contract_says_so():
    contract = of(interleaved("a1", "b1"))
    assert accepts(contract, "b1", "a1")
    assert not accepts(contract, "a1b1", "")


PROCESSES = of(interleaved("a1", "b1"))
THREADS = of(interleaved("a1", "b1", threads=True))
USUAL = Circumstance(Build("3.14.0"))
WITHOUT_GIL = Circumstance(Build("3.14.0", free_threaded=True))


@pytest.mark.parametrize(
    ("contract", "circumstance", "torn"),
    [
        (PROCESSES, USUAL, False),
        (PROCESSES, WITHOUT_GIL, False),
        (PROCESSES, replace(USUAL, buffered=False), True),
        (THREADS, USUAL, False),
        (THREADS, WITHOUT_GIL, True),
        (THREADS, replace(USUAL, buffered=False), True),
        (TORN, USUAL, True),
    ],
)
def test_lines_are_torn_as_their_stream_is_written(contract, circumstance, torn):
    lines = ("a1b1", "", "a2", "b2") if contract is TORN else ("a1b1", "")
    if torn:
        assert contract.checked(Transcript.of(*lines), circumstance).torn
    else:
        with pytest.raises(Mismatch):
            contract.checked(Transcript.of(*lines), circumstance)


def test_where_a_whole_group_is_torn_the_groups_inside_count_as_one_lane():
    contract = of(interleaved(in_order("a", interleaved("b", "c", threads=True)), "d"))
    unbuffered = replace(USUAL, buffered=False)
    assert contract.checked(Transcript.of("ad", "", "c", "b"), unbuffered)
    with pytest.raises(Mismatch):
        contract.checked(Transcript.of("a", "d", "bc", ""), unbuffered)


def test_a_line_that_may_be_torn_in_many_ways_is_soon_told():
    lanes = [in_order("a" * (1 + number % 2), f"b{number}") for number in range(10)]
    contract = of(interleaved(*lanes, torn=True))
    ends = [f"b{number}" for number in range(10)]
    assert accepts(contract, "a" * 15, *[""] * 9, *ends)
    assert not accepts(contract, "a" * 15, *[""] * 9, *ends[1:], "b1")


def test_the_end_of_a_torn_line_may_come_after_a_whole_line_of_another_process():
    contract = of(interleaved(interleaved("a", "b", torn=True), "c"))
    assert accepts(contract, "ab", "c", "")
    assert not accepts(contract, "ac", "b", "")
    assert not accepts(contract, "abc", "", "")


def test_the_rest_of_a_torn_line_is_its_own():
    contract = of(interleaved(interleaved("a", "b", torn=True), "c"))
    with pytest.raises(Mismatch, match="line 1 of 3 is not what the contract allows after its 1 character: 'c'"):
        contract.checked(Transcript.of("ac", "b", ""))


def test_torn_lanes_may_both_be_needed_in_the_same_run_of_lines():
    contract = of(interleaved(*[in_order("tick", "tick", "end")] * 2, torn=True))
    assert accepts(contract, "tick", "tick", "ticktick", "", "end", "end")
    assert accepts(contract, "tick", "tick", "end", "tick", "tick", "end")
    assert not accepts(contract, "tick", "tick", "end", "ticktick", "", "end")


def test_a_torn_lane_may_print_an_empty_line():
    contract = of(interleaved(in_order("a", ""), "b", torn=True))
    assert accepts(contract, "ab", "", "")
    assert accepts(contract, "b", "a", "")
    assert not accepts(contract, "", "a", "b")


def test_torn_lines_are_put_together_for_claims():
    run = TORN.checked(Transcript.of("a1b1", "", "a2", "b2"))
    assert run.torn
    assert run.texts == ["a1", "b1", "a2", "b2"]


def test_claims():
    contract = of("n is {n:int}")
    contract.always(zh="小于 5", en="less than 5")(lambda run: run["n"] < 5)

    @contract.never(zh="是 3", en="is 3")
    def three(run) -> bool:
        return run["n"] == 3

    assert accepts(contract, "n is 2")
    assert not accepts(contract, "n is 3")
    assert not accepts(contract, "n is 5")


def test_a_claim_that_can_not_be_asked_breaks_the_contract():
    contract = of("x")

    @contract.always(zh="有洞", en="has a hole")
    def hole(run):
        return run["y"] == 1

    with pytest.raises(Mismatch, match=r"claim hole could not be asked: KeyError: .no hole 'y' in this run"):
        contract.checked(Transcript.of("x"))


def test_claims_see_the_circumstance():
    contract = of("x")
    circumstance = Circumstance(Build("3.15.0", free_threaded=True), start_method="spawn")
    run = contract.checked(Transcript.of("x"), circumstance)
    assert (run.version, run.free_threaded, run.start_method) == ((3, 15), True, "spawn")


def test_the_message_says_where_and_why():
    with pytest.raises(Mismatch) as caught:
        POOL.checked(Transcript.of(*changed(3, "Run 1 (99)"), pids=PIDS))
    message = str(caught.value)
    assert "line 4 of 9 is not what the contract allows: 'Run 1 (99)'" in message
    assert "Run 1 ({worker1:pid})   <- 99 is not a process of this run (its processes: 10, 11, 12)" in message
    assert "bound so far: parent = 10, worker0 = 11" in message
    assert ">   4 | Run 1 (99)" in message


def test_the_message_says_what_is_missing_at_the_end():
    with pytest.raises(Mismatch, match="the output ends after line 8, and the contract wants more"):
        POOL.checked(Transcript.of(*GOOD[:-1], pids=PIDS))


def test_the_message_says_where_in_a_torn_line():
    with pytest.raises(Mismatch) as caught:
        TORN.checked(Transcript.of("a1c1", "", "a2", "b2"))
    message = str(caught.value)
    assert "line 1 of 4 is not what the contract allows after its 2 characters: 'c1'" in message
    assert "  the line could have ended here, or gone on with:\n    b1\n" in message


def test_the_message_says_where_alike_lanes_go_wrong():
    contract = of(interleaved(*(in_order(*["tick {:int}"] * 5) for _ in range(6))))
    with pytest.raises(Mismatch, match=r"^line 16 of 30 is not what the contract allows: 'tock'\n"):
        contract.checked(Transcript.of(*["tick 1"] * 15, "tock", *["tick 1"] * 14))


WORKERS = of(interleaved(*(in_order(f"worker {{{n}:int}} starts", f"worker {{{n}:int}} ends") for n in "ab")))


def test_the_message_knows_nothing_of_the_lines_after_the_one_it_names():
    with pytest.raises(Mismatch) as caught:
        WORKERS.checked(Transcript.of("worker 1 stops", "worker 2 starts", "worker 2 ends", "worker 1 ends"))
    assert str(caught.value).splitlines()[:4] == [
        "line 1 of 4 is not what the contract allows: 'worker 1 stops'",
        "  could have come here:",
        "    worker {a:int} starts",
        "  it printed:",
    ]


def test_the_message_knows_what_the_lines_before_have_bound():
    with pytest.raises(Mismatch) as caught:
        WORKERS.checked(Transcript.of("worker 2 starts", "worker 1 stops", "worker 2 ends", "worker 1 ends"))
    assert str(caught.value).splitlines()[:6] == [
        "line 2 of 4 is not what the contract allows: 'worker 1 stops'",
        "  could have come here:",
        "    worker 2 ends",
        "    worker {b:int} starts",
        "  bound so far: a = 2",
        "  it printed:",
    ]


def test_a_new_round_of_a_repetition_is_explained_without_the_texts_of_the_last():
    contract = of(repeated("task {n:int} starts", "task {n:int} ends"))
    with pytest.raises(Mismatch, match=r"\n    task {n:int} starts\n"):
        contract.checked(Transcript.of("task 1 starts", "task 1 ends", "task 2 stops"))
    with pytest.raises(Mismatch, match=r"\n    task 2 ends   <- n was '2' before, here it is '1'\n"):
        contract.checked(Transcript.of("task 1 starts", "task 1 ends", "task 2 starts", "task 1 ends"))


def test_lanes_that_are_too_alike_are_told_to_differ():
    lanes = [in_order(*["tick"] * 5, f"{{w{number}:int}} ends") for number in range(8)]
    contract = of(interleaved(*lanes), *(f"{{w{number}:int}} has ended" for number in range(8)))
    with pytest.raises(Mismatch, match=r"the lanes are too alike: .*; let lines of different lanes differ"):
        contract.checked(Transcript.of(*["tick"] * 40, *(f"{number} ends" for number in range(8)), "tock"))


def test_the_message_of_a_line_with_many_holes_is_soon_there():
    with pytest.raises(Mismatch, match="line 1 of 1 is not what the contract allows"):
        of("{:text} " * 20 + "!").checked(Transcript.of("a " * 200))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: in_order("{n:integer}"), "has the unknown type 'integer'"),
        (lambda: in_order("{n:pidd}"), "did you mean 'pid'?"),
        (lambda: in_order("{n}"), "has no type; write {n:int}"),
        (lambda: in_order("{n:int"), "opens a hole that it does not close"),
        (lambda: in_order("n:int}"), "closes a hole that it did not open"),
        (lambda: in_order("{1n:int}"), "has no proper name"),
        (lambda: in_order("a\nb"), "has a line break"),
        (lambda: in_order(5), "5 is no shape"),
        (lambda: of(interleaved()), "has no lanes"),
        (lambda: of(interleaved(interleaved("a", "b", torn=True), "c", torn=True)), "torn lanes inside torn lanes"),
        (lambda: of(repeated("a", at_least=3, at_most=2)), "is no range"),
        (lambda: of(repeated("a", at_least="3")), "give whole numbers"),
        (lambda: of(lane(in_order("a"))), "for its name; give a text first"),
        (lambda: Contract("pool"), "is no snippet"),
        (lambda: Contract("a/x.py", files="a/b.py"), "is a text; give a tuple: files=('a/b.py',)"),
        (lambda: Contract("a/x.py", needs="trio"), "is a text; give a tuple: needs=('trio',)"),
        (lambda: Contract("a/x.py", since="14"), 'give one like since="3.14"'),
        (lambda: of("x").always(zh="", en="x"), "lacks a language"),
    ],
)
def test_an_authors_mistake_is_one_line_with_its_place(make, said):
    with pytest.raises(ContractMistake) as caught:
        make()
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{__file__}:{make.__code__.co_firstlineno}: ")
    assert "\n" not in str(caught.value)


def test_the_lines_of_alike_lanes_are_counted():
    contract = of(interleaved(*(in_order(*["tick {:int}"] * 5) for _ in range(6))))
    assert accepts(contract, *["tick 1"] * 30)
    assert not accepts(contract, *["tick 1"] * 29)


def test_a_long_output_is_not_an_ambiguous_one():
    contract = of(repeated("tick {n:int}"), "done")
    ticks = [f"tick {number}" for number in range(11_000)]
    assert accepts(contract, *ticks, "done")
    assert not accepts(contract, *ticks)


def test_the_output_is_shown_up_to_its_last_line_which_tells_the_cause():
    trace = [
        "Traceback (most recent call last):",
        *(f'  File "a.py", line {number}' for number in range(8)),
        "KeyError: 1",
    ]
    with pytest.raises(Mismatch) as told:
        of("a", "b").checked(Transcript.of("a", *trace))
    assert str(told.value).splitlines()[-1] == "     11 | KeyError: 1"
    assert "more lines" not in str(told.value)


def test_a_very_long_output_is_folded_in_its_middle():
    with pytest.raises(Mismatch) as told:
        of("a", "b").checked(Transcript.of("a", *map(str, range(100)), "KeyError: 1"))
    shown = str(told.value).splitlines()
    assert shown[-1] == "    102 | KeyError: 1"
    assert "          (80 more lines)" in shown
    assert len(shown) < 30
