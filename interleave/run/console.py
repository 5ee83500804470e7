"""The terminal, pipe or file that a program writes to, and the lines that arrive."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import termios
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interleave.run.surroundings import COLUMNS, ROWS
from interleave.transcript import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interleave.circumstance import Output

_OFLAG, _LFLAG, _CC = 1, 3, 6  # positions in what tcgetattr gives
_CONTROL = re.compile(r"[^\t\x20-\x7e\xa0-\U0010ffff]")


@dataclass(slots=True)
class Console:
    """A terminal, pipe or file.

    `reading` and `writing` are the file descriptors of the run's end and the program's; `output` tells which of the
    three it is. `identity` identifies the program's end among all open files. `open` is false if, at the last reading,
    no process had the program's end open.
    """

    reading: int
    writing: int
    output: Output
    identity: tuple[int, int, int] = field(init=False)
    open: bool = True

    def __post_init__(self) -> None:
        """Make reading return at once if nothing has arrived."""
        os.set_blocking(self.reading, False)
        self.identity = identity(os.fstat(self.writing))

    def close_writing(self) -> None:
        """Close this process's copy of the program's end."""
        if self.writing >= 0:
            os.close(self.writing)
            self.writing = -1

    def read(self) -> bytes:
        """Return what has arrived, b"" if nothing has."""
        try:
            data = os.read(self.reading, 1 << 16)
        except BlockingIOError:
            self.open = True
            return b""
        except OSError:  # Linux raises EIO if the other end of a terminal is closed
            data = b""
        self.open = bool(data)
        return data

    @property
    def translates(self) -> bool:
        r"""Whether the program has set its terminal to write "\r\n" for "\n"."""
        wanted = termios.OPOST | termios.ONLCR
        return self.output == "terminal" and termios.tcgetattr(self.reading)[_OFLAG] & wanted == wanted

    def close(self) -> None:
        """Close both ends."""
        self.close_writing()
        os.close(self.reading)


def identity(of: os.stat_result) -> tuple[int, int, int]:
    """Return what identifies an open file."""
    return of.st_dev, of.st_ino, of.st_rdev


@contextmanager
def console(output: Output, file: Path) -> Iterator[Console]:
    """Open a terminal of 80 columns, a pipe, or the new `file`; a pipe, too, if the system has no terminal left."""
    if output == "file":
        writing = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        opened = Console(os.open(file, os.O_RDONLY), writing, output)
    else:
        opened = (_terminal() if output == "terminal" else None) or Console(*os.pipe(), output="pipe")
    try:
        yield opened
    finally:
        opened.close()


def _terminal() -> Console | None:
    try:
        reading, writing = os.openpty()
    except OSError:
        return None
    try:
        fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        attributes = termios.tcgetattr(writing)
        attributes[_OFLAG] &= ~termios.OPOST  # bytes arrive as they were written
        attributes[_LFLAG] &= ~(termios.ECHO | termios.ICANON)
        attributes[_CC][termios.VMIN] = 0  # reading finds the end of the file at once
        attributes[_CC][termios.VTIME] = 0
        termios.tcsetattr(writing, termios.TCSANOW, attributes)
        return Console(reading, writing, "terminal")
    except BaseException:
        os.close(reading)
        os.close(writing)
        raise


class Captured:
    """The bytes that a program wrote and when they arrived. At most `limit` bytes are kept.

    `nothing` is the latest moment at which nothing more had arrived.
    """

    def __init__(self, limit: int) -> None:
        """Begin empty."""
        self.nothing = 0.0
        self.size = 0
        self._limit = limit
        self._pieces: list[tuple[bytes, float, float]] = []

    @property
    def full(self) -> bool:
        """Whether the program wrote more than the limit."""
        return self.size > self._limit

    def add(self, data: bytes, at: float) -> None:
        """Add what had arrived `at` seconds after the program's start."""
        kept = data[: max(0, self._limit - self.size)]
        if kept:
            self._pieces.append((kept, at, self.nothing))
        self.size += len(data)

    def lines(self) -> tuple[tuple[Line, ...], bool]:
        r"""Return the lines, and whether the last one has its line end. Only "\n" ends a line."""
        lines: list[Line] = []
        begun: list[bytes] = []
        last = (0.0, 0.0)
        for data, at, after in self._pieces:
            *ends, rest = data.split(b"\n")
            for end in ends:
                begun.append(end)
                lines.append(_line(begun, at, after))
                begun.clear()
            if rest:
                begun.append(rest)
                last = (at, after)
        if begun:
            lines.append(_line(begun, *last))
        return tuple(lines), not begun

    def flaw(self) -> str | None:
        """Return one line about the first byte or character of the output that is not text, None if all is text."""
        for number, line in enumerate(b"".join(data for data, *_ in self._pieces).split(b"\n"), 1):
            try:
                control = _CONTROL.search(line.decode().removesuffix("\r"))
            except UnicodeDecodeError as error:
                return f"line {number} is no text: it has the byte 0x{line[error.start]:02x}, which is no UTF-8"
            if control:
                return f"line {number} is no text: it has the control character U+{ord(control[0]):04X}"
        return None


def _line(parts: list[bytes], at: float, after: float) -> Line:
    return Line(b"".join(parts).decode("utf-8", errors="replace"), at, after)
