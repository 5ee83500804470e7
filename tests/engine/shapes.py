"""Contracts and runs for hypothesis to play with: shapes, transcripts that keep them, and transcripts that may not."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import partial

from hypothesis import strategies as st

from interleave.contract import any_order, in_order, interleaved, lane, one_of, optional, repeated, unended
from interleave.contract.matching import Printed
from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text, parts, with_parts
from interleave.contract.template import Hole, parse
from tests.engine.reference import Event, Whole, keys_of, torn_word

PIDS = frozenset({1, 12})
# Few texts, and such that begin, end and go on alike: so that a line may be many things.
TEXTS = ["a", "b", "ab", "aa", "", "a 1", "1", "a{x:int}", "a {x:int}", "{x:int}b", "{x:int}", "a{y:pid}", "{x:text}"]
TEXTS += ["{y:int} {x:int}", "{:int}", "a{:word}", "{:text}{x:int}", "{x:word}{y:text}", "{z:text}a", "{y:pid}{x:int}"]
TEXTS += ["{w:int?}", "a{w:int?}", "{w:text?}b", "{x:int?}{w:pid?}", "a{:word?}b"]  # each place of w may be empty
LINES = ["a", "b", "ab", "aa", "", "1", "12", "a1", "a 1", "1b", "a1a1", "ab1", "b1", "1 1", "12 1", "1a", "a12"]
SAMPLES = {"float": "1.2", "seconds": "0.1", "hex": "0x1"}
ALPHABET = "ab1 2"
Lines = list[str]
Word = list[tuple[Event, ...]]


@st.composite
def shapes(draw: st.DrawFn, depth: int = 2) -> Shape:
    """A shape of every kind, small enough for the reference matcher, with few different lines."""
    texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
    return draw(_shapes(depth, st.sampled_from(texts), torn=True))


@st.composite
def _shapes(draw: st.DrawFn, depth: int, texts: st.SearchStrategy[str], torn: bool) -> Shape:
    """`torn`: it may have torn lanes."""
    kinds = ["text"] if depth == 0 else ["text", "text", "order", "lanes", "blocks", "choice", "optional", "repeated"]
    kind = draw(st.sampled_from(kinds + ["torn", "torn"] * (torn and depth > 0)))
    if kind == "text":
        return in_order(draw(texts)).shapes[0]

    def inside(least: int, most: int, tearing: bool = torn) -> list[Shape]:
        each = draw(st.lists(_shapes(depth - 1, texts, tearing), min_size=least, max_size=most))
        return draw(st.just(each) | st.just([*each, *each][:most]))

    match kind:
        case "order":
            return in_order(*inside(0, 3))
        case "lanes":
            return interleaved(*(lane(f"L{number}", each) for number, each in enumerate(inside(1, 3))))
        case "torn":
            return interleaved(*inside(1, 3, tearing=False), torn=True)
        case "blocks":
            return any_order(*inside(1, 3))
        case "choice":
            return one_of(*inside(1, 2))
        case "optional":
            return optional(*inside(0, 2))
    at_least = draw(st.integers(0, 2))
    return repeated(*inside(1, 2), at_least=at_least, at_most=draw(st.sampled_from([None, at_least, at_least + 1])))


@st.composite
def unended_shapes(draw: st.DrawFn) -> Shape:
    """A shape whose last line is unended, or may be."""
    before, text = draw(_shapes(1, st.sampled_from(TEXTS[:12]), torn=True)), draw(st.sampled_from(TEXTS))
    last = unended(text)
    return in_order(
        before, draw(st.sampled_from([last, one_of(last, text), optional(last), one_of(last, unended("b"))]))
    )


@st.composite
def runs(draw: st.DrawFn, lines: Lines) -> Printed:
    """Such lines of a run, which may have been stopped, perhaps before the end of the last line."""
    stopped = draw(st.booleans())
    if stopped and lines:
        lines = lines[: draw(st.integers(0, len(lines)))]
        if lines and draw(st.booleans()):
            lines = [*lines[:-1], lines[-1][: draw(st.integers(0, len(lines[-1])))]]
    return Printed(lines, PIDS, whole=not (lines and lines[-1] and draw(st.booleans())), stopped=stopped)


@st.composite
def alike_lanes(draw: st.DrawFn) -> Shape:
    """Two lanes that are alike but for the names of their holes, which lines after them may have, too."""
    texts = st.sampled_from([text for text in TEXTS if "x:" in text])
    one = in_order(*draw(st.lists(texts, min_size=1, max_size=2)))
    both = draw(st.permutations([one, _renamed(one)]))
    group = draw(st.sampled_from([interleaved, partial(interleaved, torn=True), any_order]))
    after = in_order(*draw(st.lists(texts, max_size=2)))
    return in_order(group(*both), draw(st.sampled_from([after, _renamed(after)])))


def _renamed(shape: Shape) -> Shape:
    """The same with other names for its holes."""
    if isinstance(shape, Text):
        return Text(parse(re.sub(r"{([xyz]):", r"{other_\1:", shape.template.source)))
    return with_parts(shape, [_renamed(each) for each in parts(shape)])


def effort(shape: Shape, most: int) -> tuple[int, int]:
    """No fewer words than the reference has for a shape, and no fewer events than its longest one has."""
    match shape:
        case Text():
            return 1, 1
        case InOrder(inside):
            each = [effort(one, most) for one in inside]
            return math.prod(words for words, _ in each), sum(events for _, events in each)
        case AnyOrder(inside):
            each = [effort(one, most) for one in inside]
            return math.factorial(len(each)) * math.prod(words for words, _ in each), sum(events for _, events in each)
        case OneOf(inside):
            each = [effort(one, most) for one in inside]
            return sum(words for words, _ in each), max(events for _, events in each)
        case Interleaved(inside, torn):
            each = [(words, events * (1 + torn)) for words, events in (effort(one, most) for one in inside)]
            events = sum(events for _, events in each)
            merged = math.factorial(events) // math.prod(math.factorial(events) for _, events in each)
            return merged * math.prod(words for words, _ in each), events
        case Repeated(body, at_least, at_most):
            words, events = effort(body, most)
            times = max(at_least, most if at_most is None else min(at_most, most))
            return sum(words**n for n in range(at_least, times + 1)), events * times


@st.composite
def printed(draw: st.DrawFn, shape: Shape) -> Lines:
    """What one run prints that keeps a contract: a random walk through it, with random texts in its holes."""
    whole = Whole(shape)
    texts: dict[object, str] = {}
    return ["".join(_text(draw, event, texts) for event in line) for line in _word(draw, whole, (), shape, ())]


def _text(draw: st.DrawFn, event: Event, texts: dict[object, str]) -> str:
    if event.template is None:
        return ""
    keys, said = dict(event.keys), ""
    for part in event.template.parts:
        if isinstance(part, Hole):
            text = SAMPLES.get(part.type.name) or draw(
                st.sampled_from(["1", "12"] + [""] * (part.optional and part.name in ("", "w")))
            )
            said += texts.setdefault(keys[part.name], text) if part.name else text
        else:
            said += part
    return said


def _word(draw: st.DrawFn, whole: Whole, path: tuple[int, ...], shape: Shape, rounds: tuple) -> Word:
    """A word of the shape at `path`, taken apart into the lines of the terminal."""

    def inside(number: int, child: Shape) -> Word:
        return _word(draw, whole, (*path, number), child, rounds)

    match shape:
        case Text(template):
            return [(Event("line", template, keys_of(whole, template, rounds)),)]
        case InOrder(shapes):
            return [line for number, each in enumerate(shapes) for line in inside(number, each)]
        case OneOf(choices):
            number = draw(st.integers(0, len(choices) - 1))
            return inside(number, choices[number])
        case AnyOrder(blocks):
            order = draw(st.permutations(range(len(blocks))))
            return [line for number in order for line in inside(number, blocks[number])]
        case Repeated(body, at_least, at_most):
            times = draw(st.integers(at_least, at_least + 2 if at_most is None else at_most))
            bodies = (_word(draw, whole, (*path, 0), body, (*rounds, (path, number))) for number in range(times))
            return [line for each in bodies for line in each]
        case Interleaved(lanes, torn):
            words = [inside(number, each) for number, each in enumerate(lanes)]
            if not torn:
                return _mixed(draw, words)
            apart = [[(event,) for line in word for event in torn_word(line, path)] for word in words]
            lines: Word = [()]
            for (event,) in _mixed(draw, apart):
                lines[-1] += (event,)
                if event.what == "end":
                    lines.append(())
            return lines[:-1]


def _mixed(draw: st.DrawFn, words: Sequence[Word]) -> Word:
    left = [list(word) for word in words]
    mixed = []
    while any(left):
        word = draw(st.sampled_from([word for word in left if word]))
        mixed.append(word.pop(0))
    return mixed


@st.composite
def mutated(draw: st.DrawFn, lines: Lines) -> Lines:
    """The same with a few changes, each of which may or may not break a contract."""
    lines = list(lines)
    for _ in range(draw(st.integers(1, 2))):
        if not lines:
            return [draw(st.text(ALPHABET, max_size=3))]
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        column = draw(st.integers(0, len(line)))
        match draw(st.sampled_from(["drop", "double", "swap", "change", "remove", "move", "cut", "append", "tear"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, line)
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], line
            case "change":
                lines[at] = line[:column] + draw(st.sampled_from(ALPHABET)) + line[column + 1 :]
            case "remove":
                lines[at] = line[:column] + line[column + 1 :]
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "cut":
                del lines[at:]
            case "append":
                lines.append(draw(st.text(ALPHABET, max_size=3)))
            case "tear":
                # The line's end changes places with what comes after it.
                rest = lines[at + 1 : at + 2] or [""]
                lines[at : at + 2] = [line + rest[0], ""]
    return lines
