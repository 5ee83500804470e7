import threading

inside = threading.Event()
proceed = threading.Event()


def tickets():
    for number in (1, 2):
        inside.set()
        proceed.wait()  # (1)!
        yield number


shared = tickets()


def sell() -> None:
    print(f"The thread sells ticket {next(shared)}")


if __name__ == "__main__":
    thread = threading.Thread(target=sell)
    thread.start()
    inside.wait()
    try:
        next(shared)  # (2)!
    except ValueError as error:
        print(f"ValueError: {error}")
    proceed.set()
    thread.join()
    print(f"The main thread sells ticket {next(shared)}")
