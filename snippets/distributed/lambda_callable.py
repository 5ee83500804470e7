import multiprocessing
import queue
from multiprocessing.managers import BaseManager

tasks: queue.Queue[int] = queue.Queue()


class QueueManager(BaseManager):
    pass


QueueManager.register("get_tasks", callable=lambda: tasks)

if __name__ == "__main__":
    print(f"Start method: {multiprocessing.get_start_method()}", flush=True)
    try:
        with QueueManager(address=("127.0.0.1", 0), authkey=b"interleave"):
            print("The master starts.")
    except Exception as error:
        print(f"The master does not start: {type(error).__name__}")
