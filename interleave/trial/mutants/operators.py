"""Operators on programs: each leaves out what people forget with threads, processes and tasks.

An operator gives the edits of a program that make one mutant each. Its name is part of its mutants' names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import libcst as cst

from interleave.trial.mutants.program import PASS, Edit, Program, called, code

_Item = TypeVar("_Item", bound=cst.CSTNode)


def drop_start(program: Program) -> Iterator[Edit]:
    """Leave out the start of a thread or process."""
    yield from _without_calls(program, "start")


def drop_join(program: Program) -> Iterator[Edit]:
    """Leave out the join that waits for the end of a thread, process or pool."""
    yield from _without_calls(program, "join")


def drop_await(program: Program) -> Iterator[Edit]:
    """Call a coroutine without awaiting it."""
    for awaiting in program.each(cst.Await):
        yield Edit(awaiting, {awaiting: awaiting.expression})


def drop_lock(program: Program) -> Iterator[Edit]:
    """Leave out a lock: its `with`, or the calls of acquire() and release() in one function together.

    A `with` of a name takes a lock; a `with` of a call opens something and is left to `leave_open`.
    """
    for statement in program.each(cst.With):
        match statement.items:
            case [cst.WithItem(item=cst.Name() | cst.Attribute(), asname=None)]:
                plain = cst.If(cst.Name("True"), statement.body, leading_lines=statement.leading_lines)
                yield Edit(statement, {statement: plain})
    for function in program.each(cst.FunctionDef):
        inside = [
            (statement, called(call))
            for statement, call in program.calls_as_statements()
            if called(call) in {"acquire", "release"} and _contains(function, statement)
        ]
        if {name for _, name in inside} == {"acquire", "release"}:
            yield Edit(inside[0][0], {statement: PASS for statement, _ in inside})


def drop_task(program: Program) -> Iterator[Edit]:
    """Leave out one of several threads or processes of a list, of tasks, or of arguments of gather()."""
    for listed in program.each(cst.List):
        if len(listed.elements) > 1 and all(isinstance(each.value, cst.Call) for each in listed.elements):
            for element, elements in _without_one(listed.elements):
                yield Edit(element, {listed: listed.with_changes(elements=elements)})
    for statement, call in program.calls_as_statements():
        if called(call) in {"create_task", "apply_async", "submit"}:
            yield Edit(statement, {statement: PASS})
        elif called(call) == "gather" and len(call.args) > 1:
            for arg, args in _without_one(call.args):
                yield Edit(arg, {call: call.with_changes(args=args)})


def drop_flush(program: Program) -> Iterator[Edit]:
    """Print without flush=True."""
    for call in program.each(cst.Call):
        left = [arg for arg in call.args if arg.keyword is None or arg.keyword.value != "flush"]
        if called(call) == "print" and len(left) < len(call.args):
            yield Edit(call, {call: call.with_changes(args=_without_last_comma(left))})


def leave_open(program: Program) -> Iterator[Edit]:
    """Leave out a `with` of a call: what the call gives is not closed."""
    for statement in program.each(cst.With):
        match statement.items:
            case [cst.WithItem(item=cst.Call() as made, asname=None | cst.AsName(name=cst.Name()) as named)]:
                given = f"({code(named.name)} := {code(made)})" if named else f"({code(made)},)"
                yield Edit(statement, {statement: cst.If(cst.parse_expression(given), statement.body)})


OPERATORS = (drop_start, drop_join, drop_await, drop_lock, drop_task, drop_flush, leave_open)


def _without_calls(program: Program, name: str) -> Iterator[Edit]:
    """Leave out each call of a method whose result is not used."""
    for statement, call in program.calls_as_statements():
        if isinstance(call.func, cst.Attribute) and called(call) == name:
            yield Edit(statement, {statement: PASS})


def _contains(outer: cst.CSTNode, inner: cst.CSTNode) -> bool:
    return outer is inner or any(_contains(child, inner) for child in outer.children)


def _without_one(items: Sequence[_Item]) -> Iterator[tuple[_Item, list[_Item]]]:
    """Give each item together with the list of the others."""
    for index, each in enumerate(items):
        yield each, _without_last_comma([*items[:index], *items[index + 1 :]])


def _without_last_comma(items: Sequence[_Item]) -> list[_Item]:
    return [*items[:-1], *(item.with_changes(comma=cst.MaybeSentinel.DEFAULT) for item in items[-1:])]
