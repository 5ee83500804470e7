"""Threads and processes, started in another way than was meant."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from interleave.trial.mutants.program import PASS, Edit, Program, called, code, expression, keyword

_FOR_PROCESSES = {
    "Process": '__import__("threading").Thread',
    "ProcessPoolExecutor": '__import__("concurrent.futures").futures.ThreadPoolExecutor',
    "Pool": '__import__("multiprocessing.pool").pool.ThreadPool',
}
_FOR_THREADS = {
    "Thread": '__import__("multiprocessing").Process',
    "ThreadPoolExecutor": '__import__("concurrent.futures").futures.ProcessPoolExecutor',
}


def run_for_start(program: Program) -> Iterator[Edit]:
    """Call run() instead of start(): nothing new is started, the caller does the work itself."""
    for statement, call in program.calls_as_statements():
        if called(call) == "start" and isinstance(call.func, cst.Attribute) and not call.args:
            run = call.with_changes(func=call.func.with_changes(attr=cst.Name("run")))
            yield Edit("run for start", statement, {call: run})


def call_the_target(program: Program) -> Iterator[Edit]:
    """Write target=f() for target=f: the caller does the work itself, and nothing is left for the target."""
    for call in program.each(cst.Call):
        target = keyword(call, "target")
        if target is None:
            continue
        given = keyword(call, "args")
        elements = given.value.elements if given is not None and isinstance(given.value, cst.Tuple | cst.List) else ()
        source = f"{code(target.value)}({', '.join(code(each.value) for each in elements)})"
        yield Edit("call the target", call, {target: target.with_changes(value=expression(source))})


def daemon_on(program: Program) -> Iterator[Edit]:
    """Start a daemon, which does not outlive its program, and do not wait for it.

    A daemon that is joined ends like any other thread or process: nobody could see the difference.
    """
    unjoined: dict[cst.CSTNode, cst.CSTNode] = {
        statement: PASS
        for statement, call in program.calls_as_statements()
        if called(call) == "join" and isinstance(call.func, cst.Attribute) and not call.args
    }
    for call in program.each(cst.Call):
        if called(call) in {"Thread", "Process"} and keyword(call, "daemon") is None:
            yield Edit("daemon on", call, {call: call.with_changes(args=[*call.args, _DAEMON])} | unjoined)


_DAEMON = cst.Arg(
    cst.Name("True"),
    keyword=cst.Name("daemon"),
    equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
)


def daemon_off(program: Program) -> Iterator[Edit]:
    """Start no daemon where one was meant: the program waits for it."""
    for assignment in program.each(cst.Assign):
        match assignment:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Attribute(attr=cst.Name(value="daemon")))],
                value=cst.Name(value="True") as on,
            ):
                yield Edit("daemon off", assignment, {on: cst.Name("False")})


def thread_for_process(program: Program) -> Iterator[Edit]:
    """Take threads where processes were meant."""
    yield from _other_kind(program, "thread for process", _FOR_PROCESSES)


def process_for_thread(program: Program) -> Iterator[Edit]:
    """Take processes where threads were meant."""
    yield from _other_kind(program, "process for thread", _FOR_THREADS)


def _other_kind(program: Program, operator: str, others: dict[str, str]) -> Iterator[Edit]:
    for call in program.each(cst.Call):
        if called(call) in others:
            yield Edit(operator, call, {call.func: expression(others[called(call)])})


def drop_guard(program: Program) -> Iterator[Edit]:
    """Do without `if __name__ == "__main__":`.

    Only where processes are started: it matters to programs that their own child processes import.
    """
    if not any(name in program.source for name in ("multiprocessing", "ProcessPoolExecutor")):
        return
    for statement in program.each(cst.If):
        if code(statement.test) in {'__name__ == "__main__"', "__name__ == '__main__'"}:
            yield Edit("drop guard", statement, {statement.test: cst.Name("True")})


OPERATORS = (
    run_for_start,
    call_the_target,
    daemon_on,
    daemon_off,
    thread_for_process,
    process_for_thread,
    drop_guard,
)
