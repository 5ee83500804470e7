import os
from multiprocessing import Process


def crash() -> None:
    print("Child: about to crash", flush=True)
    os.abort()  # (1)!


if __name__ == "__main__":
    child = Process(target=crash)
    child.start()
    child.join()
    print(f"Child's exit code: {child.exitcode}")
    print("Parent: still here")
