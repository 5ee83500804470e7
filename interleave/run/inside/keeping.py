"""Keeps a program: the first process of a run becomes its parent, as a shell is the parent of what it starts.

So a program that signals its parent, or its parent's process group, meets the keeper and nobody else. The keeper tells
the run which process the program is and how it ended. On Linux it also adopts what the program's processes leave
behind, so that whatever the program started descends from it, however it hides.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found,unused-ignore]
import os
import sys

_FILES = 1024  # open at a time, in one process: what most systems allow
_FILE_SIZE = 1 << 28  # bytes
_ADOPT = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h


def keep(said: int) -> None:
    """Fork: return in the child, which goes on as the program, alone in the foreground of the terminal if there is one.

    The parent never returns. To the socket `said` it writes a line "started PID" and, when the program has ended, a
    line "ended STATUS SIGNAL...", with the status as `os.waitpid` gives it and the signals that were sent to the
    keeper. It ends when the other end of `said` is closed, and ends the program with it.
    """
    _set_limits()
    terminal = os.isatty(0)
    if terminal:
        _take_terminal()
    ready, go = os.pipe()
    program = os.fork()
    if program == 0:
        os.close(said)
        os.close(go)
        if not os.read(ready, 1):  # until the keeper is ready
            os._exit(0)  # it is gone
        os.close(ready)
        return
    try:
        os.close(ready)
        os.setpgid(program, program)
        if terminal:
            os.tcsetpgrp(0, program)
        os.closerange(0, 3)  # who holds the terminal belongs to the program
        _adopt()
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals() - {signal.SIGCHLD})
        os.write(said, b"started %d\n" % program)
        os.write(go, b".")
        os.close(go)
        _wait(program, said)
    finally:
        os._exit(0)


def _set_limits() -> None:
    """Set limits that are the same everywhere, so that a program that reaches one does so everywhere."""
    import resource

    for which, wanted in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _FILE_SIZE),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        hard = resource.getrlimit(which)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(which, (most, most))
    del sys.modules["resource"]


def _take_terminal() -> None:
    """Make the terminal the session's: on Linux it is enough to open it, elsewhere to ask for it."""
    if sys.platform == "darwin":
        import fcntl
        import termios

        try:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        except OSError:
            pass
    else:
        os.close(os.open(os.ttyname(0), os.O_RDWR))


def _adopt() -> None:
    if sys.platform != "linux":
        return
    try:
        import _ctypes  # `ctypes` itself would take its time

        program = _ctypes.dlopen(None, 0)  # type: ignore[arg-type]
        _ctypes.call_function(_ctypes.dlsym(program, "prctl"), (_ADOPT, 1, 0, 0, 0))
    except (ImportError, OSError, AttributeError):
        pass


def _wait(program: int, said: int) -> None:
    import select

    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    ended = False
    while True:
        for child, status in _reaped():
            if child == program:
                signals = sorted(signal.sigpending())
                os.write(said, b"ended %s\n" % b" ".join(b"%d" % number for number in (status, *signals)))
                ended = True
        ready, _, _ = select.select([said, woken], [], [])
        if said in ready:  # the run is over, or who ran it is gone
            if not ended:
                os.killpg(program, signal.SIGKILL)
            return
        os.read(woken, 4096)


def _reaped() -> list[tuple[int, int]]:
    reaped: list[tuple[int, int]] = []
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return reaped
        if child == 0:
            return reaped
        reaped.append((child, status))
