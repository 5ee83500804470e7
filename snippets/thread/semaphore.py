import time
from threading import Semaphore, Thread

connections = Semaphore(2)  # (1)!


def download(name: str) -> None:
    with connections:  # (2)!
        print(f"{name}: begins")
        time.sleep(0.03)
        print(f"{name}: ends")


if __name__ == "__main__":
    threads = [
        Thread(target=download, args=(name,), name=name)
        for name in ("a.png", "b.png", "c.png", "d.png", "e.png")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("All downloads have ended")
