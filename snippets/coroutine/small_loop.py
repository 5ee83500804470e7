import heapq
import selectors
import time
from itertools import count

from small_task import Future, Task, ready

timers = []  # (1)!
numbers = count()
selector = selectors.DefaultSelector()
create_task = Task


async def sleep(delay):
    future = Future()
    when = time.monotonic() + delay
    heapq.heappush(timers, (when, next(numbers), future.set_result))
    await future


async def sock_recv(sock, size):
    future = Future()
    selector.register(sock, selectors.EVENT_READ, future.set_result)
    await future
    return sock.recv(size)


def run(coroutine):
    main = Task(coroutine)
    while not main.done:
        timeout = None  # (2)!
        if ready:
            timeout = 0
        elif timers:
            timeout = max(0, timers[0][0] - time.monotonic())
        if selector.get_map():  # (3)!
            for key, _ in selector.select(timeout):
                selector.unregister(key.fileobj)
                ready.append(key.data)
        else:
            time.sleep(timeout)
        now = time.monotonic()
        while timers and timers[0][0] <= now:  # (4)!
            ready.append(heapq.heappop(timers)[2])
        for _ in range(len(ready)):  # (5)!
            ready.popleft()()
    return main.result
