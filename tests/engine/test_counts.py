"""The table of a card, cell by cell: how often each outcome came."""

from __future__ import annotations

from dataclasses import replace

from interleave.card.counts import counts
from interleave.circumstance import Build, Circumstance
from interleave.evidence.recording import Claim
from interleave.evidence.tally import Row, Tally
from tests.engine.tree import Tree

OUTCOMES = (
    Claim("right", "sometimes", "余额是 0", "The balance is 0", None, outcome=True, seen=True),
    Claim("lost", "sometimes", "更新 <丢>", "Updates <lost>", None, outcome=True, seen=False),
)
LINUX = "Linux x86_64"


def row(release: str = "3.15.2", modes: str = "sometimes sometimes", right: int = 963, **rest) -> Row:
    build = Build(release, rest.pop("free_threaded", False), rest.pop("implementation", "CPython"), LINUX)
    right_mode, lost_mode = modes.split()
    held, mode = {"right": right, "lost": 1000 - right}, {"right": right_mode, "lost": lost_mode}
    return Row(Circumstance(build, **rest), "2026-11-25", None, 1000, held, mode)


SINCE_3_10 = row("3.11.7", "always never", 1000)


def table(*rows: Row, language: str = "en") -> Tree:
    return Tree(counts(OUTCOMES, Tally("one/two.py", {}, "", ()).joined(rows), language))


def test_a_table_says_how_often_each_outcome_came():
    text = table(row("3.9.18"), SINCE_3_10).text
    assert "PythonThe balance is 0 the recorded runUpdates <lost>" in text
    assert "3.9963 of 1,000 possible37 of 1,000 possible" in text
    assert "3.111,000 of 1,000 every run0 of 1,000 never" in text
    assert text.endswith("Linux x86_64 · 2026-11-25 · CPython 3.9.18, 3.11.7")
    chinese = table(row("3.9.18"), SINCE_3_10, language="zh").text
    assert "观察到的结果：每行 1,000 次运行，没有打乱调度。" in chinese
    assert "Python余额是 0 录制的这次更新 <丢>" in chinese
    assert "3.9963，共 1,000 次 可能37，共 1,000 次 可能" in chinese
    assert "3.111,000，共 1,000 次 每次运行0，共 1,000 次 从不" in chinese


def test_rows_that_differ_in_nothing_shown_are_added_up():
    alike = row(right=900), row(right=600, output="pipe"), row("3.15.1", right=500, setup="dev")
    tree = table(*alike, row(right=0, free_threaded=True))
    assert "3.152,000 of 3,0001,000 of 3,0003.15t (free-threaded)0 of 1,0001,000 of 1,000" in tree.text
    shares = [cell["style"] for cell in tree.of_class("il-seen")]
    assert shares == [f"--il-share:{share}%" for share in ("66.67", "33.33", "0", "100")]
    assert tree.text.endswith("CPython 3.15.1, 3.15.2, 3.15.2t")


def test_shaken_runs_are_counted_only_if_there_are_no_others():
    shaken = row(right=1000, shaken=True)
    assert "1,000 runs in each row, shaken." in table(shaken).text
    both = table(shaken, row(right=900)).text
    assert "1,000 runs in each row, undisturbed." in both
    assert "900 of 1,000" in both


def test_unbuffered_runs_are_counted_only_if_there_are_no_others():
    unbuffered = row(right=1000, buffered=False)
    assert "1,000 of 1,000" in table(unbuffered).text
    assert "1,000 of 1,000" not in table(unbuffered, row(right=900)).text


def test_zero_of_what_is_possible_is_not_never():
    tree = table(row("3.9.18", right=1000), SINCE_3_10)
    assert [attributes["class"] for tag, attributes in tree.elements if tag == "td"] == [
        "il-seen il-seen--sometimes",
        "il-seen il-seen--sometimes il-seen--none",
        "il-seen il-seen--always",
        "il-seen il-seen--never il-seen--none",
    ]


def test_a_table_is_read_aloud_cell_by_cell():
    tree = table(row(start_method="fork"), row(start_method="spawn"), row("3.9.18"))
    tags = [tag for tag, _ in tree.elements]
    assert tags.count("table") == tags.count("caption") == 1
    scopes = [attributes["scope"] for tag, attributes in tree.elements if tag == "th"]
    assert scopes == ["col"] * 4 + ["rowgroup", "row"] + ["rowgroup", "row", "row"]
    spans = [attributes.get("rowspan") for _, attributes in tree.elements if attributes.get("scope") == "rowgroup"]
    assert spans == [None, "2"]
    (group,) = tree.of_class("il-counts")
    assert (group["role"], group["tabindex"]) == ("group", "0")
    assert group["aria-label"] in tree.text
    assert "PythonStart methodThe balance" in tree.text


def test_what_is_expected_alike_everywhere_is_said_once():
    text = table(row("3.9.18"), row()).text
    assert "The balance is 0 possible the recorded runUpdates <lost> possible" in text
    assert text.count("possible") == 2


def test_rows_say_where_they_differ():
    few = replace(row("3.14.0", free_threaded=True, right=999), runs=50, held={"right": 49, "lost": 1})
    other = row("3.11.1", implementation="PyPy")
    build = replace(other.circumstance.build, platform="Darwin arm64")
    other = replace(other, date="2026-12-01", circumstance=replace(other.circumstance, build=build))
    text = table(few, other).text
    assert "Observed outcomes: 50 to 1,000 runs in each row, undisturbed." in text
    assert "PyPy 3.11Darwin arm64" in text
    assert "3.14t (free-threaded)Linux x86_6449 of 50" in text
    assert text.endswith("Darwin arm64 · Linux x86_64 · 2026-11-25–2026-12-01 · PyPy 3.11.1 · CPython 3.14.0t")


def test_a_table_is_one_line_of_html_and_there_is_none_without_rows():
    tally = Tally("one/two.py", {}, "", (row(),))
    assert "\n" not in counts(OUTCOMES, tally, "zh")
    assert counts(OUTCOMES, None, "zh") == counts(OUTCOMES, Tally("one/two.py", {}, "", ()), "zh") == ""
    assert counts((), tally, "zh") == ""
