"""Waiting for each other, left out or done at a wrong time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TypeVar

import libcst as cst

from interleave.trial.mutants.program import PASS, Edit, Program, called, code

_DROPPED = frozenset({"join", "start", "close", "wait", "cancel", "terminate", "shutdown", "put", "set", "connect"})


def drop_call(program: Program) -> Iterator[Edit]:
    """Leave out a join, a start, a close, a wait and their like, where nothing is done with what they give."""
    for statement, call in program.calls_as_statements():
        if isinstance(call.func, cst.Attribute) and called(call) in _DROPPED:
            yield Edit(f"drop {called(call)}", statement, {statement: PASS})


def drop_await(program: Program) -> Iterator[Edit]:
    """Call a coroutine and do not wait for it."""
    for awaiting in program.each(cst.Await):
        yield Edit("drop await", awaiting, {awaiting: awaiting.expression})


def join_before_start(program: Program) -> Iterator[Edit]:
    """Let a start and the join that comes next in the same block change places."""
    for block in _blocks(program):
        begun: cst.BaseStatement | None = None
        for statement in block:
            match _only_call(statement):
                case "start":
                    begun = statement
                case "join" if begun is not None:
                    first, second = _swapped(begun, statement)
                    yield Edit("join before start", begun, {begun: first, statement: second})
                    begun = None


def join_at_once(program: Program) -> Iterator[Edit]:
    """Join what was started before anything else is done: one after the other.

    Not where that is what comes next anyway.
    """
    for block in _blocks(program):
        for statement, after in itertools.zip_longest(block, block[1:]):
            match statement:
                case (
                    cst.SimpleStatementLine(
                        body=[
                            cst.Expr(value=cst.Call(func=cst.Attribute(value=cst.Name(), attr=cst.Name(value="start"))))
                        ]
                    ) as starting
                ) if after is None or _only_call(after) != "join":
                    start = starting.body[0]
                    join = cst.parse_statement(code(start).replace("start", "join"))
                    assert isinstance(join, cst.SimpleStatementLine)
                    both = starting.with_changes(body=[start, *join.body])
                    yield Edit("join at once", start, {starting: both})


def drop_flush(program: Program) -> Iterator[Edit]:
    """Print without flush=True."""
    for call in program.each(cst.Call):
        left = [arg for arg in call.args if arg.keyword is None or arg.keyword.value != "flush"]
        if called(call) == "print" and len(left) < len(call.args):
            last = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            yield Edit("drop flush", call, {call: call.with_changes(args=[*left[:-1], last])})


def leave_open(program: Program) -> Iterator[Edit]:
    """Take something without `with`, so that nothing closes it, waits for it or ends it."""
    for statement in program.each(cst.With):
        match statement.items:
            case [cst.WithItem(item=cst.Call() as made, asname=None | cst.AsName() as named)]:
                given = f"({code(named.name)} := {code(made)})" if named else f"({code(made)},)"
                test = cst.parse_expression(given)
                yield Edit("leave open", statement, {statement: cst.If(test, statement.body)})


def _blocks(program: Program) -> Iterator[list[cst.BaseStatement]]:
    yield list(program.module.body)
    for block in program.each(cst.IndentedBlock):
        yield list(block.body)


def _only_call(statement: cst.BaseStatement) -> str:
    """The last name of the call that is all that a statement does, or a loop over such a statement."""
    match statement:
        case cst.For(body=cst.IndentedBlock(body=[*_, last])):
            return _only_call(last)
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Call() as call)]):
            return called(call)
    return ""


def _swapped(one: cst.BaseStatement, other: cst.BaseStatement) -> tuple[cst.BaseStatement, cst.BaseStatement]:
    """Both in each other's place; the blank lines and comments above stay where they are."""
    above = [getattr(each, "leading_lines", ()) for each in (one, other)]
    return other.with_changes(leading_lines=above[0]), one.with_changes(leading_lines=above[1])


def drop_task(program: Program) -> Iterator[Edit]:
    """Leave out one of several: a thread or process of a list, a task of a group, one of what is gathered."""
    for listed in program.each(cst.List):
        if len(listed.elements) > 1 and all(isinstance(each.value, cst.Call) for each in listed.elements):
            for each, rest in _without_one(listed.elements):
                yield Edit("drop task", each, {listed: listed.with_changes(elements=rest)})
    for statement, call in program.calls_as_statements():
        if called(call) in {"create_task", "apply_async", "submit"}:
            yield Edit("drop task", statement, {statement: PASS})
        elif called(call) == "gather" and len(call.args) > 1:
            for arg, others in _without_one(call.args):
                yield Edit("drop task", arg, {call: call.with_changes(args=others)})


_Item = TypeVar("_Item", bound=cst.CSTNode)


def _without_one(items: Sequence[_Item]) -> Iterator[tuple[_Item, list[_Item]]]:
    for index, each in enumerate(items):
        rest = [*items[:index], *items[index + 1 :]]
        rest[-1] = rest[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        yield each, rest


OPERATORS = (drop_call, drop_await, join_before_start, join_at_once, drop_flush, leave_open, drop_task)
