"""In which functions of the standard library a program waits, and for what; which ones take and give back locks."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

# Functions of the standard library in which a program waits: file, kind of waiting, functions. "unlock" is no waiting
# but gives back a lock; "-" is none either, and hides the waiting of the functions that are called there.
_TABLE = """
threading.py                    -       Thread.start
threading.py                    join    Thread.join _shutdown
threading.py                    lock    Barrier.wait Condition.__enter__ Condition.wait Event.wait Semaphore.acquire
threading.py                    unlock  Condition.__exit__ Semaphore.__exit__ Semaphore.release
queue.py                        queue   Queue.get Queue.join Queue.put
subprocess.py                   -       Popen.__init__
subprocess.py                   join    Popen.wait
subprocess.py                   io      Popen.communicate
multiprocessing/process.py      -       BaseProcess.start
multiprocessing/process.py      join    BaseProcess.join
multiprocessing/pool.py         -       Pool.__init__
multiprocessing/pool.py         join    ApplyResult.get ApplyResult.wait IMapIterator.next Pool.join Pool.terminate
multiprocessing/synchronize.py  lock    Condition.__enter__ Condition.wait Event.wait SemLock.__enter__
multiprocessing/synchronize.py  unlock  Condition.__exit__ SemLock.__exit__
multiprocessing/queues.py       queue   JoinableQueue.join Queue.get Queue.put SimpleQueue.get SimpleQueue.put
multiprocessing/managers.py     -       BaseManager.start
multiprocessing/managers.py     queue   BaseProxy._callmethod
multiprocessing/connection.py   io      _ConnectionBase.poll _ConnectionBase.recv _ConnectionBase.recv_bytes wait
concurrent/futures/_base.py     join    Future.exception Future.result wait
concurrent/futures/thread.py    -       ThreadPoolExecutor.submit
concurrent/futures/thread.py    join    ThreadPoolExecutor.shutdown
concurrent/futures/process.py   -       ProcessPoolExecutor.submit
concurrent/futures/process.py   join    ProcessPoolExecutor.shutdown
asyncio/tasks.py                sleep   sleep
asyncio/tasks.py                join    wait
asyncio/locks.py                lock    Barrier.wait Condition.wait Event.wait Lock.acquire Semaphore.acquire
asyncio/locks.py                lock    _ContextManagerMixin.__aenter__
asyncio/locks.py                unlock  Lock.release Semaphore.release _ContextManagerMixin.__aexit__
asyncio/queues.py               queue   Queue.get Queue.join Queue.put
asyncio/taskgroups.py           join    TaskGroup.__aexit__
asyncio/streams.py              io      StreamReader.read StreamReader.readexactly StreamReader.readline
asyncio/streams.py              io      StreamWriter.drain
"""
_WAITS = {
    (file, function): kind.strip("-")
    for file, kind, *functions in map(str.split, _TABLE.strip().splitlines())
    for function in functions
}
_STANDARD_LIBRARY = os.path.dirname(os.__file__) + "/"

# Those that have taken a lock if they return something true, and those that always have.
_TAKES = {"Condition.__enter__", "Lock.acquire", "SemLock.__enter__", "Semaphore.acquire"}
_TAKE_ALWAYS = {"Condition.wait", "_ContextManagerMixin.__aenter__"}

# C functions in which a program waits, and those that give back a lock.
_LOCKS = {"acquire", "acquire_lock", "__enter__"}
_UNLOCKS = {"release", "release_lock", "__exit__"}
_LOCK_TYPES = {"lock", "RLock", "SemLock"}
_C_WAITS: dict[str, dict[str, str]] = {
    "time": {"sleep": "sleep"},
    "_queue": {"get": "queue", "put": "queue"},
    "_socket": dict.fromkeys(("accept", "connect", "recv", "recv_into", "recvfrom", "send", "sendall"), "io"),
    "_io": dict.fromkeys(("read", "read1", "readinto", "readline", "readlines"), "io"),
    "builtins": {"input": "io"},
    "posix": {"read": "io", "waitpid": "join"},
    "select": dict.fromkeys(("select", "poll", "control"), "io"),
}


def running_loop() -> Any:
    """Return the event loop that runs in this thread, None if there is none."""
    events = sys.modules.get("_asyncio")
    return events._get_running_loop() if events is not None else None


def current_task() -> Any:
    """Return the asyncio task that runs in this thread, None if there is none."""
    loop = running_loop()
    if loop is None:
        return None
    return sys.modules["asyncio"].current_task(loop)


def is_lock(owner: object) -> bool:
    """Tell whether it is a lock of a type that is written in C."""
    return type(owner).__name__ in _LOCK_TYPES and type(owner).__module__ in ("_thread", "_multiprocessing")


def wait_of(called: Any, first: Any) -> tuple[Any, str]:
    """Return the object of a C function and the kind of waiting in it: "unlock" if it gives back a lock, "" if none."""
    owner = getattr(called, "__self__", first)
    name = getattr(called, "__name__", "")
    module = type(owner).__name__ == "module"
    if is_lock(owner):
        if name in _LOCKS:
            return owner, "lock"
        return owner, "unlock" if name in _UNLOCKS else ""
    # A socket is of a class written in Python, and its methods are those of the class in C below it.
    rooms = [owner.__name__] if module else [each.__module__ for each in type(owner).__mro__[:-1]]
    return owner, next((kinds[name] for kinds in map(_C_WAITS.get, rooms) if kinds and name in kinds), "")


def is_for_program(owner: Any, kind: str, code: CodeType) -> bool:
    """Tell whether the waiting in a C function that library code calls is worth showing as the program's own.

    `owner` is the function's module, or the object whose method it is.
    """
    room = type(owner).__module__
    return kind == "sleep" or room == "_queue" or (room == "select" and "selectors" in code.co_filename)


def library_wait(code: CodeType) -> str | None:
    """Return the kind in the table above for a function of the standard library ("" for "-"), None if it has none."""
    return _WAITS.get((code.co_filename.removeprefix(_STANDARD_LIBRARY), code.co_qualname))


def scope(lock: Any) -> str:
    """Return "many" if several may hold a lock at once, else what shares it: the "process" or the "run"."""
    semaphore = getattr(lock, "_semlock", lock)
    if type(semaphore).__name__ == "SemLock":
        return "many" if semaphore.kind == 1 and semaphore.maxvalue > 1 else "run"
    return "many" if "Semaphore" in type(lock).__name__ else "process"


def takes(code: CodeType, got: object) -> bool:
    """Tell whether a library function that waited and returned `got` has taken a lock."""
    return code.co_qualname in _TAKE_ALWAYS or (code.co_qualname in _TAKES and bool(got))
