import os
import threading

identities: dict[str, tuple[int, int]] = {}
all_here = threading.Barrier(3)


def subtask() -> None:
    name = threading.current_thread().name
    identities[name] = os.getpid(), threading.get_native_id()
    all_here.wait()  # (1)!


if __name__ == "__main__":
    threads = [
        threading.Thread(target=subtask, name=name)
        for name in ("typing", "spelling")
    ]
    for thread in threads:
        thread.start()
    subtask()
    for thread in threads:
        thread.join()
    for name in ("MainThread", "typing", "spelling"):
        process, thread_id = identities[name]
        print(f"{name}: process {process}, thread {thread_id}")
