"""What the kernel itself forbids the processes of a run, where it can: Landlock, on Linux from 6.2 on.

It holds for programs in any language and for root: they write, make and remove files in the run's directories only,
and (from 6.12 on) signal none but each other. `inside/guarding.py` says so in words, for Python alone, and everywhere.
"""

from __future__ import annotations

import ctypes
import functools
import os
import struct
import sys
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_T = TypeVar("_T")

# System calls and constants of linux/landlock.h, the same on every machine.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
_WRITES = _WRITE_FILE | _TRUNCATE | sum(1 << bit for bit in range(4, 14))  # make, remove, rename and link as well
_SIGNALS = 1 << 1
_NEEDED = 3  # the first version that knows of truncating
_KNOWS_SIGNALS = 6
_SET_NO_NEW_PRIVILEGES = 38  # of linux/prctl.h; who is not root may confine himself only with it

_DIRECTORIES = ("/dev/shm", "/dev/pts")  # noqa: S108
_FILES = ("/dev/full", "/dev/null", "/dev/ptmx", "/dev/tty", "/dev/zero")


def confined(start: Callable[[], _T], writable: Path | None) -> _T:
    """Call `start`, so that the processes it starts write in the directory `writable` only, and give what it gives.

    With None, or where the kernel cannot confine them, they are not confined. Raises what `start` raises.
    """
    if writable is None or _version() < _NEEDED:
        return start()
    result: list[_T] = []
    raised: list[BaseException] = []

    def confine() -> None:
        try:
            _restrict(writable)
            result.append(start())
        except BaseException as error:  # noqa: BLE001  (it is raised where it belongs)
            raised.append(error)

    # A thread is confined by itself and for good, and what it starts with it.
    thread = threading.Thread(target=confine)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
    return result[0]


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


@functools.cache
def _version() -> int:
    if sys.platform != "linux":
        return 0
    return _call(_CREATE_RULESET, None, 0, _VERSION)


def _call(number: int, *arguments: bytes | int | None) -> int:
    return int(_library().syscall(number, *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)))


def _restrict(writable: Path) -> None:
    """Confine this thread. Where it fails half-way, the rest is left as it is."""
    attributes = (
        struct.pack("=QQQ", _WRITES, 0, _SIGNALS) if _version() >= _KNOWS_SIGNALS else struct.pack("=Q", _WRITES)
    )
    rules = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return
    try:
        _allow(rules, (writable, *_DIRECTORIES), _WRITES)
        _allow(rules, _FILES, _WRITE_FILE | _TRUNCATE)
        _library().prctl(_SET_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0)))
        _call(_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, paths: Iterable[str | Path], access: int) -> None:
    for path in paths:
        try:
            file = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            _call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", access, file), 0)
        finally:
            os.close(file)
