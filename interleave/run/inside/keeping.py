"""The keeper: the first process of a run becomes the parent of the program, as a shell is of what it starts.

A program that signals its parent, or its parent's process group, therefore reaches the keeper and no other process. The
keeper tells the run the program's process id, its exit status and what it left. On Linux it confines the program, and
becomes the parent of orphans, so that every process that the program starts stays a descendant of the keeper.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found,unused-ignore]
import os
import sys

from kernel import adopt, c_library, confine, left  # type: ignore[import-not-found,unused-ignore]

_FILES = 1024  # open at a time, in one process: what most systems allow
_FILE_SIZE = 1 << 28  # bytes
_MOST_LEFT = 50  # things to tell of


def keep(socket: int, base: str) -> None:
    """Fork: return in the child, which goes on as the program, alone in the foreground of the terminal if there is one.

    The parent never returns. `base` is the run's directory, `socket` a file descriptor, to which the parent writes a
    line "started PID FENCED" (FENCED is 0 or 1) and, when the program has ended, a line "ended STATUS SIGNAL...", with
    the status as `os.waitpid` returns it and the signals that the keeper received. When the other end of the socket is
    closed, the parent kills the program if it still runs, writes a line "left WHAT" for each thing that is left in the
    memory that only the run shares, and ends.
    """
    _set_limits()
    terminal = os.isatty(0)
    if terminal:
        _take_terminal()
    fenced, queues = False, None
    call = c_library()
    if call is not None:
        adopt(call)
        fenced, queues = confine(call, base)
    ready, go = os.pipe()
    program = os.fork()
    if program == 0:
        os.close(socket)
        os.close(go)
        if queues is not None:
            os.close(queues)
        if not os.read(ready, 1):  # until the keeper is ready
            os._exit(0)  # the keeper has ended
        os.close(ready)
        return
    try:
        os.close(ready)
        os.setpgid(program, program)
        if terminal:
            os.tcsetpgrp(0, program)
        os.closerange(0, 3)  # only the run's other processes keep the terminal open
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals() - {signal.SIGCHLD})
        os.write(socket, b"started %d %d\n" % (program, fenced))
        os.write(go, b".")
        os.close(go)
        _wait(program, socket)
        if queues is not None:
            for what in left(queues)[:_MOST_LEFT]:
                os.write(socket, b"left %s\n" % os.fsencode(what).replace(b"\n", b"?"))
    finally:
        os._exit(0)


def _set_limits() -> None:
    """Set limits that do not depend on the machine, so that a program that reaches one does so on every machine."""
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
    """Make the terminal the session's controlling terminal: on Linux by opening it, elsewhere by an `ioctl`."""
    if sys.platform == "darwin":
        import fcntl
        import termios

        try:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        except OSError:
            pass
    else:
        os.close(os.open(os.ttyname(0), os.O_RDWR))


def _wait(program: int, socket: int) -> None:
    """Reap all children, and tell how the program ended; return when the run has closed its end of the socket, too."""
    import select

    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    waiting = [socket, woken]
    ended = False
    while True:
        for child, status in _reaped():
            if child == program:
                signals = sorted(signal.sigpending())
                os.write(socket, b"ended %s\n" % b" ".join(b"%d" % number for number in (status, *signals)))
                ended = True
        if ended and socket not in waiting:
            return
        ready, _, _ = select.select(waiting, [], [])
        if socket in ready:  # the run is over, or its process has ended
            waiting.remove(socket)
            if not ended:
                os.killpg(program, signal.SIGKILL)
        else:
            os.read(woken, 4096)


def _reaped() -> list[tuple[int, int]]:
    """Return process id and status of each child that has ended, without waiting."""
    reaped: list[tuple[int, int]] = []
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return reaped
        if child == 0:
            return reaped
        reaped.append((child, status))
