"""Which Python runs a program."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interleave.circumstance import Build
from interleave.run.surroundings import INSIDE, environment

_PROBE_SECONDS = 300.0  # on a busy machine many workers ask at once, and 3.13t was seen to take over a minute

# It also compiles the modules in `inside/`, which saves each process of a run 1 to 3 milliseconds.
_PROBE = """
import compileall, json, multiprocessing, platform, sys, sysconfig
compileall.compile_dir(sys.argv[1], quiet=2)
print(json.dumps({
    "implementation": platform.python_implementation(),
    "release": platform.python_version(),
    "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "platform": platform.system() + " " + platform.machine(),
    "start_methods": multiprocessing.get_all_start_methods(),
    "default_start_method": multiprocessing.get_start_method(),
}))
"""


class InterpreterError(Exception):
    """There is no Python at a path; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python and what it says about itself.

    `path` is how it is started. `start_methods` are the ways in which its `multiprocessing` can start a process here,
    and `default_start_method` is its default.
    """

    path: str
    build: Build
    start_methods: tuple[str, ...]
    default_start_method: str

    @property
    def traceable(self) -> bool:
        """Whether its runs can be traced: `sys.monitoring` tells of each lock that `with` takes from 3.14 on."""
        return self.build.implementation == "CPython" and self.build.version >= (3, 14)

    def has(self, package: str) -> bool:
        """Whether it finds a package, by the name that `import` takes; asked only once."""
        return _finds(self.path, package)


def interpreter(path: str | None = None) -> Interpreter:
    """Return what the Python at `path` (a file or a command; None for this one) says about itself, asked only once.

    Raises InterpreterError if there is no Python at that path.
    """
    if path is None:
        return _probe(sys.executable)
    found = shutil.which(path)
    if found is None:
        msg = f"{path} is no Python: there is no such program"
        raise InterpreterError(msg)
    return _probe(os.path.abspath(found))  # noqa: PTH100  (a link stays a link: it is how venvs know themselves)


def find(minor: str) -> Interpreter | None:
    """Return a Python of a minor version ("3.15", "3.13t"): this one, or one on PATH, or of pyenv or uv; or None."""
    own = interpreter()
    if own.build.minor == minor:
        return own
    homes = (Path(os.environ.get("PYENV_ROOT", "~/.pyenv"), "versions"), Path("~/.local/share/uv/python"))
    kept = (place for home in homes for place in sorted(home.expanduser().glob("*/bin")))
    for place in (*map(Path, os.get_exec_path()), *kept):
        with suppress(InterpreterError):
            found = interpreter(str(place / f"python{minor}"))
            if found.build.minor == minor:
                return found
    return None


@functools.cache
def _finds(path: str, package: str) -> bool:
    finding = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)"
    asked = subprocess.run(
        [path, "-c", finding, package],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(path, "/"),
        timeout=_PROBE_SECONDS,
        check=False,
    )
    return asked.returncode == 0


@functools.cache
def _probe(path: str) -> Interpreter:
    variables = environment(path, "/") | {"PYTHONPATH": str(INSIDE)}

    try:
        answer = subprocess.run(
            [path, "-c", _PROBE, str(INSIDE)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=variables,
            timeout=_PROBE_SECONDS,
            check=False,
        )
        told = json.loads(answer.stdout)
        about = ("release", "free_threaded", "implementation", "platform")
        return Interpreter(
            path=path,
            build=Build(*(told[each] for each in about)),
            start_methods=tuple(told["start_methods"]),
            default_start_method=told["default_start_method"],
        )
    except OSError as error:
        msg = f"{path} is no Python: {error.strerror}"
    except subprocess.TimeoutExpired:
        msg = f"{path} is no Python: it did not answer within {_PROBE_SECONDS:g} seconds"
    except (ValueError, TypeError, KeyError):
        lines = answer.stderr.decode(errors="replace").strip().splitlines()
        msg = f"{path} is no Python: " + (lines[-1] if lines else "it did not say what it is")
    raise InterpreterError(msg)
