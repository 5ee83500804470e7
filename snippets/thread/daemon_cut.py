import threading

begun = threading.Event()
answer = threading.Event()


def save() -> None:
    try:
        print("Daemon: begins to save", flush=True)
        begun.set()
        answer.wait()  # (1)!
        print("Daemon: has saved", flush=True)
    finally:
        print("Daemon: cleans up", flush=True)


if __name__ == "__main__":
    threading.Thread(target=save, name="Daemon", daemon=True).start()
    begun.wait()
    print("Main thread: last line", flush=True)
