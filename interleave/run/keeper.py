"""The run's side of the keeper, the parent of the program: see inside/keeping.py."""

from __future__ import annotations

import os
import select
import socket
import time
from contextlib import suppress
from typing import Self


class Keeper:
    """What the keeper has told over a socket.

    `ours` and `theirs` are the file descriptors of the run's end and the keeper's. `program` is the program's process
    id, None until it is known. `fenced` tells whether the kernel confines the program. `exit` is the program's exit
    status (negative for a signal), None until it has ended. `signals` are those that the keeper received. `left` is
    what the program has left in memory and queues of the run's own. `open` is false once the keeper's end is closed,
    which means that the keeper has ended.
    """

    def __init__(self) -> None:
        """Open the socket; the keeper is started later."""
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._received = b""
        self.ours = self._ours.fileno()
        self.theirs = self._theirs.fileno()
        self.program: int | None = None
        self.fenced = False
        self.exit: int | None = None
        self.signals: tuple[int, ...] = ()
        self.left: list[str] = []
        self.open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close_theirs(self) -> None:
        """Close this process's copy of the keeper's end."""
        self._theirs.close()

    def close(self) -> None:
        """Close the socket, upon which the keeper ends."""
        self.close_theirs()
        self._ours.close()

    def listen(self) -> None:
        """Read what the keeper has told, without waiting."""
        while self.open:
            try:
                data = self._ours.recv(4096)
            except BlockingIOError:
                break
            except OSError:
                data = b""
            self.open = bool(data)
            self._received += data
        *lines, self._received = self._received.split(b"\n")
        for line in lines:
            word, _, rest = line.partition(b" ")
            if word == b"left":
                self.left.append(os.fsdecode(rest))
            elif word == b"started":
                program, fenced = map(int, rest.split())
                self.program, self.fenced = program, bool(fenced)
            else:
                status, *signals = map(int, rest.split())
                self.exit, self.signals = os.waitstatus_to_exitcode(status), tuple(signals)

    def finish(self, seconds: float) -> None:
        """Have the keeper end, and wait until it has told everything, `seconds` at most."""
        until = time.monotonic() + seconds
        with suppress(OSError):
            self._ours.shutdown(socket.SHUT_WR)
        while self.open and (left := until - time.monotonic()) > 0:
            select.select([self.ours], [], [], left)
            self.listen()
