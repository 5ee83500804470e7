from threading import Lock, Thread

printer = Lock()


def report(name: str) -> None:
    if printer.acquire(blocking=False):  # (1)!
        try:
            print(f"{name}: prints at once")
        finally:
            printer.release()
    elif printer.acquire(timeout=0.05):  # (2)!
        try:
            print(f"{name}: prints after a short wait")
        finally:
            printer.release()
    else:
        print(f"{name}: the printer is busy, locked: {printer.locked()}")


if __name__ == "__main__":
    with printer:
        thread = Thread(target=report, args=("Alice",), name="Alice")
        thread.start()
        thread.join()  # (3)!
    report("Bob")
    print(f"At the end, locked: {printer.locked()}")
