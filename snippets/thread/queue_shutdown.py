import queue
from threading import Thread

jobs: queue.Queue[int] = queue.Queue()


def work(name: str) -> None:
    while True:
        try:
            job = jobs.get()
        except queue.ShutDown:  # (1)!
            print(f"{name}: no more jobs, ends")
            break
        print(f"{name}: job {job}")


def main() -> None:
    workers = [
        Thread(target=work, args=(name,), name=name) for name in ("Ann", "Bob")
    ]
    for worker in workers:
        worker.start()
    for job in range(1, 5):
        jobs.put(job)
    jobs.shutdown()  # (2)!
    for worker in workers:
        worker.join()
    try:
        jobs.put(5)
    except queue.ShutDown:
        print("Main: job 5 is refused")


if __name__ == "__main__":
    if hasattr(queue, "ShutDown"):
        main()
    else:
        print("This Python has no queue.ShutDown, which came with 3.13")
