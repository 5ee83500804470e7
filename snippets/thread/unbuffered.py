import io
import sys
import threading

ready = threading.Barrier(2)


def loop(name: str) -> None:
    ready.wait()
    for n in range(1, 6):
        print(f"{name} >>> {n}")


if __name__ == "__main__":
    raw = io.FileIO(sys.stdout.fileno(), "w", closefd=False)
    sys.stdout = io.TextIOWrapper(raw, write_through=True)  # (1)!
    threads = [
        threading.Thread(target=loop, args=(name,)) for name in ("tick", "tock")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both ended.")
