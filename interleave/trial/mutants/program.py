"""A program that can be changed in one place: what the operators work on, and the mutants they give."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

import libcst as cst
from libcst import matchers as m
from libcst.metadata import MetadataWrapper, PositionProvider

Node = TypeVar("Node", bound=cst.CSTNode)

PASS = cst.Pass()


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: where it stands, and what takes the place of which nodes.

    No edit changes the number of lines before its end, where that can be: a traceback that tells of another line would
    give the mutant away, whatever it does.
    """

    where: cst.CSTNode
    changes: Mapping[cst.CSTNode, cst.CSTNode]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A program with one change. `file` is the program's file name, `line` where it was changed (counted from 1)."""

    name: str
    operator: str
    file: str
    line: int
    original: str
    source: str

    @property
    def diff(self) -> str:
        """The change as a unified diff without context, one line of text for each line."""
        lines = difflib.unified_diff(
            self.original.splitlines(), self.source.splitlines(), self.file, self.name, "", "", 0
        )
        return "\n".join(line.rstrip("\n") for line in lines)


class Program:
    """A parsed program."""

    def __init__(self, source: str) -> None:
        """Parse `source`. Raises libcst.ParserSyntaxError if it is no Python."""
        wrapper = MetadataWrapper(cst.parse_module(source))
        self.module = wrapper.module
        self._positions = wrapper.resolve(PositionProvider)

    def line(self, node: cst.CSTNode) -> int:
        """The line on which a node begins, counted from 1."""
        return self._positions[node].start.line

    def each(self, kind: type[Node]) -> Iterator[Node]:
        """Every node of a kind, from top to bottom."""
        found = m.findall(self.module, m.MatchIfTrue(lambda node: isinstance(node, kind)))
        nodes = [node for node in found if isinstance(node, kind)]
        yield from sorted(nodes, key=lambda node: (self.line(node), self._positions[node].start.column))

    def calls_as_statements(self) -> Iterator[tuple[cst.Expr, cst.Call]]:
        """Every call whose result is not used, awaited or not."""
        for statement in self.each(cst.Expr):
            value = statement.value
            if isinstance(value, cst.Await):
                value = value.expression
            if isinstance(value, cst.Call):
                yield statement, value

    def edited(self, edit: Edit) -> str:
        """The source with a change made."""
        return _changed(self.module, edit.changes).code


def _changed(module: cst.Module, changes: Mapping[cst.CSTNode, cst.CSTNode]) -> cst.Module:
    changed = module.visit(_Changing(changes))
    assert isinstance(changed, cst.Module)
    return changed


class _Changing(cst.CSTTransformer):
    def __init__(self, changes: Mapping[cst.CSTNode, cst.CSTNode]) -> None:
        super().__init__()
        self._changes = {id(node): replacement for node, replacement in changes.items()}

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        return self._changes.get(id(original_node), updated_node)


Operator: TypeAlias = Callable[[Program], Iterator[Edit]]


def mutants(file: str, source: str, operators: tuple[Operator, ...], main: bool = True) -> list[Mutant]:
    """Give every mutant of a program, in the order of its lines, each with a name of its own.

    `file` is its file name; a name says it only where the program is not the snippet itself (`main` is false).
    """
    program = Program(source)
    made: list[Mutant] = []
    for operator in operators:
        name = operator.__name__.replace("_", " ")
        for edit in operator(program):
            line = program.line(edit.where)
            place = f"line {line}" if main else f"{file} line {line}"
            made.append(Mutant(f"{name}, {place}", name, file, line, source, program.edited(edit)))
    made.sort(key=lambda mutant: mutant.line)
    return list(_numbered(made))


def _numbered(made: list[Mutant]) -> Iterator[Mutant]:
    """Tell mutants of one name apart by a number, the second one's being 2."""
    seen: Counter[str] = Counter()
    for mutant in made:
        seen[mutant.name] += 1
        number = seen[mutant.name]
        yield mutant if number == 1 else replace(mutant, name=f"{mutant.name} ({number})")


def called(call: cst.Call) -> str:
    """The last name of what is called: `join` for `threads[0].join()`."""
    match call.func:
        case cst.Attribute(attr=cst.Name(value=name)) | cst.Name(value=name):
            return name
    return ""


def code(node: cst.CSTNode) -> str:
    """A node's source."""
    return cst.Module([]).code_for_node(node)
