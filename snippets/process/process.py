import os
from multiprocessing import Process


def run_child(name: str) -> None:
    print(f"Run child process {name} ({os.getpid()})...", flush=True)


if __name__ == "__main__":
    print(f"Parent process {os.getpid()}.")
    child = Process(target=run_child, args=("test",))
    print("Child process will start.")
    child.start()
    child.join()
    print("Child process end.")
