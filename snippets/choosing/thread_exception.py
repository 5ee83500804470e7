import threading


def fail() -> None:
    raise RuntimeError("only this thread ends")


if __name__ == "__main__":
    thread = threading.Thread(target=fail, name="Fails")
    thread.start()
    thread.join()
    print("Main thread: still here")
