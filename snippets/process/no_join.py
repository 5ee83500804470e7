import time
from multiprocessing import Process


def slow() -> None:
    time.sleep(0.1)
    print("Child: now I am done.", flush=True)


if __name__ == "__main__":
    Process(target=slow).start()
    print("Parent: this is my last line.", flush=True)
