"""A card says in HTML what a recording holds, in both languages, and nothing that a program printed becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interleave import Contract, any_order, in_order, interleaved, lane
from interleave.card.html import card, missing
from interleave.circumstance import Build, Circumstance
from interleave.evidence.recording import Recording
from interleave.evidence.tally import Row, Tally
from interleave.run import Run, interpreter
from interleave.transcript import Transcript
from interleave.trial import record
from tests.engine.traces import traced
from tests.engine.tree import Tree


def recorded(contract: Contract, *texts: str, exit: int = 0) -> Recording:
    transcript = Transcript.of(*texts, pids={10, 11}, exit=exit)
    circumstance = Circumstance(interpreter().build, "forkserver")
    return record.recorded(
        Run(transcript, circumstance, 0.5, fenced=True, trouble=()), contract.checked(transcript), contract, {}
    )


PLAIN = Contract("one/two.py", "Parent {parent:pid}", "again {parent:pid} in {:seconds} s", exit=1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_holes_say_what_they_are_and_that_they_vary(language):
    tree = Tree(card(recorded(PLAIN, "Parent 10", "again 10 in 0.5 s", exit=1), language))
    holes = tree.of_class("il-hole")
    assert [hole["data-type"] for hole in holes] == ["pid", "pid", "seconds"]
    assert all(hole["tabindex"] == "0" for hole in holes)
    if language == "zh":
        assert holes[0]["data-tip"] == "进程号：每次运行都可能不同，但与另外 1 处总是相同"
        assert holes[2]["data-tip"] == "秒数：每次运行都可能不同"
        assert "退出状态 1" in tree.text
    else:
        assert holes[0]["data-tip"] == "Process id: differs from run to run, but is the same in 1 other place"
        assert holes[2]["data-tip"] == "Seconds: differs from run to run"
        assert "exit status 1" in tree.text


def test_it_says_how_it_was_made():
    html = card(recorded(PLAIN, "Parent 10", "again 10 in 0.5 s", exit=1), "en")
    build = interpreter().build
    made = f"{build.implementation} {build.release} · {build.platform} · forkserver · 0.50 s"
    assert made in re.sub(" free-threaded", "", html)


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("cpython", "so on today's CPython, not documented"),
        ("system", "by the operating system, here Linux"),
        ("language", None),
        ("program", None),
    ],
)
def test_a_claim_says_on_what_it_rests_unless_a_reader_expects_it(promise, said):
    contract = Contract("one/two.py", "x")
    contract.always(zh="甲", en="It is so", promise=promise)(lambda run: True)
    notes = re.findall(r'class="il-claim__runs"> \((.*?)\)<', card(recorded(contract, "x"), "en"))
    assert notes == ([said.replace("'", "&#x27;")] if said else [])


def test_what_a_program_prints_is_never_markup():
    contract = Contract("one/two.py", "<b>&amp; {:text}", interleaved(lane("<i>", "x"), "y"))
    contract.always(zh="<b>", en="<b>")(lambda run: True)
    tree = Tree(card(recorded(contract, "<b>&amp; <script>", "x", "y"), "en"))
    assert "script" not in {tag for tag, _ in tree.elements}
    assert [tag for tag, _ in tree.elements].count("b") == len(contract.claims)  # their modes, and nothing else
    assert "<b>&amp; <script>" in tree.text


def test_lanes_have_bars():
    contract = Contract("one/two.py", "start", interleaved(in_order("a1", "a2"), in_order("b1", "b2")), "end")
    tree = Tree(card(recorded(contract, "start", "a1", "b1", "b2", "a2", "end"), "en"))
    bars = [bar["style"] for bar in tree.of_class("il-bar")]
    assert bars == ["--il-lane:0;grid-row:2/6", "--il-lane:1;grid-row:3/5"]  # from the first line to the last
    dots = [line.get("style") for line in tree.of_class("il-line")]
    assert dots == [None, "--il-lane:0", "--il-lane:1", "--il-lane:1", "--il-lane:0", None]
    assert "Lane 1: " in tree.text


def test_a_nested_group_stands_in_its_lanes_place():
    contract = Contract(
        "one/two.py", interleaved(in_order("a", interleaved("x", "y"), "z"), "b"), interleaved("c", "d", "e")
    )
    tree = Tree(card(recorded(contract, "a", "b", "y", "x", "z", "e", "d", "c"), "en"))
    assert tree.of_class("il-card__screen")[0]["style"] == "--il-lanes:3"


def test_torn_lines_show_whose_each_part_is():
    contract = Contract("one/two.py", interleaved(lane("A", "a"), lane("B", "b"), torn=True))
    tree = Tree(card(recorded(contract, "ba", ""), "zh"))
    assert [piece["style"] for piece in tree.of_class("il-piece")] == ["--il-lane:1", "--il-lane:0"]
    assert len(tree.of_class("il-line--torn")) == 2
    assert "B：b" in tree.text


def test_blocks_have_brackets():
    contract = Contract("one/two.py", any_order(in_order("a", "a2"), "b"))
    tree = Tree(card(recorded(contract, "b", "a", "a2"), "en"))
    assert [bar["style"] for bar in tree.of_class("il-bar--block")] == [
        "--il-lane:0;grid-row:1/2",
        "--il-lane:1;grid-row:2/4",
    ]


def test_single_lines_in_any_order_are_dots_in_one_column():
    names = "abcdefgh"
    contract = Contract("one/two.py", any_order(*names), "end")
    html = card(recorded(contract, *reversed(names), "end"), "en")
    tree = Tree(html)
    assert tree.of_class("il-card__screen")[0]["style"] == "--il-lanes:1"
    assert [line.get("style") for line in tree.of_class("il-line")] == [*["--il-lane:0"] * len(names), None]
    assert tree.of_class("il-bar") == []
    assert "In any order: h" in tree.text


def test_lanes_without_a_name_have_the_colours_in_the_order_in_which_they_print():
    def colours(*lanes, lines: str) -> list[str]:
        html = card(recorded(Contract("one/two.py", interleaved(*lanes)), *lines.split()), "en")
        return re.findall(r'<li class="il-line il-line--lane" style="--il-lane:(\d)"', html)

    unnamed = (in_order("a1", "a2"), in_order("b1", "b2"), in_order("c1", "c2"))
    assert colours(*unnamed, lines="c1 b1 c2 a1 b2 a2") == ["0", "1", "0", "2", "1", "2"]
    named = (lane("A", "a1", "a2"), lane("B", "b1", "b2"))
    assert colours(*named, lines="b1 a1 b2 a2") == ["1", "0", "1", "0"]
    nested = (in_order("a1", interleaved("x", "y")), in_order("b1", "b2"))
    assert colours(*nested, lines="b1 b2 a1 y x") == ["0", "0", "1", "1", "2"]


def test_claims_are_told_with_their_mode():
    contract = Contract("one/two.py", "a")
    contract.always(zh="甲", en="A.")(lambda run: True)
    for seen in (True, False):

        def claim(run, seen=seen) -> bool:
            return seen

        claim.__name__ = f"claim{seen}"
        contract.sometimes(zh="乙", en="B.")(claim)

    @contract.never(zh="丙", en="C.")
    def c(run) -> bool:
        return False

    text = Tree(card(recorded(contract, "a"), "zh")).text
    assert "每次运行 甲有时 乙有时 乙从不 丙" in text
    assert "有时 乙（这次就是）有时 乙（这次不是）" in text
    text = Tree(card(recorded(contract, "a"), "en")).text
    assert "every run A.sometimes B.sometimes B.never C." in text
    assert "sometimes B. (this run did)sometimes B. (this run did not)" in text


def tallied(*releases: str, shaken: bool = True, **held: int) -> Tally:
    rows = (
        Row(Circumstance(Build(release, platform="Linux"), shaken=shaken), "2026-01-02", 1, 600, held, {})
        for release in releases
    )
    return Tally("one/two.py", {}, "", ()).joined(rows)


CLAIMING = Contract("one/two.py", "a")


@CLAIMING.always(zh="甲", en="A.")
def a(run) -> bool:
    return True


@CLAIMING.sometimes(zh="乙", en="B.")
def b(run) -> bool:
    return True


@CLAIMING.never(zh="丙", en="C.")
def c(run) -> bool:
    return False


def test_claims_tell_how_often_they_were_checked():
    tally = tallied("3.11.7", "3.12.1", a=600, b=156, c=0)
    english = Tree(card(recorded(CLAIMING, "a"), "en", tally)).text
    assert "A. (held in 1,200 of 1,200 runs)" in english
    assert "B. (this run did; seen in 312 of 1,200 runs)" in english
    assert "C. (did not happen in 1,200 of 1,200 runs)" in english
    assert english.endswith("1,200 runs on CPython 3.11–3.12, shaken")
    chinese = Tree(card(recorded(CLAIMING, "a"), "zh", tally)).text
    assert "甲（1,200 次运行中 1,200 次成立）" in chinese
    assert "乙（这次就是；1,200 次运行中 312 次发生）" in chinese
    assert "丙（1,200 次运行中 1,200 次没有发生）" in chinese
    assert chinese.endswith("打乱调度的 1,200 次运行：CPython 3.11–3.12")


def test_runs_of_both_kinds_are_counted_together_and_told_apart():
    tally = tallied("3.11.7", a=600, c=0).joined(tallied("3.11.7", "3.14.0", shaken=False, a=600, b=1, c=0).rows)
    text = Tree(card(recorded(CLAIMING, "a"), "en", tally)).text
    assert "A. (held in 1,800 of 1,800 runs)" in text
    assert "B. (this run did; seen in 2 of 1,200 runs)" in text
    assert text.endswith("1,800 runs on CPython 3.11, 3.14, 600 of them shaken")


def test_without_a_tally_nothing_is_said_of_one():
    for tally in (None, tallied()):
        text = Tree(card(recorded(CLAIMING, "a"), "en", tally)).text
        assert "B. (this run did)" in text
        assert " runs" not in text


def test_a_card_is_one_line_of_html():
    """Markdown would take a line break, or an indented line, for its own."""
    assert "\n" not in card(recorded(PLAIN, "Parent 10", "again 10 in 0.5 s", exit=1), "zh")


def test_in_place_of_a_missing_card_stands_why():
    assert missing("a <b>") == '<div class="il-card--missing" role="alert">a &lt;b&gt;</div>'


def timed(language: str = "en", shows: str = "", *, explains: bool = False) -> str:
    contract = Contract("one/two.py", "start", interleaved(lane("A", "a"), lane("B", "b")))
    contract.always(zh="甲", en="A.", promise="cpython")(lambda run: True)
    trace = traced("process P 0-100\n  prints 0 at 10\n  prints 1 at 20\n  thread T 5-90\n    prints 2 at 30\n")
    recording = replace(recorded(contract, "start", "b", "a"), trace=trace)
    return card(recording, language, shows=shows, explains=explains)


def test_with_a_trace_lines_have_times_and_marks_their_lines_colours():
    tree = Tree(timed())
    assert [line["data-at"] for line in tree.of_class("il-line")] == ["10.0", "20.0", "30.0"]
    colours = [mark["style"].partition(";")[2] for mark in tree.of_class("il-mark")]
    assert colours == ["", "--il-lane:1", "--il-lane:0"]


def test_all_but_output_and_claims_unfolds():
    html = timed(explains=True)
    seen, *folds = html.split("<details")
    assert [fold[fold.index("<summary>") + 9 : fold.index("</summary>")] for fold in folds] == [
        "Timeline",
        "Origin",
        "Legend",
    ]
    assert not any(" open" in fold[: fold.index(">")] for fold in folds)
    assert all(f'class="il-c{part}' in seen for part in ("ard__screen", "laims"))
    assert 'class="il-time"' in folds[0]
    assert "il-replay" in folds[0]
    assert "so on today" in folds[1]
    assert "il-card__made" in folds[1]
    assert "Each bar is a lane" in folds[2]
    assert "sleeps" in folds[2]
    assert not any(word in seen for word in ("so on today", "Recorded on", "Each bar"))


def test_a_timeline_may_be_open_and_stands_below_the_output():
    html = timed(shows="timeline")
    order = ["il-card__screen", 'il-fold--time" open', "il-claims", "Origin"]
    assert sorted(order, key=html.index) == order


def test_a_simple_card_is_output_and_claims():
    tree = Tree(timed(shows="simple", explains=True))
    assert not {"details", "section", "svg"} & {tag for tag, _ in tree.elements}
    assert len(tree.of_class("il-claim")) == 1
    assert len(tree.of_class("il-line")) == 3
    assert "Recorded" not in tree.text


def test_a_simple_card_hides_no_claim_for_good():
    """What a phone has no room for unfolds there."""
    recording = recorded(CLAIMING, "a")
    assert Tree(card(recording, "en", shows="simple")).of_class("il-folds--narrow")
    whole = replace(recording, claims=recording.claims[:1])
    assert not Tree(card(whole, "en", shows="simple")).of_class("il-folds--narrow")


def test_a_card_without_the_legend_says_where_it_is():
    assert 'href="#il-legend"' in timed()
    assert 'href="#il-legend"' not in timed(explains=True)
    assert 'id="il-legend"' in timed(explains=True)


def test_a_traceback_scrolls_and_does_not_wrap():
    frame = '  File "a.py", line 3, in f'
    assert "il-card__screen--scrolls" in card(recorded(Contract("one/two.py", frame, "x"), frame, "x"), "en")
    assert "il-card__screen--scrolls" not in card(recorded(Contract("one/two.py", "x"), "x"), "en")


def test_the_directory_of_a_run_is_written_as_a_shell_writes_it():
    contract = Contract("one/two.py", 'File "{:path}/two.py"', "{:path}")
    text = Tree(card(recorded(contract, 'File "/tmp/interleave-a_1b/run/two.py"', "/usr/lib/run"), "en")).text
    assert 'File "~/two.py"' in text
    assert "/usr/lib/run" in text
    assert "/tmp" not in text


def test_where_there_is_little_room_a_card_shows_as_many_claims_as_lines():
    def shown(*lines: str, claims: int = 4) -> list[bool]:
        contract = Contract("one/two.py", *lines)
        for number in range(claims):

            def claim(run) -> bool:
                return True

            claim.__name__ = f"claim{number}"
            contract.always(zh="甲", en=f"It is {number}.")(claim)
        html = card(recorded(contract, *lines), "en")
        listed = Tree(html[: html.index("<details")] + "</div></figure>").of_class("il-claim")
        assert ("All claims" in html) == (len(lines) < claims)
        return ["il-claim--more" not in (each["class"] or "") for each in listed]

    assert shown("a", "b") == [True, True, False, False]
    assert shown("a" * 90) == [True, True, False, False]
    assert shown("a", "b", "c", "d") == [True] * 4
    assert shown("a", claims=1) == [True]


def rolled(**modes: str) -> Contract:
    """A die with three faces."""
    contract = Contract("one/two.py", "{n:int}")
    for number, (name, mode) in enumerate(modes.items(), 1):

        def outcome(run, number=number) -> bool:
            return run["n"] == number

        outcome.__name__ = name
        contract.outcome(mode, zh=f"{number} 点", en=f"a {number}")(outcome)
    return contract


DIE = {"one": "sometimes", "two": "sometimes", "three": "never"}


def test_outcomes_are_counted_in_a_table_and_nowhere_else():
    row = Row(Circumstance(Build("3.14.1")), "2026-01-02", None, 100, {"one": 60, "two": 40, "three": 0}, DIE)
    html = card(recorded(rolled(**DIE), "1"), "en", Tally("one/two.py", {}, "", (row,)))
    tree = Tree(html)
    assert len(tree.of_class("il-counts")) == 1
    assert "il-claim" not in html[html.index("<details") :]
    assert "a 1 possible the recorded run" in tree.text
    assert "a 3 never" in tree.text


def test_outcomes_that_were_not_counted_stand_among_the_claims():
    tree = Tree(card(recorded(rolled(**DIE), "1"), "en"))
    assert len(tree.of_class("il-claim")) == 3 + 2  # at first sight; and which of the possible ones this run shows
    assert not tree.of_class("il-counts")
