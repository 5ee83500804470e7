"""Contracts about ends and times: runs that hang, lines without an end, tracebacks, empty holes, moments."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

import pytest

from interleave import (
    Contract,
    any_order,
    in_order,
    interleaved,
    lane,
    one_of,
    optional,
    repeated,
    traceback,
    unended,
)
from interleave.circumstance import Build, Circumstance
from interleave.contract import ContractMistake, Mismatch
from interleave.transcript import Line, Transcript
from tests.engine.test_contract import accepts, of, timed


@pytest.mark.parametrize(
    ("began", "lasted", "good", "bad"),
    [
        (
            "2026-11-26 09:05:07.600",
            1.0,
            ["09:05:07", "09:05:08", "09:05:07.6", "09:05:08,600"],
            ["09:05:06", "09:05:10"],
        ),
        ("2026-11-26 09:05:07.600", 0.2, ["09:05:07.599", "09:05:07.7", "09:05:08"], ["09:05:07.4", "09:05:07.95"]),
        (
            "2026-11-26 23:59:59.500",
            1.0,
            ["23:59:59", "00:00:00", "00:00:00.400"],
            ["23:59:58", "00:00:02", "12:00:00"],
        ),
        ("2026-11-26 23:59:59.500", 1.0, ["2026-11-26", "2026-11-27"], ["2026-11-25", "2026-11-28", "2027-11-26"]),
        ("2028-02-28 23:59:59.900", 0.05, ["2028-02-28"], ["2028-02-29", "2028-02-30"]),
    ],
)
def test_a_time_is_one_of_the_run(began, lasted, good, bad):
    seconds = datetime.fromisoformat(f"{began}+00:00").timestamp()
    contract = of("it is {:clock}" if ":" in good[0] else "it is {:date}")
    for text in good:
        contract.checked(replace(timed(lasted, f"it is {text}"), began=seconds))
        contract.checked(timed(lasted, f"it is {text}"))  # nobody looked at the clock
    for text in bad:
        with pytest.raises(Mismatch, match=f"line 1 of 1 is not true: it is not {text} in the .* s from "):
            contract.checked(replace(timed(lasted, f"it is {text}"), began=seconds))


def between(first: Line, second: Line, **circumstance) -> tuple[float, float]:
    run = of("a", "b").checked(Transcript((first, second)), Circumstance(Build("3.15.0"), **circumstance))
    return run.between("a", "b")


def test_what_lies_between_two_lines():
    """What was printed at some time after 1.0 and before 1.1, and what was between 3.0 and 3.5."""
    first, second = Line("a", 1.1, after=1.0), Line("b", 3.5, after=3.0)
    on_terminal = pytest.approx((1.8, 2.6))  # a terminal may be late by a tenth
    assert between(first, second) == between(first, second, output="pipe", buffered=False) == on_terminal
    assert between(first, second, output="pipe") == (0.0, 3.5)  # a buffer may keep a line as long as it likes
    assert between(first, replace(second, at=math.inf, after=0.0)) == (0.0, math.inf)
    assert between(Line("a", 0.2), Line("b", 0.2)) == (0.0, 0.2)


def test_an_empty_hole_has_a_value_and_a_place_for_another_text():
    contract = of("<{a:int?}>{b:word?}", "<{a:int?}>")
    assert contract.checked(Transcript.of("<>", "<>"))["a"] == ""
    assert contract.checked(Transcript.of("<7>x", "<7>"))["a"] == 7
    assert not accepts(contract, "<7>", "<>")
    assert not accepts(contract, "<>", "<7>")
    assert not accepts(of("<{a:int?}>", "<{a:int}>"), "<>", "<>")


def test_the_last_line_may_have_no_end():
    contract = of("a", unended("b {n:int}"))
    contract.checked(Transcript.of("a", "b 1", whole=False))
    with pytest.raises(Mismatch, match=r"line 2 of 2 .* 'b 1'\n.*\n    b {n:int}   \(without a line end\)"):
        contract.checked(Transcript.of("a", "b 1"))
    with pytest.raises(Mismatch, match=r"line 2 of 2 .* 'b', without a line end\n.*\n    b   <- with a line end"):
        of("a", "b").checked(Transcript.of("a", "b", whole=False))
    with pytest.raises(Mismatch, match=r"line 1 of 1 .* after its 1 character: '', without a line end"):
        of(interleaved("a", "b", torn=True)).checked(Transcript.of("a", whole=False))


@pytest.mark.parametrize(
    "make",
    [
        lambda: in_order(unended("a"), "b"),
        lambda: Contract("a/b.py", one_of("a", unended("b")), "c"),
        lambda: lane("A", optional(unended("a")), "b"),
        lambda: interleaved("a", unended("b")),
        lambda: any_order("a", in_order("b", unended("c"))),
        lambda: repeated(unended("a")),
        lambda: traceback(unended("a"), ("a.py", 1, "b")) and in_order(traceback(unended("a")), "b"),
    ],
)
def test_nothing_comes_after_an_unended_line(make):
    with pytest.raises(ContractMistake, match="an unended line is not the last; let it end the contract"):
        make()


def test_an_unended_line_is_another_contract():
    assert of("a").fingerprint != of(unended("a")).fingerprint
    assert of("a").fingerprint != Contract("chapter/name.py", "a", may_hang=True).fingerprint


def test_a_run_that_hangs_keeps_the_contract_as_far_as_it_came():
    contract = Contract("chapter/name.py", "a", "b {n:int}", interleaved("c", "d", torn=True), may_hang=True)
    for texts in ([], ["a"], ["a", "b 1"], ["a", "b 1", "cd"], ["a", "b 1", "d", "c"]):
        run = contract.checked(Transcript.of(*texts, exit=-9, hangs=("x.py, line 1, in f", "")))
        assert (run.hangs, run.where) == (True, ("x.py, line 1, in f",))
    for texts in (["b 1"], ["a", "b x"], ["a", "b 1", "c", "c"], ["a", "b 1", "c", "d", "e"]):
        with pytest.raises(Mismatch, match=f"line {len(texts)} of"):
            contract.checked(Transcript.of(*texts, hangs=("",)))
    for texts in (["a", "b 1"], ["a", "b 1", "c", "d"], ["a", "b 1", "dc"], ["a"]):  # stopped before a line end
        contract.checked(Transcript.of(*texts, hangs=("",), whole=False))
    with pytest.raises(Mismatch, match="exit status 1, wanted 0\nthe output ends after line 1"):
        contract.checked(Transcript.of("a", exit=1))
    run = contract.checked(Transcript.of("a", "b 1", "c", "d"))
    assert (run.hangs, run.where) == (False, ())


def test_a_run_that_must_end_does_not_hang():
    with pytest.raises(Mismatch, match=r"^it hangs\n"):
        of("a").checked(Transcript.of("a", hangs=("",)))


FRAME = '  File "/x/y.py", line 7, in f'
OWN = '  File "/x y/a.py", line 3, in <module>'


FRAMES = [
    ([FRAME, "    g(", "    ~^", "        x", "    ...<3 lines>...", OWN, "    f()"], True, True),
    ([OWN, "    f()", "  [Previous line repeated 1 more time]", FRAME], False, True),
    ([OWN, FRAME, "    f()", "    ", "    ^^^", "  [Previous line repeated 994 more times]"], False, True),
    ([OWN], True, True),
    ([OWN, "    f()", OWN, "    f()"], False, False),
    ([OWN, "    f()", FRAME, OWN.replace("3", "5")], False, False),
    ([OWN.replace("/a.py", "/nota.py"), "    f()"], False, False),
    ([FRAME, "    f()"], False, False),
    ([OWN.replace("3", "4"), "    f()"], False, False),
    ([OWN.replace("<module>", "f"), "    f()"], False, False),
    ([OWN, "f()"], False, False),
    ([OWN, "Error: y"], False, False),
    ([], False, False),
]


@pytest.mark.parametrize(("frames", "last", "called"), FRAMES)
def test_a_traceback_has_the_frames_that_it_must_have(frames, last, called):
    """The program's own one is the last, or with three dots it may have called another that failed."""
    printed = ("Traceback (most recent call last):", *frames, "Error: 7")
    for kept, dots in ((last, ()), (called, (...,))):
        contract = of(traceback("Error: {n:int}", ("a.py", 3, "<module>"), *dots), "end")
        assert accepts(contract, *printed, "end") == kept
        assert not accepts(contract, *printed, "Error: 7", "end")
        assert not accepts(contract, *printed[1:], "end")


