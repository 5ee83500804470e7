"""The run's side of the keeper, the parent of the program: see inside/keeping.py."""

from __future__ import annotations

import os
import select
import socket
import time
from typing import Self


class Keeper:
    """What the keeper has told over a socket.

    `ours` and `theirs` are the file descriptors of the run's end and the keeper's. `program` is the program's process
    id, None until it is known. `fenced` tells whether the kernel fences the program in. `exit` is the program's exit
    status (negative for a signal), None until it has ended. `signals` are those that the keeper received. `open` is
    false once the keeper's end is closed, which means that the keeper has ended.
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
            word, *numbers = line.split()
            if word == b"started":
                self.program, self.fenced = int(numbers[0]), bool(int(numbers[1]))
            else:
                self.exit = os.waitstatus_to_exitcode(int(numbers[0]))
                self.signals = tuple(map(int, numbers[1:]))

    def wait(self, seconds: float) -> None:
        """Wait until the program's exit status is known or the keeper has ended, `seconds` at most."""
        until = time.monotonic() + seconds
        self.listen()
        while self.open and self.exit is None and (left := until - time.monotonic()) > 0:
            select.select([self.ours], [], [], left)
            self.listen()
