# verdict: nothing
# on: fence
# output: terminal

# Not even root may. Each attempt is one that changes nothing where it is allowed.

import ctypes
import os
import socket

c = ctypes.CDLL(None, use_errno=True)
clock = ctypes.create_string_buffer(1000)


def called(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), "failed")


def set_clock():
    """Give the clock the status that it has."""
    assert c.adjtimex(clock) >= 0
    clock[:4] = b"\x10\0\0\0"
    called(c.adjtimex(clock))


for attempt in (
    set_clock,
    lambda: socket.sethostname(socket.gethostname()),
    lambda: called(c.swapoff(b"/dev/null")),
    lambda: called(c.vhangup()),
    lambda: os.nice(-1),
    lambda: open("/proc/sys/kernel/core_pattern", "r+b"),
):
    try:
        attempt()
    except PermissionError:
        continue
    raise SystemExit(f"{attempt} was allowed")