@pytest.mark.parametrize(
    ("source", "kept"),
    [(["    f()"], True), (["    f()", "    ~^^"], True), (["    g()"], False), (["    f"], False), ([], False)],
)
def test_a_frame_may_have_the_text_of_its_line(source, kept):
    contract = of(traceback("Error", ("a.py", 3, "<module>", "f()")))
    assert accepts(contract, "Traceback (most recent call last):", OWN, *source, "Error") == kept


def test_a_traceback_of_no_known_frames_has_any():
    for dots in ((), (...,)):
        contract = of(traceback("Error", *dots))
        assert accepts(contract, "Traceback (most recent call last):", FRAME, "    f()", OWN, "Error")


def test_what_is_no_frame_is_said():
    for own in [("a.py", 3)], [("a.py", "3", "f")], [..., ("a.py", 3, "f")], [("a.py", 3, "f", 4)]:
        with pytest.raises(ContractMistake, match="is no frame; give file, line and function"):
            traceback("Error", *own)


def test_the_frames_of_a_traceback_have_an_order():
    contract = of(traceback("Error", ("a.py", 3, "<module>"), ("y.py", 7, "f")))
    assert accepts(contract, "Traceback (most recent call last):", OWN, "    f()", FRAME, "    g()", "Error")
    assert not accepts(contract, "Traceback (most recent call last):", FRAME, "    g()", OWN, "    f()", "Error")
