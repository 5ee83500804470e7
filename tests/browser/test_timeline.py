"""Timelines and replays in a browser, of runs written by hand."""

from __future__ import annotations

import functools
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from interleave.book import Book
from interleave.card.html import card
from interleave.evidence.recording import Recording
from tests.browser.conftest import Quiet, serving
from tests.engine.traces import STORIES, traced

ROOT = Path(__file__).parents[2]
BOOK = Book(ROOT)
SNIPPETS = {"pool": "process/pool.py", "deadlock": "thread/deadlock.py", "taskgroup": "coroutine/together.py"}
ASSETS = ("site.css", "card.css", "timeline.css", "replay.js")
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="site.css">
<link rel="stylesheet" href="card.css">
<link rel="stylesheet" href="timeline.css">
<style>html {{ font-size: 125% }} .il-sr {{ position: absolute }}</style>
<body class="md-typeset" style="margin: 1rem auto; max-width: 34.4rem">{cards}
<script src="replay.js"></script>
</html>
"""


def told(story: str) -> Recording:
    """A recording whose lines came when the story says so."""
    trace = traced(STORIES[story])
    recording = Recording.read(BOOK.recording_file(SNIPPETS[story]))
    came = {mark.line: mark.at for mark in trace.marks}
    last = max(came.values())
    lines = tuple(line._replace(at=came.get(number, last)) for number, line in enumerate(recording.lines))
    return replace(recording, trace=trace, lines=lines)


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """Where the pages of stories are."""
    room = tmp_path_factory.mktemp("stories")
    for name in ASSETS:
        shutil.copy(ROOT / "docs" / "assets" / name, room)
    recorded = [
        BOOK.recording(snippet, name)
        for snippet in BOOK.snippets()
        for name in sorted({"", *BOOK.recording_names(snippet)})
        if BOOK.recording_file(snippet, name).exists()
    ]
    for page, shown in (("", list(map(told, SNIPPETS))), ("all-", recorded)):
        for language in ("zh", "en"):
            cards = "".join(card(recording, language, shows="timeline") for recording in shown)
            (room / f"{page}{language}.html").write_text(PAGE.format(language=language, cards=cards), "utf-8")
    with serving(functools.partial(Quiet, directory=str(room))) as root:
        yield root


@pytest.fixture
def page(browser, stories):
    """A browser that shows the page of stories."""
    browser.errors()
    browser.show(1280)
    browser.open(f"{stories}zh.html")
    yield browser
    assert browser.errors() == []


SEEN = """
const card = document.querySelectorAll(".il-card")[arguments[0]];
const lines = [...card.querySelectorAll(".il-line")];
const shown = element => getComputedStyle(element).opacity > 0 && getComputedStyle(element).visibility == "visible";
const head = card.querySelector(".il-time__head");
return {
    lines: lines.filter(line => shown(line)).length,
    lit: lines.flatMap((line, number) => line.classList.contains("il-lit") ? [number] : []),
    marks: [...card.querySelectorAll(".il-mark.il-lit")].map(mark => Number(mark.dataset.line)),
    head: head && getComputedStyle(head).visibility == "visible" ? parseFloat(head.style.left) : null,
    button: card.querySelector(".il-replay button").innerText.trim(),
    at: Number(card.querySelector(".il-replay input").value),
    said: card.querySelector(".il-replay input").getAttribute("aria-valuetext"),
};
"""
SEEK = """
const range = document.querySelectorAll(".il-card")[arguments[0]].querySelector(".il-replay input");
range.value = arguments[1];
range.dispatchEvent(new Event("input"));
"""
PLAY = """
const card = document.querySelector(".il-card");
window.counts = [];
const count = () => window.counts.push(card.querySelectorAll(".il-line:not(.il-line--ahead)").length);
new MutationObserver(count).observe(card, {attributes: true, subtree: true, attributeFilter: ["class"]});
card.querySelector(".il-replay select").value = 1;
card.querySelector(".il-replay button").click();
"""
AT_REST = {"lit": [], "marks": [], "head": None, "button": "重放"}


def seen(page, number: int = 0) -> dict:
    return page.run(SEEN, number)


def test_without_script_the_timeline_is_whole_and_there_are_no_controls(browser, stories):
    browser.scripts(on=False)
    try:
        browser.open(f"{stories}zh.html")
        count = """JSON.stringify(
            [".il-mark", ".il-wait", ".il-time__name", ".il-replay"].map(
                each => [...document.querySelectorAll(`.il-time ${each}`)].filter(
                    one => one.getBoundingClientRect().height > 0).length))"""
        found = browser.chrome("Runtime.evaluate", expression=count, returnByValue=True)["result"]["value"]
    finally:
        browser.scripts(on=True)
    marks, waits, names, controls = map(int, found.strip("[]").split(","))
    assert marks > 15
    assert waits > 5
    assert names == 5 + 3 + 4
    assert controls == 0


def test_a_replay_shows_lines_at_their_times_and_ends_as_it_began(page):
    before = seen(page)
    assert before["lines"] == 13
    assert before == before | AT_REST
    page.run(PLAY)
    counts = page.wait("return window.counts.length && !document.querySelector('.il-card--replay') && window.counts")
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] == 13
    assert seen(page) == before
    assert seen(page, 1) == seen(page, 1) | AT_REST


def test_while_it_plays_it_can_be_paused_and_goes_on_from_there(page):
    page.run(
        "const select = document.querySelector('.il-replay select');"
        "select.options[0].value = 1000; select.selectedIndex = 0"  # slow enough for any machine
    )
    page.run(SEEK, 0, 361.9)
    page.run("document.querySelector('.il-replay button').click()")
    page.wait("return document.querySelector('.il-mark.il-lit[data-line=\"2\"]')")
    assert seen(page)["button"] == "暂停"
    page.run("document.querySelector('.il-replay button').click()")
    paused = seen(page)
    assert paused["button"] == "重放"
    assert 361.9 < paused["at"] < 600
    page.run("document.querySelector('.il-replay button').click()")
    page.wait("return Number(document.querySelector('.il-replay input').value) > arguments[0]", paused["at"])
    page.run("document.querySelector('.il-replay button').click()")


def test_the_scrubber_shows_any_moment(page):
    page.run(SEEK, 0, 400)
    found = seen(page)
    assert found["lines"] == 6  # the sixth came at 396 ms
    assert found["lit"] == found["marks"] == [5]
    assert found["head"] == pytest.approx(100 * (400 - 140) / (605 - 140), abs=0.1)
    assert found["said"] == "400 ms"
    assert seen(page, 1)["head"] is None  # another card's replay is its own
    page.run(SEEK, 0, 605)
    assert seen(page) == seen(page) | AT_REST | {"lines": 13}


def test_arrow_keys_go_from_line_to_line(page):
    page.run("document.querySelector('.il-replay input').focus()")
    page.press("ArrowLeft")
    assert seen(page)["lit"] == [12]
    page.press("ArrowLeft")
    assert seen(page)["lit"] == [11]
    assert seen(page)["lines"] == 12
    page.press("ArrowRight")
    assert seen(page)["lit"] == [12]
    page.press("Home")
    assert (seen(page)["lines"], seen(page)["lit"]) == (0, [])
    page.press("End")
    assert seen(page) == seen(page) | AT_REST


def test_the_button_works_by_keyboard(page):
    page.run("document.querySelector('.il-replay button').focus()")
    page.press("Enter")
    page.wait("return document.querySelector('.il-card--replay')")
    page.press("Enter")
    assert seen(page)["button"] == "重放"


def test_who_wants_no_motion_sees_steps_from_line_to_line(page):
    page.show(1280, motion="reduce")
    places = set()
    for at in (398, 400, 402, 405):
        page.run(SEEK, 0, at)
        page.wait("return getComputedStyle(document.querySelector('.il-time__head')).visibility == 'visible'")
        places.add(seen(page)["head"])
    (place,) = places
    assert place == pytest.approx(100 * (396 - 140) / (605 - 140), abs=0.1)


def test_lines_stay_for_those_who_do_not_see_them(page):
    """A replay is for the eye: nothing leaves the page, and nothing is announced."""
    page.run(SEEK, 0, 200)
    assert page.run("return document.querySelector('.il-card__lines').innerText").count("\n") >= 12
    tree = page.chrome("Accessibility.getFullAXTree")["nodes"]
    said = [node.get("name", {}).get("value", "") for node in tree]
    assert any("All subprocesses done." in name for name in said)
    assert any(name.startswith("MainProcess（进程 1），140 毫秒到 605 毫秒；") for name in said)
    assert page.run("return document.querySelectorAll('.il-card [aria-live], .il-card [role=status]').length") == 0


def test_a_line_and_its_marks_light_together(page):
    where = "const {x, y, width, height} = arguments[0].getBoundingClientRect(); return [x + width / 2, y + height / 2]"
    line = page.run(where.replace("arguments[0]", "document.querySelectorAll('.il-line')[7]"))
    page.chrome("Input.dispatchMouseEvent", type="mouseMoved", x=line[0], y=line[1])
    found = seen(page)
    assert found["lit"] == found["marks"] == [7]
    mark = page.run(where.replace("arguments[0]", "document.querySelector('.il-mark[data-line=\"9\"]')"))
    page.chrome("Input.dispatchMouseEvent", type="mouseMoved", x=mark[0], y=mark[1])
    assert seen(page)["lit"] == [9]
    page.chrome("Input.dispatchMouseEvent", type="mouseMoved", x=2, y=2)
    assert seen(page)["lit"] == []
    page.run("document.querySelectorAll('.il-hole')[1].focus()")
    found = seen(page)
    assert found["lit"] == found["marks"] == [2]


FITS = """
for (const folded of document.querySelectorAll("details")) folded.open = true;
const found = {cut: [], over: [], small: [], targets: [], ticks: [], shown: 0};
const box = element => element.getBoundingClientRect();
const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5;
for (const track of document.querySelectorAll(".il-time__track")) {
    const words = [];
    for (const label of track.querySelectorAll(":is(.il-time__call, .il-lock, .il-wait):not(:empty)")) {
        const outer = box(label), text = document.createRange();
        text.selectNodeContents(label);
        const inner = text.getBoundingClientRect();
        if (inner.top >= outer.bottom - 1) continue;
        const inside = inner.left > outer.left - 1 && inner.right < outer.right + 1 && inner.bottom < outer.bottom + 1;
        if (!inside) found.cut.push(label.textContent);
        words.push([label.textContent, inner]);
    }
    for (const number of track.querySelectorAll(":is(.il-time__number, .il-mark):not(:empty)")) {
        const {left, right, top, bottom, width} = box(number);  // two numbers that touch are one
        if (width) words.push([number.textContent, {left: left - 1, right: right + 1, top, bottom}]);
        if (left < 0 || right > innerWidth) found.cut.push(number.textContent);
    }
    words.forEach(([text, place], at) => {
        for (const [other, its] of words.slice(at + 1)) if (meet(place, its)) found.over.push([text, other]);
    });
    found.shown += words.length;
}
for (const axis of document.querySelectorAll(".il-time__axis")) {
    let right = -1;
    for (const tick of axis.children) {
        if (!box(tick).width) continue;
        if (box(tick).left < right + 2) found.ticks.push(tick.textContent);
        right = box(tick).right;
    }
}
for (const each of document.querySelectorAll(".il-time :is(span, b, small, button, select)")) {
    if (each.textContent.trim() && parseFloat(getComputedStyle(each).fontSize) < 12) found.small.push(each.textContent);
}
for (const each of document.querySelectorAll(".il-time :is(button, select, input)")) {
    if (Math.min(box(each).width, box(each).height) < 24) found.targets.push(each.outerHTML);
}
return [found.shown, document.documentElement.scrollWidth,
    Object.fromEntries(Object.entries(found).filter(([, what]) => what.length))];
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_are_whole_or_not_there_and_never_over_each_other(page, stories, language):
    """On the timelines of stories and of all programs; and they can be read and hit."""
    for whose, wide, narrow in (("", 40, 25), ("all-", 250, 150)):
        page.open(f"{stories}{whose}{language}.html")
        for width in (1280, 768, 390, 360):
            page.show(width)
            shown, needed, wrong = page.run(FITS)
            assert wrong == {}, width
            assert shown > (wide if width > 600 else narrow)
            assert needed <= width


def test_rows_of_one_name_are_told_apart(page, stories):
    page.open(f"{stories}all-en.html")
    rows = page.run(
        "return [...document.querySelectorAll('.il-time__picture')].map(rows =>"
        " [...rows.querySelectorAll('.il-time__name')].map(name => name.textContent))"
    )
    assert len(rows) > 30
    assert [names for names in rows if len(set(names)) < len(names)] == []


def test_what_runs_stands_before_what_waits_and_behind_words_and_marks(page):
    """Who waits for the GIL is seen between the moments at which it has it."""
    order = page.run(
        "const level = (what, part) => Number(getComputedStyle(document.querySelector(what), part).zIndex) || 0;"
        "return [['.il-time__track', '::before'], ['.il-wait--short'], ['.il-wait:not(.il-wait--short)', '::after'],"
        "['.il-time__track', '::after'], ['.il-mark'], ['.il-wait > b']].map(each => level(...each))"
    )
    assert order == [-3, -2, -2, -1, 0, 0]
