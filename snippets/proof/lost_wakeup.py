from threading import Condition, Thread

ready = Condition()


def announce() -> None:
    with ready:
        ready.notify()


Thread(target=announce).start()
with ready:
    print("Waiting to be woken.", flush=True)
    ready.wait()
print("Woken.")
