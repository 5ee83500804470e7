"""Reports what this process writes on its standard output and error, whichever way: `print`, `logging`, a traceback.

Both streams end in a `FileIO`, whose `write` C code calls by its name, too. So an attribute of that name is enough, and
the objects that a program sees stay its own.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tracing import Tracer  # type: ignore[import-not-found,unused-ignore]


def watch(tracer: Tracer) -> None:
    """Tell the tracer of each write before it happens."""
    for name in ("stdout", "stderr"):
        buffer = getattr(getattr(sys, name), "buffer", None)
        raw: Any = getattr(buffer, "raw", buffer)  # without buffering there is no buffer between
        if raw is not None:
            raw.write = _told(tracer, name, raw)


def identity(file: int) -> str:
    """Identify the open file behind a file descriptor; "" if it is closed."""
    try:
        about = os.fstat(file)
    except OSError:
        return ""
    return f"{about.st_dev}:{about.st_ino}"


def _told(tracer: Tracer, stream: str, raw: Any) -> Callable[[Any], object]:
    real = raw.write

    def write(data: Any) -> object:
        try:
            tracer.written(stream, identity(raw.fileno()), bytes(data).decode("utf-8", "replace"))
        except Exception as error:  # noqa: BLE001
            tracer.broken(error)
        return real(data)

    return write
