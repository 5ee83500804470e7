"""Which holes of a shape are one: the same name, the same text, but for rounds that bind afresh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from interleave.contract.shape import AnyOrder, InOrder, Interleaved, OneOf, Repeated, Shape, Text


def scoped(whole: Shape) -> Shape:
    """The same shape with keys for its holes, and in each repetition the keys that every round binds afresh.

    A hole belongs to a repetition that it stands in unless its name stands outside as well, in a shape that one run may
    print, too: beside the repetition or around it, but neither in another choice nor in another repetition.
    """
    return _Scoping().shape(whole, {}, "")


class _Scoping:
    def __init__(self) -> None:
        self._loops = 0
        self._names: dict[int, frozenset[str]] = {}

    def shape(self, value: Shape, outside: Mapping[str, str], suffix: str) -> Shape:
        """Give keys to a shape: those of `outside` by name, and for other names the name with `suffix`."""
        match value:
            case Text(template):
                keys = {name: outside.get(name, name + suffix) for name in template.keys}
                return Text(template.renamed(keys))
            case InOrder(shapes):
                return replace(value, shapes=tuple(self._each(shapes, outside, suffix)))
            case Interleaved(lanes):
                return replace(value, lanes=tuple(self._each(lanes, outside, suffix)))
            case AnyOrder(blocks):
                return replace(value, blocks=tuple(self._each(blocks, outside, suffix)))
            case OneOf(choices):
                return replace(value, choices=tuple(self.shape(each, outside, suffix) for each in choices))
            case Repeated(body):
                self._loops += 1
                own = f"#{self._loops}"
                fresh = frozenset(name + own for name in self._standing(body) - outside.keys())
                return replace(value, body=self.shape(body, outside, own), fresh=fresh)

    def _each(self, shapes: tuple[Shape, ...], outside: Mapping[str, str], suffix: str) -> Iterator[Shape]:
        """Shapes that stand beside each other: what the others have is outside of each."""
        standing = Counter(name for each in shapes for name in self._standing(each))
        for each in shapes:
            if isinstance(each, Text):
                yield self.shape(each, outside, suffix)
                continue
            here = self._standing(each)
            beside = {name: name + suffix for name, times in standing.items() if times > (name in here)}
            yield self.shape(each, {**beside, **outside}, suffix)

    def _standing(self, value: Shape) -> frozenset[str]:
        """The names in a shape that do not stand in a repetition inside it."""
        found = self._names.get(id(value))
        if found is None:
            match value:
                case Text(template):
                    found = template.keys
                case Repeated():
                    found = frozenset()
                case InOrder(inside) | Interleaved(inside) | AnyOrder(inside) | OneOf(inside):
                    found = frozenset[str]().union(*map(self._standing, inside))
            self._names[id(value)] = found
        return found
