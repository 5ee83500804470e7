from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue

for kind in (Queue, SimpleQueue, LifoQueue, PriorityQueue):
    numbers = kind()
    for number in (2, 3, 1):
        numbers.put(number)
    taken = [numbers.get() for _ in range(3)]
    print(f"{kind.__name__}: {taken}")

box: Queue[str] = Queue(maxsize=1)
try:
    box.get(timeout=0.01)  # (1)!
except Empty:
    print("queue.Empty: nothing came within 0.01 s")
box.put("first")
try:
    box.put("second", timeout=0.01)
except Full:
    print("queue.Full: no room within 0.01 s")

jobs: PriorityQueue = PriorityQueue()
jobs.put((1, {"name": "print"}))
try:
    jobs.put((1, {"name": "save"}))  # (2)!
except TypeError as error:
    print(f"TypeError: {error}")
