import tempfile
import threading
from pathlib import Path

lock = threading.Lock()


def write_binary(file, name: str) -> None:
    for number in range(5_000):
        file.write(f"{name} {number}\n".encode())  # (1)!


def print_text(file, name: str) -> None:
    for number in range(5_000):
        with lock:  # (2)!
            print(f"{name} {number}", file=file)


if __name__ == "__main__":
    names = ("Ann", "Bob", "Eve")
    wanted = sorted(f"{name} {n}" for name in names for n in range(5_000))
    with tempfile.TemporaryDirectory() as folder:
        for job, mode in ((write_binary, "wb"), (print_text, "w")):
            path = Path(folder, job.__name__)
            with path.open(mode) as file:
                threads = [
                    threading.Thread(target=job, args=(file, name))
                    for name in names
                ]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
            whole = sorted(path.read_text().splitlines()) == wanted
            print(f"{job.__name__}: all lines whole: {whole}")
