"""In which functions of the standard library a program waits, and for what; which ones take and give back locks."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` would take its time
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

# The kind of waiting in a Python function, by the name of its file without folder and its qualified name. "" is no
# waiting, and hides the waiting of the functions that it calls.
_WAITS: dict[tuple[str, str], str] = {
    ("threading.py", "Thread.start"): "",
    ("threading.py", "Thread.join"): "join",
    ("threading.py", "_shutdown"): "join",
    ("threading.py", "Barrier.wait"): "lock",
    ("threading.py", "Event.wait"): "lock",
    ("threading.py", "Condition.wait"): "lock",
    ("threading.py", "Semaphore.acquire"): "lock",
    ("threading.py", "Condition.__enter__"): "lock",
    ("queue.py", "Queue.get"): "queue",
    ("queue.py", "Queue.put"): "queue",
    ("queue.py", "Queue.join"): "queue",
    ("subprocess.py", "Popen.__init__"): "",
    ("subprocess.py", "Popen.wait"): "join",
    ("subprocess.py", "Popen.communicate"): "io",
    ("process.py", "BaseProcess.start"): "",
    ("process.py", "BaseProcess.join"): "join",
    ("pool.py", "Pool.__init__"): "",
    ("pool.py", "Pool.join"): "join",
    ("pool.py", "Pool.terminate"): "join",
    ("pool.py", "ApplyResult.get"): "join",
    ("pool.py", "ApplyResult.wait"): "join",
    ("pool.py", "IMapIterator.next"): "join",
    ("synchronize.py", "SemLock.__enter__"): "lock",
    ("synchronize.py", "Condition.__enter__"): "lock",
    ("synchronize.py", "Condition.wait"): "lock",
    ("synchronize.py", "Event.wait"): "lock",
    ("queues.py", "Queue.get"): "queue",
    ("queues.py", "Queue.put"): "queue",
    ("queues.py", "Queue.join"): "queue",
    ("queues.py", "SimpleQueue.get"): "queue",
    ("queues.py", "SimpleQueue.put"): "queue",
    ("queues.py", "JoinableQueue.join"): "queue",
    ("managers.py", "BaseManager.start"): "",
    ("managers.py", "BaseProxy._callmethod"): "queue",
    ("connection.py", "_ConnectionBase.recv"): "io",
    ("connection.py", "_ConnectionBase.recv_bytes"): "io",
    ("connection.py", "_ConnectionBase.poll"): "io",
    ("connection.py", "wait"): "io",
    ("_base.py", "Future.result"): "join",
    ("_base.py", "Future.exception"): "join",
    ("_base.py", "wait"): "join",
    ("thread.py", "ThreadPoolExecutor.submit"): "",
    ("thread.py", "ThreadPoolExecutor.shutdown"): "join",
    ("process.py", "ProcessPoolExecutor.submit"): "",
    ("process.py", "ProcessPoolExecutor.shutdown"): "join",
    ("tasks.py", "sleep"): "sleep",
    ("tasks.py", "wait"): "join",
    ("locks.py", "_ContextManagerMixin.__aenter__"): "lock",
    ("locks.py", "Lock.acquire"): "lock",
    ("locks.py", "Semaphore.acquire"): "lock",
    ("locks.py", "Event.wait"): "lock",
    ("locks.py", "Condition.wait"): "lock",
    ("locks.py", "Barrier.wait"): "lock",
    ("taskgroups.py", "TaskGroup.__aexit__"): "join",
    ("streams.py", "StreamReader.read"): "io",
    ("streams.py", "StreamReader.readline"): "io",
    ("streams.py", "StreamReader.readexactly"): "io",
    ("streams.py", "StreamWriter.drain"): "io",
}
# Files of these packages have names that other files have, too: the functions above are those of these files.
_LIBRARIES = {
    "asyncio": {"tasks.py", "locks.py", "queues.py", "taskgroups.py", "streams.py"},
    "multiprocessing": {"process.py", "pool.py", "synchronize.py", "queues.py", "managers.py", "connection.py"},
    "futures": {"_base.py", "thread.py", "process.py"},
}
# Functions of the standard library that take a lock, and those that give one back.
_TAKES = {"Lock.acquire", "Semaphore.acquire"}
_TAKES |= {"Condition.__enter__", "SemLock.__enter__", "_ContextManagerMixin.__aenter__"}
_GIVES = {"Lock.release", "Semaphore.release"}
_GIVES |= {"Condition.__exit__", "Semaphore.__exit__", "SemLock.__exit__", "_ContextManagerMixin.__aexit__"}
_GIVING_FILES = {"threading.py", "synchronize.py", "locks.py"}

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
    kinds = _C_WAITS.get(owner.__name__ if module else type(owner).__module__)
    return owner, kinds.get(name, "") if kinds else ""


def is_for_program(owner: Any, kind: str, code: CodeType) -> bool:
    """Tell whether the waiting in a C function that library code calls is worth showing as the program's own.

    `owner` is the function's module, or the object whose method it is.
    """
    room = type(owner).__module__
    return kind == "sleep" or room == "_queue" or (room == "select" and "selectors" in code.co_filename)


def library_wait(code: CodeType) -> str | None:
    """Return the kind of waiting in a function of the standard library, None if it is not in the table above."""
    folder, _, file = code.co_filename.rpartition("/")
    kind = _WAITS.get((file, code.co_qualname))
    if kind is None:
        return None
    library = folder.rpartition("/")[2]
    if library in _LIBRARIES and file not in _LIBRARIES[library]:
        return None
    return kind


def scope(lock: Any) -> str:
    """Return "many" if several may hold a lock at once, else what shares it: the "process" or the "run"."""
    semaphore = getattr(lock, "_semlock", lock)
    if type(semaphore).__name__ == "SemLock":
        return "many" if semaphore.kind == 1 and semaphore.maxvalue > 1 else "run"
    return "many" if "Semaphore" in type(lock).__name__ else "process"


def takes(code: CodeType, got: object) -> bool:
    """Tell whether a library function that waited and returned `got` has taken a lock."""
    return code.co_qualname == "Condition.wait" or (
        code.co_qualname in _TAKES and (bool(got) or code.co_name == "__aenter__")
    )


def gives(code: CodeType) -> bool:
    """Tell whether a library function gives back a lock."""
    return code.co_qualname in _GIVES and code.co_filename.rpartition("/")[2] in _GIVING_FILES
