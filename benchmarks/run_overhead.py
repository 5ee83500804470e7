"""What a run costs over the bare program: `python benchmarks/run_overhead.py [--runs N] [--python PATH]`.

Each program is run bare (`subprocess.run` into a pipe, the same environment) and by the engine in turn, so that a busy
machine is busy for both. Prints the median of each in milliseconds, and their difference and ratio.
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


def _run(program: Path, python: Interpreter) -> float:
    start = time.perf_counter()
    done = run(program, python=python)
    took = time.perf_counter() - start
    if done.trouble or done.transcript.exit:
        raise SystemExit("\n".join([f"{program.name} went wrong", *done.trouble]))
    return took


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=40, help="repetitions of each (default %(default)s)")
    options.add_argument("--python", help="the Python that runs the programs (default: this one)")
    asked = options.parse_args()
    python = interpreter(asked.python)
    print(f"{python.implementation} {python.version}, {python.platform}, median of {asked.runs} runs")
    print(f"{'':26}{'bare':>9}{'engine':>9}{'more':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as directory:
        for name, text in _PROGRAMS.items():
            program = Path(directory) / "program.py"
            program.write_text(text)
            _bare(program, python)
            _run(program, python)
            pairs = [(_bare(program, python), _run(program, python)) for _ in range(asked.runs)]
            bare, engine = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
            print(f"{name:26}{bare:6.1f} ms{engine:6.1f} ms{engine - bare:6.1f} ms{engine / bare:8.2f}")


if __name__ == "__main__":
    main()
