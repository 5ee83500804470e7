"""Lines with holes: whatever an author writes and whatever a program prints, there is a clear answer, and soon."""

from __future__ import annotations

from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interleave.contract import (
    HOLE_TYPES,
    Contract,
    ContractMistake,
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
from interleave.contract.holes import hole_type
from interleave.contract.scope import placed
from interleave.contract.shape import Shape
from interleave.contract.template import Hole, is_filled_by, parse

PIDS = frozenset({1, 12})
# Whatever there may be in a line: braces, digits, marks that combine, letters from right to left, halves of characters.
CHARACTERS = st.sampled_from("{}{}ab:1 ٣²é\u0301אב\u202e\udcff\U0001f600\t\r\x00\x85\u2028任") | st.characters()
LINES = st.text(CHARACTERS.filter(lambda character: character != "\n"), max_size=30)
NAMES = st.sampled_from(["", "x", "y", "名"])
HOLES = st.builds(
    "{{{}:{}{}}}".format, NAMES, st.sampled_from([*sorted(HOLE_TYPES), "seconds.2"]), st.sampled_from(["", "?"])
)


def typed(type_: str) -> st.SearchStrategy[str]:
    """Texts of a hole's type."""
    return st.from_regex(hole_type(type_).pattern, fullmatch=True).filter(lambda text: "\n" not in text)


def escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def given_or_told(make):
    """What it makes, or None when the author is told in one line, with the place, what is wrong."""
    try:
        return make()
    except ContractMistake as mistake:
        told = str(mistake)
    assert told.startswith(f"{__file__}:")
    assert "\n" not in told
    return None


SOURCES = st.lists(LINES.map(escaped) | HOLES, max_size=5).map("".join)


@given(st.text(CHARACTERS) | st.lists(st.sampled_from([*"{}:xé?\n", ":int}", "{x:pid}", "{:", "}}"])).map("".join))
def test_any_text_is_a_line_or_a_mistake(text):
    template = given_or_told(lambda: parse(text))
    if template is not None:
        assert template.source == text
        assert all(part for part in template.parts)


@given(LINES)
def test_braces_that_are_doubled_are_the_line(text):
    assert parse(escaped(text)).parts == ((text,) if text else ())
    assert [fit.end for fit in parse(escaped(text)).fits(text, 0, PIDS, whole=True)] == [len(text)]


@given(SOURCES, LINES, st.integers(0, 5), st.booleans(), st.dictionaries(NAMES.filter(bool), LINES.filter(bool)))
def test_a_fit_is_the_line_again(source, line, start, whole, bound):
    template = parse(source).filled(bound)
    for fit in template.fits(line, min(start, len(line)), PIDS, whole):
        fillings = iter(fit.fillings)
        texts = dict(bound)
        said = line[: min(start, len(line))]
        for part in template.parts:
            if isinstance(part, str):
                said += part
                continue
            filling = next(fillings)
            assert (filling.hole, filling.start) == (part, len(said))
            text = line[filling.start : filling.end]
            assert is_filled_by(part, text, PIDS)
            assert not part.name or texts.setdefault(part.key, text) == text
            said += text
        assert said == line[: fit.end]
        assert fit.end == len(line) or not whole
        assert {**bound, **fit.fresh} == texts


@given(st.data())
def test_a_line_that_is_filled_fits(data):
    template = parse(data.draw(SOURCES))
    texts: dict[str, str] = {}
    line = ""
    for part in template.parts:
        if isinstance(part, Hole):
            text = data.draw(typed("int") if part.type.name == "pid" else typed(part.type.written))
            text = "12" if part.type.name == "pid" else text
            text = "" if part.optional and data.draw(st.booleans()) else text
            if part.name:
                text = texts.setdefault(part.name, text)
            if not is_filled_by(part, text, PIDS):  # one hole of two types
                return
            line += text
        else:
            line += part
    assert next(template.fits(line, 0, PIDS, whole=True), None) is not None
    assert next(template.filled(texts).fits(line, 0, PIDS, whole=True), None) is not None


@given(SOURCES, LINES, st.dictionaries(NAMES.filter(bool), LINES.filter(bool)))
def test_any_line_has_an_objection(source, line, bound):
    near, why = parse(source).filled(bound).objection(line, PIDS)
    assert 0 <= near <= 1
    assert why is None or why


@given(SOURCES)
def test_any_line_can_be_hashed_and_described(source):
    contract = Contract("chapter/name.py", source)
    assert contract.fingerprint == Contract("chapter/name.py", source).fingerprint


class Counted(str):
    """A line that counts how often it is looked at."""

    __slots__ = ("looks",)

    def __new__(cls, text: str) -> Self:
        counted = super().__new__(cls, text)
        counted.looks = 0
        return counted

    def startswith(self, *arguments) -> bool:
        self.looks += 1
        return super().startswith(*arguments)

    def __getitem__(self, key) -> str:
        self.looks += 1
        return super().__getitem__(key)


@pytest.mark.parametrize(
    "source",
    [
        "{:text}" * 10 + "!",
        "{:text} " * 10 + "!",
        "{:word}{:text}" * 5 + "{:pid}",
        "".join(f"{{h{number}:text}}" for number in range(10)) + "!",
        "".join(f"{{h{number}:text}}a" for number in range(10)) + "!",
        "{:text?}" * 10 + "!",
        "{:word?} {:text?}" * 5 + "!",
    ],
)
def test_many_holes_on_a_long_line_are_soon_told(source):
    (placed_shape, _) = placed(in_order(source))
    template = placed_shape.shapes[0].template
    looks = []
    for length in (50, 100):
        line = Counted("a " * (length // 2))
        assert next(template.fits(line, 0, PIDS, whole=True), None) is None
        looks.append(line.looks)
        assert template.objection(line, PIDS)[0] < 1
    # Twice as long a line is looked at four times as often, for each hole: not a thousand times.
    assert looks[1] <= 5 * looks[0] <= 5 * 10 * 50 * 50 * 2


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(),
    st.text(max_size=5),
    HOLES,
    st.binary(max_size=3),
    st.lists(st.just("a"), max_size=2),
    st.builds(in_order, HOLES),
    st.just(interleaved("a", torn=True)),
    st.builds(unended, HOLES),
)


@given(
    st.sampled_from([in_order, lane, interleaved, any_order, one_of, optional, repeated, unended, traceback]),
    st.lists(ANYTHING, max_size=4),
    st.dictionaries(st.sampled_from(["at_least", "at_most", "torn"]), ANYTHING, max_size=2),
)
def test_any_arguments_give_a_shape_or_a_mistake(combinator, arguments, named):
    known = {repeated: {"at_least", "at_most"}, interleaved: {"torn"}}.get(combinator, set())
    named = {name: value for name, value in named.items() if name in known}
    arguments = arguments or ["a"]  # Python itself says what is wrong with lane(), or with two lines for unended()
    arguments = arguments[:1] if combinator is unended else arguments
    shape = given_or_told(lambda: combinator(*arguments, **named))
    assert shape is None or isinstance(shape, Shape)
