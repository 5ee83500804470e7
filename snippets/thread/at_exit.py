import atexit
import threading

last_line = threading.Event()


def work() -> None:
    last_line.wait()
    print("Worker: last line", flush=True)


def say_goodbye() -> None:
    alive = worker.is_alive()
    print(f"atexit: is the worker alive? {alive}", flush=True)


if __name__ == "__main__":
    atexit.register(say_goodbye)
    worker = threading.Thread(target=work, name="Worker")
    worker.start()
    print("Main thread: last line", flush=True)
    last_line.set()  # (1)!
