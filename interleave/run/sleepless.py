"""A program without its sleeps: what holds only because somebody waited long enough does not hold then."""

from __future__ import annotations

import ast


def sleepless(program: str) -> str:
    """Make the seconds of each call of `sleep` 0, as in `time.sleep(0)`, and leave all else and all lines as they are.

    A `sleep` that is passed on and called elsewhere keeps its time. Raises SyntaxError if it is no Python program.
    """
    lines = [line.encode() for line in program.splitlines(keepends=True)]
    for seconds in sorted(_slept(ast.parse(program)), key=lambda each: (each.lineno, each.col_offset), reverse=True):
        first, last = seconds.lineno - 1, (seconds.end_lineno or seconds.lineno) - 1
        rest = lines[last][seconds.end_col_offset :]
        lines[first] = lines[first][: seconds.col_offset] + b"0" + b"\n" * (last - first) + rest
        lines[first + 1 : last + 1] = []
    return b"".join(lines).decode()


def _slept(tree: ast.AST) -> list[ast.expr]:
    """The first argument of each call of something named `sleep`."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return [call.args[0] for call in calls if ast.unparse(call.func).rpartition(".")[2] == "sleep"]
