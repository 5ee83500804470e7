"""A timeline shows what a trace holds: where it is, in words, and never more than the eye can tell."""

from __future__ import annotations

import gzip
import math
import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interleave.card.legend import legend
from interleave.card.timeline import is_legible, timeline
from interleave.card.timeline.layout import COLUMNS, LEVELS, STEPS, Shade, laid_out
from interleave.card.timeline.replaying import moments, slowness
from interleave.trace import WAITS, Mark, Span, Trace, Track
from tests.engine.traces import STORIES, traced
from tests.engine.tree import Tree


def rows(text: str):
    return laid_out(traced(text)).rows


def spoken(text: str, language: str = "en") -> list[str]:
    return [track["aria-label"] for track in Tree(timeline(traced(text), language)).of_class("il-time__track")]


# Where things stand


def test_a_process_and_its_main_thread_are_one_row_and_other_tracks_stand_inside_of_it():
    text = """
process MainProcess 0-100
  thread MainThread 0-100
    call main 10-90
    task Task-1 20-80
      await sleep 30-70
  thread Thread-1 (work) 40-60
    call work 41-59
process Process-1 50-90 of 1
  thread MainThread 50-90
    sleep 60-80
"""
    trace = traced(text)
    shown = [(row.depth, [trace.tracks[number].name for number in row.tracks]) for row in laid_out(trace).rows]
    assert shown == [
        (0, ["MainProcess", "MainThread"]),
        (1, ["Thread-1 (work)"]),
        (1, ["Task-1"]),
        (0, ["Process-1", "MainThread"]),
    ]


def test_tracks_that_did_nothing_of_the_program_s_own_are_not_shown():
    text = "process A 0-100\n  running 0-9\n  thread T 0-100\n    running 1-2\nprocess B 0-100 of 1\n  running 1-2\n"
    assert [row.tracks for row in rows(text)] == [(0, 1)]  # but the program itself is, always


def test_time_is_linear():
    picture = laid_out(traced("process A 100-400\n  call f 100-400\n  sleep 150-250\n  prints 0 at 500\n"))
    assert (picture.start, picture.end) == (0.1, 0.5)
    assert [(box.start, box.end) for box in picture.rows[0].waits] == [(0.125, 0.375)]
    assert picture.rows[0].dots == ((1.0, 0),)
    assert (picture.rows[0].start, picture.rows[0].end) == (0, pytest.approx(0.75))


def test_the_start_of_the_interpreter_and_its_end_are_not_drawn():
    picture = laid_out(traced("process A 100-900\n  call <module> 200-800\n  running 100-400\n  sleep 500-600\n"))
    assert (picture.start, picture.end) == (pytest.approx(0.497), pytest.approx(0.603))
    (row,) = picture.rows
    assert row.calls == ()
    assert (row.start, row.end) == (0, 1)
    assert row.ran == ()


def test_what_is_over_in_a_moment_is_drawn_with_all_before_it():
    picture = laid_out(traced("process A 100-900\n  call <module> 200-800\n  running 100-400\n  prints 0 at 800\n"))
    assert (picture.start, picture.end) == (0.1, 0.9)


def test_tracks_that_are_alike_and_came_one_after_another_share_a_row():
    text = """
process Manager 0-100
  thread MainThread 0-100
  thread Thread-2 (serve) 10-20
    call f 11-12
  thread Thread-3 (serve) 15-25
    call f 16-17
  thread Thread-4 (serve) 20-30
    call f 21-22
  thread Thread-5 (print) 40-50
    prints 0 at 41
  thread Thread-6 (print) 50-60
    prints 1 at 51
"""
    shown = {row.name: row.tracks for row in rows(text)[1:]}
    assert shown == {
        "Thread-… (serve)": (2, 4),
        "Thread-3 (serve)": (3,),
        "Thread-5 (print)": (5,),
        "Thread-6 (print)": (6,),
    }


