"""The parent of a program, as the run knows it: see inside/keeping.py."""

from __future__ import annotations

import os
import select
import socket
import time
from typing import Self


class Keeper:
    """What a program's keeper says: which process the program is, and how it ended.

    `said` is the keeper's end of the socket, `hears` the run's (file descriptors). `program` is the program's process
    id, None until it is known; `exit` its exit status (negative for a signal), None until it has ended; `signals` are
    those that were sent to the keeper. `open` is false when nobody is there any more who could say anything.
    """

    def __init__(self) -> None:
        """Open a socket for a keeper that is yet to come."""
        self._run, self._keeper = socket.socketpair()
        self._run.setblocking(False)
        self._heard = b""
        self.hears = self._run.fileno()
        self.said = self._keeper.fileno()
        self.program: int | None = None
        self.exit: int | None = None
        self.signals: tuple[int, ...] = ()
        self.open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def let_go(self) -> None:
        """Leave the keeper's end to the keeper."""
        self._keeper.close()

    def close(self) -> None:
        """Close the socket, which ends the keeper."""
        self.let_go()
        self._run.close()

    def listen(self) -> None:
        """Take what has been said."""
        while self.open:
            try:
                data = self._run.recv(4096)
            except BlockingIOError:
                break
            except OSError:
                data = b""
            self.open = bool(data)
            self._heard += data
        *lines, self._heard = self._heard.split(b"\n")
        for line in lines:
            word, *numbers = line.split()
            if word == b"started":
                self.program = int(numbers[0])
            else:
                self.exit = os.waitstatus_to_exitcode(int(numbers[0]))
                self.signals = tuple(map(int, numbers[1:]))

    def wait(self, seconds: float) -> None:
        """Wait until the program has ended or nobody is there who could say so, `seconds` at most."""
        until = time.monotonic() + seconds
        self.listen()
        while self.open and self.exit is None and (left := until - time.monotonic()) > 0:
            select.select([self.hears], [], [], left)
            self.listen()
