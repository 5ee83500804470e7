import time
from threading import Event, Thread

done = Event()


def show_progress() -> None:
    while not done.wait(timeout=0.02):
        print(".", end="", flush=True)


print("Working", end="", flush=True)
Thread(target=show_progress).start()
time.sleep(0.1)
done.set()
