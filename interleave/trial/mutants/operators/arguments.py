"""Arguments that are wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from interleave.trial.mutants.program import Edit, Program, called, code, expression, keyword

_REACHES_OTHERS = re.compile(r"sched_|set(pgid|priority)|kill|wait(id|pid)|prlimit|pidfd_")
"""Functions whose numbers are ids of processes. With another one they would reach a process that is not the run's."""


def change_constant(program: Program) -> Iterator[Edit]:
    """Give a call another number, text or truth: one more, no time at all, a text with something behind it.

    Not to print(): the output mutants have that. Not to what takes the id of a process: a mutant reaches nothing
    outside its run. A wait gets shorter and not longer, since on a busy machine any wait may last longer. Constants in
    a tuple or list that a call is given count too.
    """
    for call in program.each(cst.Call):
        if called(call) == "print" or _REACHES_OTHERS.match(called(call)):
            continue
        for arg in call.args:
            waits = called(call) == "sleep" or (arg.keyword is not None and arg.keyword.value == "timeout")
            for constant in _constants(arg.value):
                other = "0" if waits else _other(constant)
                if other:
                    detail = f"{code(constant)} to {other}"
                    yield Edit("change", constant, {constant: expression(other)}, detail)


def _constants(value: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    match value:
        case cst.Integer() | cst.Float() | cst.SimpleString() | cst.Name(value="True" | "False"):
            yield value
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            for element in elements:
                yield from _constants(element.value)


def _other(constant: cst.BaseExpression) -> str:
    """Another constant of the same type, empty if there is none."""
    match ast.literal_eval(code(constant)):
        case bool(truth):
            return str(not truth)
        case int(number):
            return str(number + 1)
        case float(number):
            return "0.0" if number else "1.0"
        case str(text):
            return repr(text + "?")
        case bytes(data):
            return repr(data + b"?")
    return ""


def swap_arguments(program: Program) -> Iterator[Edit]:
    """Give a thread's or process's first two arguments in the wrong order."""
    for given in _args(program):
        match given.elements:
            case [one, other, *_]:
                changes: dict[cst.CSTNode, cst.CSTNode] = {
                    one: one.with_changes(value=other.value),
                    other: other.with_changes(value=one.value),
                }
                yield Edit("swap arguments", given, changes)


def lose_the_comma(program: Program) -> Iterator[Edit]:
    """Write args=(x) for args=(x,)."""
    for given in _args(program):
        match given.elements:
            case [only]:
                yield Edit("lose the comma", given, {given: expression(f"({code(only.value)})")})


def _args(program: Program) -> Iterator[cst.Tuple]:
    """The tuples of arguments: args=(...) and the second argument of apply_async() and its like."""
    for call in program.each(cst.Call):
        given = keyword(call, "args")
        if given is None and called(call) in {"apply", "apply_async"} and len(call.args) > 1:
            given = call.args[1]
        if given is not None and isinstance(given.value, cst.Tuple) and given.value.elements:
            yield given.value


OPERATORS = (change_constant, swap_arguments, lose_the_comma)
