"""What a process asks of the Linux kernel: to become the parent of orphans, and to be confined.

All of it holds for the process that asks and for all that it starts, whatever language they are written in, and for
root, too:

- They have shared memory, semaphores and message queues of their own, which end with them (namespaces).
- They have no power but over files, users and processes: they set no clock and mount nothing (capabilities).
- They create, write, rename and remove files only where the rules below allow it, and from Linux 6.12 on they send
  signals only to each other: the fence (Landlock). It has no rules for modes, owners, times and extended attributes of
  files: changing those is not prevented.
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

# Constants of linux/sched.h, linux/mount.h and linux/capability.h.
_OWN_MOUNTS, _OWN_IPC, _OWN_USER = 1 << 17, 1 << 27, 1 << 28
_NO_SETUID, _NO_DEVICES, _PRIVATE = 1 << 1, 1 << 2, 1 << 18
_FILES_AND_USERS = 0xFF  # capabilities: to read and change every file, to signal and to become every user
_THIRD_VERSION = 0x20080522

# System calls and constants of linux/mount.h, the same on every machine.
_FSOPEN, _FSCONFIG, _FSMOUNT = 430, 431, 432
_CLOSE_ON_EXEC, _CREATE = 1, 6

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


def confine(call: Call, base: str) -> tuple[bool, int | None]:
    """Confine this process for good; `base` is the run's directory.

    Return whether the kernel did all of it, and a file descriptor of the directory in which it shows the message
    queues, None if they and shared memory are not this process's own.
    """
    kept = (_permitted() & _FILES_AND_USERS).to_bytes(4, sys.byteorder)  # a namespace of users would give it all
    queues = _set_apart(call)
    call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    version = _THIRD_VERSION.to_bytes(4, sys.byteorder)
    weak = call("capset", version + bytes(4), kept + kept + bytes(16)) == 0
    return _fence(call, base, queues) and weak and queues is not None, queues


def _permitted() -> int:
    """Return the capabilities that this process may use."""
    with open("/proc/self/status", "rb") as file:
        return next(int(line.split()[1], 16) for line in file if line.startswith(b"CapPrm"))


def _set_apart(call: Call) -> int | None:
    """Take shared memory, semaphores and message queues of this process's own, and open the directory of the queues."""
    if call("unshare", _OWN_MOUNTS | _OWN_IPC) == 0:
        return _mount(call)
    # Everybody but root needs a namespace of users for it. What is allowed in it is up to the system; there is no way
    # back, so another process tries.
    attempt = os.fork()
    if attempt == 0:
        os._exit(_set_user_apart(call) is None)
    return _set_user_apart(call) if os.waitpid(attempt, 0)[1] == 0 else None


def _set_user_apart(call: Call) -> int | None:
    user, group = os.geteuid(), os.getegid()
    if call("unshare", _OWN_MOUNTS | _OWN_IPC | _OWN_USER):
        return None
    try:
        for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open("/proc/self/" + file, "w") as map_:
                map_.write(text)
    except OSError:
        return None
    return _mount(call)


def _mount(call: Call) -> int | None:
    shared = b"/dev/shm"
    if call("mount", None, shared, None, _PRIVATE, None):  # else others would see what is mounted there
        return None
    if call("mount", b"tmpfs", shared, b"tmpfs", _NO_SETUID | _NO_DEVICES, b"mode=1777"):
        return None
    context = call("syscall", _FSOPEN, b"mqueue", _CLOSE_ON_EXEC)
    call("syscall", _FSCONFIG, context, _CREATE, None, None, 0)
    mounted = call("syscall", _FSMOUNT, context, _CLOSE_ON_EXEC, 0)  # nowhere: there may be no /dev/mqueue
    if mounted < 0:
        return None
    try:
        return os.open(".", os.O_RDONLY, dir_fd=mounted)
    finally:
        os.close(mounted)
        os.close(context)


def left(queues: int) -> list[str]:
    """Return kind and name of the shared memory, semaphores and message queues that there are; see `confine`."""
    found = [
        f"semaphore {name[4:]}" if name.startswith("sem.") else f"shared memory {name}"
        for name in sorted(os.listdir("/dev/shm"))  # noqa: S108
    ]
    found += [f"message queue {name}" for name in sorted(os.listdir(queues))]
    for table, kind in (("shm", "shared memory"), ("sem", "semaphores"), ("msg", "message queue")):
        with open("/proc/sysvipc/" + table) as file:
            found += [f"System V {kind}, id {line.split()[1]}" for line in list(file)[1:]]
    return found


def _fence(call: Call, base: str, queues: int | None) -> bool:
    """Fence this process in. Return False where the kernel cannot.

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
        _allow(call, rules, file, allowed)
        os.close(file)
    if queues is not None:
        _allow(call, rules, queues, _WRITE_FILE | _REMOVE_FILE)
    failed = call("syscall", _RESTRICT_SELF, rules, 0)
    os.close(rules)
    return not failed


def _allow(call: Call, rules: int, file: int, allowed: int) -> None:
    call("syscall", _ADD_RULE, rules, _PATH_BENEATH, _bytes(allowed) + file.to_bytes(4, sys.byteorder), 0)


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
