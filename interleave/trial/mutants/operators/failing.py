"""Exceptions: one that nobody expected, one that nobody hears of."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from interleave.trial.mutants.program import PASS, Edit, Program, called, keyword

_TAKE_A_FUNCTION = frozenset({"apply", "apply_async", "map", "starmap", "imap", "submit", "to_thread"})


def raise_in_child(program: Program) -> Iterator[Edit]:
    """Raise at the beginning of what a thread, process, pool or task does."""
    children = set(_children(program))
    for function in program.each(cst.FunctionDef):
        if function.name.value in children and isinstance(function.body, cst.IndentedBlock):
            first, *rest = function.body.body
            error = cst.parse_statement('raise RuntimeError("mutant")')
            assert isinstance(error, cst.SimpleStatementLine)
            if isinstance(first, cst.SimpleStatementLine):
                raising = [first.with_changes(body=[*error.body, *first.body]), *rest]
            else:
                raising = [error, first, *rest]
            yield Edit(
                "raise in",
                function,
                {function.body: function.body.with_changes(body=raising)},
                function.name.value,
            )


def _children(program: Program) -> Iterator[str]:
    for call in program.each(cst.Call):
        targets = [arg.value for arg in (keyword(call, "target"), keyword(call, "callable")) if arg is not None]
        if called(call) in _TAKE_A_FUNCTION and call.args:
            targets.append(call.args[0].value)
        yield from (target.value for target in targets if isinstance(target, cst.Name))
    for function in program.each(cst.FunctionDef):
        if function.asynchronous is not None and function.name.value != "main":
            yield function.name.value


def swallow(program: Program) -> Iterator[Edit]:
    """Let nobody hear of an exception: raise none, or handle it by doing nothing."""
    for statement in program.each(cst.Raise):
        yield Edit("swallow", statement, {statement: PASS})
    for handler in program.each(cst.ExceptHandler):
        if (quiet := _nothing(handler.body)) is not None:
            yield Edit("swallow", handler, quiet)


def drop_finally(program: Program) -> Iterator[Edit]:
    """Leave out what is to be done in any case."""
    for block in program.each(cst.Finally):
        if (quiet := _nothing(block.body)) is not None:
            yield Edit("drop finally", block, quiet)


def _nothing(body: cst.BaseSuite) -> dict[cst.CSTNode, cst.BaseSmallStatement] | None:
    """What makes a block of simple statements do nothing, on as many lines; None if it has other statements."""
    quiet: dict[cst.CSTNode, cst.BaseSmallStatement] = {}
    for line in body.body:
        if not isinstance(line, cst.SimpleStatementLine):
            return None
        quiet.update(dict.fromkeys(line.body, PASS))
    return quiet


OPERATORS = (raise_in_child, swallow, drop_finally)
