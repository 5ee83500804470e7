"""What a process asks of the Linux kernel: to become the parent of orphans, and to be fenced in (Landlock).

The fence holds for the process that asks for it and for all that it starts, whatever language they are written in, and
for root, too. They create, write, rename and remove files only where the rules below allow it, and from Linux 6.12 on
they send signals only to each other. Landlock has no rules for modes, owners, times and extended attributes of files:
changing those is not prevented.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[..., int]

_HIGH = 900  # file descriptors from here on are no program's

# Constants of linux/prctl.h.
_SET_CHILD_SUBREAPER = 36
_SET_NO_NEW_PRIVILEGES = 38  # without it only root may restrict itself

# System calls and constants of linux/landlock.h, the same on every machine.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE, _REMOVE_DIRECTORY, _REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 1, 1 << 4, 1 << 5, 1 << 8, 1 << 14
_ALL = _WRITE_FILE | _TRUNCATE | sum(1 << bit for bit in range(4, 14))  # create, remove, rename and link as well
_SIGNALS = 1 << 1
_TRUNCATES = 3  # the first version with a rule for truncating files (Linux 6.2)
_SCOPES = 6  # the first version with a rule for signals (Linux 6.12)


def c_library() -> Call | None:
    """Return what calls a function of the C library by its name, None if there is no `_ctypes` or no Linux.

    libffi may keep a file of its own open for the rest of the process; its descriptor is moved out of the way, to 900
    or above, so that the program's descriptors have the numbers that they always have.
    """
    if sys.platform != "linux":
        return None
    high = min(_HIGH, os.sysconf("SC_OPEN_MAX") - 20)
    low = [os.dup(0)]
    while low[-1] < high - 1:
        low.append(os.dup(0))
    try:
        import _ctypes  # `ctypes` itself would take its time
    except ImportError:
        return None
    finally:
        for file in low:
            os.close(file)
    del sys.modules["_ctypes"]
    library = _ctypes.dlopen(None, 0)  # type: ignore[arg-type]
    return lambda name, *arguments: int(_ctypes.call_function(_ctypes.dlsym(library, name), arguments))


def adopt(call: Call) -> None:
    """Become the parent of those descendants whose own parent ends."""
    call("prctl", _SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def fence(call: Call, base: str) -> bool:
    """Fence this process in, for good; `base` is the run's directory. Return False where the kernel cannot.

    It may change everything in `base/run` and `base/tmp`, write to the other files in `base`, and use terminals, a few
    devices and shared memory.
    """
    version = call("syscall", _CREATE_RULESET, 0, 0, _VERSION)
    if version < _TRUNCATES:
        return False
    attributes = _bytes(_ALL) + (_bytes(0) + _bytes(_SIGNALS) if version >= _SCOPES else b"")
    rules = call("syscall", _CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return False
    for path, allowed in _allowed(base).items():
        try:
            file = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue  # this machine has no such file
        call("syscall", _ADD_RULE, rules, _PATH_BENEATH, _bytes(allowed) + file.to_bytes(4, sys.byteorder), 0)
        os.close(file)
    call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    failed = call("syscall", _RESTRICT_SELF, rules, 0)
    os.close(rules)
    return not failed


def _allowed(base: str) -> dict[str, int]:
    """Return which operations are allowed on which files, and on what is beneath them if they are directories."""
    write = _WRITE_FILE | _TRUNCATE
    devices = ("full", "null", "ptmx", "pts", "tty", "zero")
    return {
        base: _REMOVE_DIRECTORY,  # a program may remove the directory that it runs in
        **dict.fromkeys((base + "/run", base + "/tmp"), _ALL),  # noqa: S108
        **dict.fromkeys((base + "/pids", base + "/notes", base + "/trace"), _WRITE_FILE),
        **dict.fromkeys(("/dev/" + device for device in devices), write),
        "/dev/shm": write | _MAKE_FILE | _REMOVE_FILE,  # noqa: S108
    }


def _bytes(number: int) -> bytes:
    return number.to_bytes(8, sys.byteorder)
