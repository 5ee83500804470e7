"""What a run costs over the bare program, and what a traced run does (Python 3.14 or later).

    python benchmarks/run_overhead.py [--runs N] [--python PATH]

Each program is run bare (`subprocess.run` into a pipe, the same environment), by the engine, and by the engine with a
trace, in turn, so that a busy machine is busy for all. Prints the median of each in milliseconds, and what it costs
over the bare program.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from interleave.run import Interpreter, interpreter, run
from interleave.run.surroundings import environment

_PAIR = """
import multiprocessing

def work() -> None:
    print("child")

if __name__ == "__main__":
    multiprocessing.set_start_method({method!r})
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print("parent")
"""
_PROGRAMS = {
    "one line": 'print("Hello")\n',
    "10,000 calls": "def call(n): return n\nfor n in range(10_000): call(n)\nprint('done')\n",
    "10,000 times a lock": (
        "import threading\nlock = threading.Lock()\nfor n in range(10_000):\n    with lock: pass\nprint('done')\n"
    ),
    "two processes, fork": _PAIR.format(method="fork"),
    "two processes, forkserver": _PAIR.format(method="forkserver"),
}


def _bare(program: Path, python: Interpreter) -> float:
    start = time.perf_counter()
    subprocess.run(
        [python.path, program.name],
        cwd=program.parent,
        env=environment(python.path, str(program.parent)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - start


def _run(program: Path, python: Interpreter, *, trace: bool = False) -> float:
    start = time.perf_counter()
    done = run(program, python=python, trace=trace)
    took = time.perf_counter() - start
    if done.trouble or done.transcript.exit:
        raise SystemExit("\n".join([f"{program.name} went wrong", *done.trouble]))
    return took


def _traced(program: Path, python: Interpreter) -> float:
    return _run(program, python, trace=True)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=40, help="repetitions of each (default %(default)s)")
    options.add_argument("--python", help="the Python that runs the programs (default: this one)")
    asked = options.parse_args()
    python = interpreter(asked.python)
    print(f"{python.build}, {python.build.platform}, median of {asked.runs} runs")
    print(f"{'':26}{'bare':>9}{'engine':>19}" + f"{'traced':>19}" * python.traceable)
    with tempfile.TemporaryDirectory() as directory:
        for name, text in _PROGRAMS.items():
            program = Path(directory) / "program.py"
            program.write_text(text)
            ways = [_bare, _run, _traced][: 2 + python.traceable]
            for way in ways:
                way(program, python)
            times = [[way(program, python) for way in ways] for _ in range(asked.runs)]
            bare, *others = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
            print(f"{name:26}{bare:6.1f} ms" + "".join(_over(took, bare) for took in others))


def _over(took: float, bare: float) -> str:
    return f"{took:8.1f} ms ({took - bare:+.1f})"


if __name__ == "__main__":
    main()
