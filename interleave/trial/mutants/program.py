"""A parsed program, an edit of it, and the mutants that edits give."""

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
    """One change of a program: `changes` has the new node for each that is replaced, `where` is the place to name.

    It keeps the number of lines where it can: otherwise another line number in a traceback could kill the mutant.
    """

    where: cst.CSTNode
    changes: Mapping[cst.CSTNode, cst.CSTNode]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A program with one change, in line `line` (from 1) of the file named `file`."""

    name: str
    operator: str
    file: str
    line: int
    original: str
    source: str

    @property
    def diff(self) -> str:
        """The change as a unified diff without context."""
        before, after = self.original.splitlines(), self.source.splitlines()
        return "\n".join(difflib.unified_diff(before, after, self.file, self.name, n=0, lineterm=""))


class Program:
    """A parsed program."""

    def __init__(self, source: str) -> None:
        """Parse `source`. Raises libcst.ParserSyntaxError if it is no Python."""
        wrapper = MetadataWrapper(cst.parse_module(source))
        self.module = wrapper.module
        self._positions = wrapper.resolve(PositionProvider)

    def line(self, node: cst.CSTNode) -> int:
        """Give the line on which a node begins, from 1."""
        return self._positions[node].start.line

    def each(self, kind: type[Node]) -> Iterator[Node]:
        """Give every node of a class, in the order of the source."""
        found = m.findall(self.module, m.MatchIfTrue(lambda node: isinstance(node, kind)))
        nodes = [node for node in found if isinstance(node, kind)]
        yield from sorted(nodes, key=lambda node: (self.line(node), self._positions[node].start.column))

    def calls_as_statements(self) -> Iterator[tuple[cst.Expr, cst.Call]]:
        """Give every statement that only calls something, awaited or not, with its call."""
        for statement in self.each(cst.Expr):
            value = statement.value
            if isinstance(value, cst.Await):
                value = value.expression
            if isinstance(value, cst.Call):
                yield statement, value

    def edited(self, edit: Edit) -> str:
        """Give the source with a change."""
        changed = self.module.visit(_Changing(edit.changes))
        assert isinstance(changed, cst.Module)
        return changed.code


class _Changing(cst.CSTTransformer):
    def __init__(self, changes: Mapping[cst.CSTNode, cst.CSTNode]) -> None:
        super().__init__()
        self._changes = {id(node): replacement for node, replacement in changes.items()}

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        return self._changes.get(id(original_node), updated_node)


Operator: TypeAlias = Callable[[Program], Iterator[Edit]]


def mutants(file: str, source: str, operators: tuple[Operator, ...], main: bool = True) -> list[Mutant]:
    """Give every mutant of a program in the order of its lines, with unique names.

    The names contain `file`, the program's file name, unless the program is the snippet itself (`main`).
    """
    program = Program(source)
    made: list[Mutant] = []
    for operator in operators:
        name = operator.__name__.replace("_", " ")
        for edit in operator(program):
            line = program.line(edit.where)
            place = f"line {line}" if main else f"{file} line {line}"
            made.append(Mutant(f"{name}, {place}", name, file, line, source, program.edited(edit)))
    return list(_numbered(sorted(made, key=lambda mutant: mutant.line)))


def _numbered(made: list[Mutant]) -> Iterator[Mutant]:
    """Add a number from 2 on to the names of mutants whose name was there before."""
    seen: Counter[str] = Counter()
    for mutant in made:
        seen[mutant.name] += 1
        number = seen[mutant.name]
        yield mutant if number == 1 else replace(mutant, name=f"{mutant.name} ({number})")


def called(call: cst.Call) -> str:
    """Give the last name of what is called (`join` for `threads[0].join()`), empty if there is none."""
    match call.func:
        case cst.Attribute(attr=cst.Name(value=name)) | cst.Name(value=name):
            return name
    return ""


def code(node: cst.CSTNode) -> str:
    """Give a node's source."""
    return cst.Module([]).code_for_node(node)
