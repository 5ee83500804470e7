import atexit
import threading


def work() -> None:
    threading.main_thread().join()  # (1)!
    print("Worker: the main thread has ended", flush=True)


def say_goodbye() -> None:
    alive = worker.is_alive()
    print(f"atexit: is the worker alive? {alive}", flush=True)


if __name__ == "__main__":
    atexit.register(say_goodbye)
    worker = threading.Thread(target=work, name="Worker")
    worker.start()
    print("Main thread: last line", flush=True)
