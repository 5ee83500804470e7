"""A hook that each new thread installs, for Pythons before 3.12.

There only one thread at a time may install its profile or trace function: to another it is an error, in which the
program's thread would end before it has begun. It comes to that as the guard listens when one is installed, and threads
may be switched while it does.
"""

from __future__ import annotations

from time import sleep

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Hook:
    """What `threading.setprofile` and `threading.settrace` take for a function.

    A new thread asks whether there is one, and would then install it; it is installed when it asks, as soon as no other
    thread does so.
    """

    def __init__(self, install: Callable[[Any], None], function: Callable[..., object]) -> None:
        """Have each new thread call `install` with `function`."""
        self._install = install
        self._function = function

    def __bool__(self) -> bool:
        """Install the function. Nothing is left to be done."""
        while True:
            try:
                self._install(self._function)
            except RuntimeError:
                sleep(0)
            else:
                return False
