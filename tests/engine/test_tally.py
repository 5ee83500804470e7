"""Tallies: rows of runs by circumstance, joined, counted, written and read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interleave.circumstance import Build, Circumstance
from interleave.evidence.sealed import SealError
from interleave.evidence.tally import Count, Row, Tally

BUILD = Build("3.15.2", platform="Linux x86_64")


def row(build: Build = BUILD, runs: int = 100, held: dict[str, int] | None = None, **circumstance) -> Row:
    shaken = circumstance.get("shaken", False)
    return Row(Circumstance(build, **circumstance), "2026-01-02", 1 if shaken else None, runs, held or {}, {})


def tally(*rows: Row) -> Tally:
    return Tally("one/hello.py", {"one/hello.py": "0" * 64}, "1" * 64, ()).joined(rows)


def test_a_claim_is_counted_over_all_rows_in_which_it_was_asked():
    made = tally(
        row(held={"torn": 3}), row(shaken=True, held={"torn": 2, "mixed": 1}), row(output="pipe", held={"torn": 0})
    )
    assert made.runs == 300
    assert made.count("torn") == Count(5, 300)
    assert made.count("mixed") == Count(1, 100)
    assert made.count("other") == Count(0, 0)


def test_an_outcome_is_counted_where_it_has_a_mode():
    """A torn line that never comes with the GIL is no torn line that could have come and did not."""
    never, sometimes = ({"torn": mode} for mode in ("never", "sometimes"))
    free = replace(BUILD, free_threaded=True)
    made = tally(
        replace(row(held={"torn": 0, "plain": 4}), modes=never),
        replace(row(free, held={"torn": 7, "plain": 5}), modes=sometimes),
    )
    assert made.count("torn", "sometimes") == Count(7, 100)
    assert made.count("plain", "sometimes") == Count(9, 200)  # no outcome: its mode is the same everywhere


def test_newer_rows_take_the_place_of_older_and_only_of_those():
    """The key of a row is the whole circumstance but for the bugfix release."""
    others = (
        row(replace(BUILD, release="3.9.18")),
        row(replace(BUILD, free_threaded=True)),
        row(replace(BUILD, platform="Darwin arm64")),
        row(replace(BUILD, implementation="PyPy")),
        row(start_method="fork"),
        row(output="pipe"),
        row(buffered=False),
        row(shaken=True),
    )
    old = tally(row(replace(BUILD, release="3.15.1"), runs=10), *others)
    assert len(old.rows) == 1 + len(others)
    newer = row(runs=20)
    joined = old.joined([newer])
    assert set(map(repr, joined.rows)) == set(map(repr, (newer, *others)))


def test_few_runs_do_not_take_the_place_of_many():
    many = row(runs=100)
    assert tally(many).joined([row(runs=3)]).rows == (many,)
    again = row(runs=100, held={"torn": 1})
    assert tally(many).joined([again]).rows == (again,)


def test_rows_have_one_order():
    rows = [row(replace(BUILD, release=release)) for release in ("3.15.2", "3.9.18", "3.11.7")]
    rows += [row(replace(BUILD, release="3.11.7"), start_method=method) for method in ("spawn", "fork")]
    assert tally(*rows) == tally(*reversed(rows))
    assert [each.circumstance.version[1] for each in tally(*rows).rows] == [9, 11, 11, 11, 15]


def test_it_is_read_as_it_was_written_and_knows_an_edit(tmp_path):
    file = tmp_path / "hello.tally.json"
    made = tally(
        row(held={"torn": 3}),
        replace(row(shaken=True, start_method="fork"), modes={"lost": "sometimes"}, held={"lost": 7}),
    )
    made.write(file)
    assert Tally.read(file) == made
    file.write_text(file.read_text("utf-8").replace('"runs": 100', '"runs": 900', 1), "utf-8")
    with pytest.raises(SealError, match="edited by hand"):
        Tally.read(file)