@pytest.mark.parametrize(
    ("start", "end", "ticks"),
    [
        (0, 100, [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        (150, 629, [0.2, 0.3, 0.4, 0.5, 0.6]),
        (150, 1730, [0.5, 1, 1.5]),
        (200, 203, [0.2, 0.2005, 0.201, 0.2015, 0.202, 0.2025, 0.203]),
        (0, 60_000, [0, 10, 20, 30, 40, 50, 60]),
    ],
)
def test_ticks_are_few_and_round(start, end, ticks):
    assert list(laid_out(traced(f"process A {start}-{end}\n")).ticks) == ticks


def test_where_running_was_not_measured_nothing_runs_and_the_card_says_so():
    text = "process A 0-100\n  call f 0-100\n  sleep 20-40\n  lock x 30-50\n  io 90-100\n"
    (row,) = rows(text)
    assert row.ran == ()
    assert [(box.start, box.end) for box in row.turns] == [(0, 0.2), (0.5, 0.9)]
    html = timeline(traced(text), "en")
    assert "runs on a processor" not in html
    assert "When it ran on a processor was not measured" in html


def test_where_running_was_measured_it_is_shown_and_of_a_task_when_it_has_its_turn():
    text = "process A 0-100\n  call f 0-100\n  running 0-10\n  task T 0-100\n    await 10-100\n"
    row, task = rows(text)
    assert row.ran == (Shade(0, 0.1, LEVELS),)
    assert (row.turns, task.ran) == ((), ())
    assert [(box.start, box.end) for box in task.turns] == [(0, 0.1)]
    assert "not measured" not in timeline(traced(text), "en")


def test_a_shade_is_the_share_of_the_time():
    (row,) = rows("process A 0-1000\n  call f 0-1000\n  running 0-500 500-1000*0.25\n")
    assert row.ran == (Shade(0, 0.5, LEVELS), Shade(0.5, 1, LEVELS // 4))
    html = timeline(traced("process A 0-1000\n  call f 0-1000\n  running 0-1000*0.5\n"), "en")
    assert f"opacity=%220.5%22 stroke-dasharray=%220 0 {COLUMNS} {COLUMNS}%22/>" in html
    assert "was on a processor for 500 ms" in html


def test_no_shade_is_less_than_none():
    """What was drawn too much is taken back from the next columns, and from none more than it has."""
    (row,) = rows("process A 0-1000\n  call f 0-1000\n  running 0-2*0.15625 2-4*0.128 4-6*0.0003 6-8*0.2\n")
    assert [(shade.start, shade.level) for shade in row.ran] == [(0, 5), (0.006, 6)]


def test_what_is_finer_than_a_pixel_is_a_shade():
    """A thread that runs every other microsecond of the first half, and the whole second half."""
    moments = [f"{at / 1000:g}-{(at + 1) / 1000:g}" for at in range(0, 5000, 2)]
    (row,) = rows(f"process A 0-10\n  call f 0-10\n  running {' '.join(moments)} 5-10\n")
    assert row.ran == (Shade(0, 0.5, LEVELS // 2), Shade(0.5, 1, LEVELS))


def test_who_waits_for_the_gil_stands_behind_its_shade():
    text = "process A 0-100\n  call f 0-100\n  ready 10-30 40-60\n  running 30-40 60-70\n"
    (row,) = rows(text)
    (box,) = row.waits  # one, though it ran in between
    assert (box.kind, box.start, box.end, round(box.seconds, 6)) == ("ready", 0.1, 0.7, 0.04)
    html = timeline(traced(text), "en")
    assert re.search(r'class="il-wait il-wait--ready il-wait--short" title="waits for the GIL or a core · 40 ms"', html)
    assert "waited 40 ms for the GIL or a core" in html


@given(st.randoms(use_true_random=True), st.integers(1, 4))
def test_no_more_is_drawn_than_ran(random, cores):
    """Neither at any moment of all rows, nor in all of any row; and no less in any row, but for a part of a column."""
    tracks = [Track("process", f"P{number}", None, number, None, 0, 1) for number in range(random.randint(1, 6))]
    edges = sorted({0, 1, *(random.random() for _ in range(random.choice([3, 30, 900])))})
    spans = [Span(number, "call", "f", 0, 1) for number in range(len(tracks))]
    for start, end in pairwise(edges):
        free = float(cores)
        for number in random.sample(range(len(tracks)), len(tracks)):
            share = min(1, free, random.choice([0, 0.01, 1, random.random()]))
            free -= share
            spans.append(Span(number, "running", "", start, end, math.floor(share * 1000) / 1000))
    picture = laid_out(Trace(tuple(tracks), tuple(spans), (), sampled=True))
    drawn = [0] * COLUMNS
    for number, row in enumerate(picture.rows):
        for shade in row.ran:
            assert 0 < shade.level <= LEVELS
            for column in range(round(shade.start * COLUMNS), round(shade.end * COLUMNS)):
                drawn[column] += shade.level
        ran = sum(span.seconds for span in spans if (span.track, span.kind) == (number, "running"))
        assert sum(shade.level * (shade.end - shade.start) for shade in row.ran) / LEVELS == pytest.approx(
            ran, abs=(2 + len(tracks)) / COLUMNS
        )
    assert max(drawn) <= cores * LEVELS


def test_calls_are_stacked_and_short_inner_ones_are_left_out():
    (row,) = rows(
        "process A 0-1000\n  call outer 0-900\n  call inner 100-500\n  call tiny 600-601\n  call other 900-990\n"
    )
    assert [[box.name for box in level] for level in row.calls] == [["outer", "other"], ["inner", "tiny"]]
    (row,) = rows("process A 0-1000\n  call outer 0-900\n  call tiny 600-601\n")
    assert [[box.name for box in level] for level in row.calls] == [["outer"]]


def test_many_calls_at_one_place_are_one_box():
    text = "process A 0-10000\n" + "".join(f"  call f {at}-{at + 1}\n" for at in range(100, 5100))
    (row,) = rows(text)
    (box,) = row.calls[0]
    assert (box.spans, round(box.seconds, 6)) == (5000, 5.0)
    assert "f, 5000 times · 5 s" in timeline(traced(text), "en")


def test_locks_keep_their_colour_in_every_track():
    tree = Tree(timeline(traced(STORIES["deadlock"]), "en"))
    styles = [shape["class"] for shape in tree.of_class("il-lock")]
    assert styles == ["il-lock il-lock--0", "il-lock il-lock--1"]  # Alice holds checking, Bob savings
    waits = [shape["class"].split() for shape in tree.of_class("il-wait--lock")]
    assert [style[2] for style in waits if style[2].startswith("il-lock")] == ["il-lock--1", "il-lock--0"]
    # Alice waits for savings, Bob for checking


def test_a_line_has_a_mark_on_its_track_and_a_number_that_is_counted_from_1():
    html = timeline(traced("process A 0-1000\n  call f 0-1000\n  prints 0 at 100\n  prints 2 at 500\n"), "en")
    tree = Tree(html)
    assert [mark["data-line"] for mark in tree.of_class("il-mark")] == ["0", "2"]
    assert re.findall(r'il-mark[^>]*left:([\d.]+%);">(.*?)<', html) == [("10%", "1"), ("50%", "3")]


@pytest.mark.parametrize(
    ("lines", "text"),
    [((0, 1), "1,2"), ((0, 1, 2), "1–3"), ((0, 2, 3), "1…4"), ((0,), "1")],
)
def test_numbers_that_have_no_room_share_it(lines, text):
    marks = "".join(f"  prints {line} at {500 + line}\n" for line in lines)
    (row,) = rows(f"process A 0-1000\n{marks}")
    assert [number.text for number in row.numbers] == [text]
    assert len(row.dots) == len(lines)


def test_a_torn_line_has_a_mark_on_each_track_that_printed_of_it():
    html = timeline(traced("process A 0-9\n  prints 0 at 3\n  thread T 0-9\n    prints 0 at 4\n"), "zh")
    assert len(re.findall('class="il-mark" data-line="0"', html)) == 2


# What it says


def test_each_track_is_told_in_words():
    main, alice, bob = spoken(STORIES["deadlock"])
    assert main == (
        "MainProcess (process 1), 150 ms to 360 ms; was on a processor for 104 ms; waited 98 ms for Alice to end; "
        "waited 3 ms for each_holds_one; printed line 1–3."
    )
    assert alice == (
        "Alice (process 1), 240 ms to 360 ms; ran transfer; was on a processor for 2 ms; held checking for 119 ms; "
        "waited 105 ms for savings; waited 13 ms for each_holds_one."
    )
    assert "held savings" in bob
    assert "waited 105 ms for checking" in bob
    assert spoken(STORIES["deadlock"], "zh")[1] == (
        "Alice（进程 1），240 毫秒到 360 毫秒；执行 transfer；在处理器上 2 毫秒；拿着 checking 119 毫秒；"
        "等 savings 105 毫秒；等 each_holds_one 13 毫秒。"
    )


def test_the_longest_waits_are_told_and_no_more():
    waits = "".join(f"  lock l{number} {100 * number}-{100 * number + 10 * number}\n" for number in range(1, 8))
    (said,) = spoken(f"process A 0-2000\n{waits}")
    assert re.findall(r"for (l\d)", said) == ["l7", "l6", "l5"]
    assert said.startswith("A (process 1), 0 ms to 2 s;")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", WAITS)
def test_every_kind_of_wait_has_words_and_a_hatch_of_its_own(language, kind):
    html = timeline(traced(f"process A 0-100\n  {kind} 0-50\n  {kind} it 60-100\n"), language)
    assert f"il-wait il-wait--{kind}" in html
    style = Path(__file__).parents[2].joinpath("docs", "assets", "timeline.css").read_text("utf-8")
    assert f".il-wait--{kind}::after {{" in style
    (track,) = Tree(html).of_class("il-time__track")
    said = track["aria-label"]
    assert "50" in said
    assert "{" not in html
    key = legend(language)
    assert f'<i class="il-wait il-wait--{kind}"></i>' in key


def test_names_are_never_markup():
    text = "process <b>&amp; 0-100\n  call <i> 0-100\n  lock <u> 10-90\n  held <s> 0-100\n"
    tree = Tree(timeline(traced(text), "en"))
    assert not {"i", "u", "s"} & {tag for tag, _ in tree.elements}
    assert "<b>&amp;" in tree.text
    assert "holds <s>" in tree.text
    assert "waits for <u>" in tree.text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("story", STORIES)
def test_it_is_one_line_of_html_that_nests(story, language):
    html = timeline(traced(STORIES[story]), language)
    assert "\n" not in html
    assert not [element for _, element in Tree(html).elements if "id" in element]  # a page may have it twice


# Size


def test_waits_that_have_no_room_for_words_are_one_shape_for_each_kind():
    """It has the words, how often and how long together; the others have a shape each."""
    waits = "".join(f"  queue q {at}-{at + 9}\n" for at in range(100, 400, 30))
    tree = Tree(timeline(traced(f"process A 0-1000\n  call f 0-1000\n{waits}  queue q 500-900\n"), "en"))
    titles = [shape["title"] for shape in tree.of_class("il-wait--queue")]
    assert titles == ["waits for queue q · 400 ms", "waits for queue q, 10 times · 90 ms"]
    (short,) = tree.of_class("il-wait--short")
    assert short["style"].count("100%") == 2 * 10


def test_a_gil_passed_a_thousand_times_stays_small():
    """A running stretch costs a few bytes, and those that cannot be told apart cost nothing."""
    tracks = [Track("process", "A", None, 1, None, 0, 10)]
    tracks += [Track("thread", f"T{number}", 0, 1, None, 0, 10) for number in range(4)]
    spans = [Span(1 + number % 4, "running", "", 0.005 * number, 0.005 * number + 0.005) for number in range(2000)] + [
        Span(track, "call", "work", 0, 10) for track in range(1, 5)
    ]
    html = timeline(Trace(tuple(tracks), tuple(spans), (), sampled=True), "en")
    assert len(gzip.compress(html.encode(), 9)) < 6_000


def any_trace(random: Random) -> Trace:
    def times() -> list[float]:
        """Two moments, often at whole seconds, so that things happen at once."""
        return sorted(round(random.uniform(0, 10), random.choice([0, 4])) for _ in range(2))

    tracks = [Track("process", "A", None, 1, None, 0, 10)]
    for number in range(random.randint(0, 4)):
        inside = random.choice([None, *range(len(tracks))])
        kind = "process" if inside is None else random.choice(["thread", "task"])
        tracks.append(Track(kind, f"L{number}", inside, 2, 1, *times()))
    kinds = random.choices([*WAITS, "call", "held", "running"], k=random.randint(0, 30))
    spans = [
        Span(random.randrange(len(tracks)), kind, "" if kind == "running" else random.choice("ab"), *times())
        for kind in kinds
    ]
    marks = [
        Mark(random.randrange(len(tracks)), random.randint(0, 20), times()[0]) for _ in range(random.randint(0, 9))
    ]
    return Trace(tuple(tracks), tuple(spans), tuple(marks), sampled=random.choice([True, False]))


# Hypothesis draws a seed and not the trace, which took it longer than all else that the test does.
@given(st.randoms(use_true_random=True))
def test_any_trace_is_drawn_within_its_frame(random):
    trace = any_trace(random)
    picture = laid_out(trace)
    for row in picture.rows:
        boxes = [*row.ran, *row.turns, *row.waits, *(box for part in (*row.calls, *row.held) for box in part)]
        for box in boxes:
            assert 0 <= box.start < box.end <= 1 + 1 / STEPS
        assert all(0 <= dot.at <= 1 for dot in row.dots)
        assert {line for number in row.numbers for line in number.lines} == {dot.line for dot in row.dots}
    shown = {track for row in picture.rows for track in row.tracks}
    assert shown >= {mark.track for mark in trace.marks} | {span.track for span in trace.spans if span.is_own}
    Tree(timeline(trace, "zh"))


# Replay


@pytest.mark.parametrize(("seconds", "times"), [(0.06, 100), (0.4, 20), (0.9, 10), (1.6, 5), (8, 1), (100, 1)])
def test_a_replay_takes_some_seconds(seconds, times):
    assert slowness(seconds) == times


def test_lines_come_when_their_tracks_printed_them_and_never_out_of_order():
    trace = traced("process A 0-100\n  prints 0 at 10\n  prints 0 at 12\n  prints 1 at 11\n  prints 3 at 50\n")
    assert moments(trace, [0.02, 0.02, 0.03, 0.09]) == [0.012, 0.012, 0.03, 0.05]


def test_controls_are_hidden_until_the_script_shows_them():
    html = timeline(traced(STORIES["pool"]), "en")
    (controls,) = [element for element in Tree(html).elements if element[1].get("class") == "il-replay"]
    assert "hidden" in controls[1]
    assert '<option value="20" selected>20× slower</option>' in html
    assert '<option value="1">real time</option>' in html


@pytest.mark.parametrize(("tracks", "drawn"), [(60, True), (61, False)])
def test_a_picture_of_more_rows_than_a_reader_can_take_in_is_not_drawn(tracks, drawn):
    processes = tuple(Track("process", "a.py", None, number, None, 0.0, 1.0) for number in range(tracks))
    trace = Trace(processes, (), (), sampled=False)
    assert is_legible(trace) == drawn
    assert not is_legible(Trace((), (), (), sampled=False))
