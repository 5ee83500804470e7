import queue
import sys
from multiprocessing.managers import BaseManager

KEY = b"interleave"
tasks: queue.Queue[int] = queue.Queue()
results: queue.Queue[tuple[int, int]] = queue.Queue()


def get_tasks() -> queue.Queue[int]:  # (1)!
    return tasks


def get_results() -> queue.Queue[tuple[int, int]]:
    return results


class QueueManager(BaseManager):
    pass


QueueManager.register("get_tasks", callable=get_tasks)
QueueManager.register("get_results", callable=get_results)

if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    address = ("127.0.0.1", port)
    with QueueManager(address, authkey=KEY) as manager:  # (2)!
        to_do, done = manager.get_tasks(), manager.get_results()
        for number in range(6):
            to_do.put(number)
        host, port = manager.address
        print(f"Master listens at {host}:{port}", flush=True)  # (3)!
        for _ in range(6):
            number, square = done.get(timeout=30)
            print(f"Master: {number} squared is {square}", flush=True)
        print("Master: all results are here. Press Enter to end.", flush=True)
        sys.stdin.readline()  # (4)!
