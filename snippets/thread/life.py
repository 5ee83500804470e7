import threading

may_end = threading.Event()


def work() -> None:
    try:
        threading.current_thread().join()
    except RuntimeError as error:
        print(f"A thread that joins itself: {error}")
    may_end.wait()  # (1)!


if __name__ == "__main__":
    thread = threading.Thread(target=work, name="Worker")
    print(f"Created: alive is {thread.is_alive()}, ident is {thread.ident}")
    try:
        thread.join()
    except RuntimeError as error:
        print(f"join() too early: {error}")

    thread.start()
    alive = thread.is_alive()  # (2)!
    may_end.set()
    thread.join()
    print(f"Started: alive was {alive}")
    print(f"Ended: alive is {thread.is_alive()}")

    try:
        thread.start()
    except RuntimeError as error:
        print(f"start() again: {error}")
