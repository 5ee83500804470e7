"""Locks and what is kept apart, left out."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from interleave.trial.mutants.program import PASS, Edit, Program, called, code, expression


def drop_lock(program: Program) -> Iterator[Edit]:
    """Do without a lock: its `with` and what stands for it, acquire() with the release() of the same function.

    A lock is whatever there is already when a `with` takes it: a name, not a call that makes it.
    """
    for statement in program.each(cst.With):
        match statement.items:
            case [cst.WithItem(item=cst.Name() | cst.Attribute(), asname=None)]:
                plain = cst.If(cst.Name("True"), statement.body, leading_lines=statement.leading_lines)
                yield Edit("drop lock", statement, {statement: plain})
    for function in program.each(cst.FunctionDef):
        inside = [
            (statement, code(call.func))
            for statement, call in program.calls_as_statements()
            if called(call) in {"acquire", "release"} and _contains(function, statement)
        ]
        if {name.rpartition(".")[2] for _, name in inside} == {"acquire", "release"}:
            yield Edit("drop lock", inside[0][0], {statement: PASS for statement, _ in inside})


def drop_release(program: Program) -> Iterator[Edit]:
    """Keep a lock."""
    for statement, call in program.calls_as_statements():
        if called(call) == "release":
            yield Edit("drop release", statement, {statement: PASS})


def share_local(program: Program) -> Iterator[Edit]:
    """Share among all threads what each had for itself."""
    for call in program.each(cst.Call):
        if code(call.func) in {"threading.local", "local"} and not call.args:
            yield Edit("share local", call, {call: expression('type("Shared", (), {})()')})


def _contains(outer: cst.CSTNode, inner: cst.CSTNode) -> bool:
    return outer is inner or any(_contains(child, inner) for child in outer.children)


OPERATORS = (drop_lock, drop_release, share_local)
