from queue import Queue
from threading import Thread

texts: Queue[str] = Queue()


def work() -> None:
    while True:
        number = int(texts.get())  # (1)!
        print(f"Worker: {number}", flush=True)
        texts.task_done()


if __name__ == "__main__":
    for text in ("1", "two", "3"):
        texts.put(text)
    Thread(target=work, name="Worker").start()
    texts.join()  # (2)!
    print("Main: all done")
