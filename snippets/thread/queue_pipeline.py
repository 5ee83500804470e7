import time
from queue import Queue
from threading import Thread

LOG = """\
GET /home 120
GET /cart 340
PUT /cart 410
GET /home 90
GET /help 55
PUT /user 230
GET /cart 310"""


def read(lines: Queue) -> None:
    for number, line in enumerate(LOG.splitlines(), 1):
        print(f"Reader: line {number}")
        lines.put(line)  # (1)!
    lines.put(None)


def transform(lines: Queue, records: Queue) -> None:
    while (line := lines.get()) is not None:
        method, path, milliseconds = line.split()
        records.put((path, int(milliseconds)))
    records.put(None)  # (2)!


def write(records: Queue) -> None:
    while (record := records.get()) is not None:
        path, milliseconds = record
        time.sleep(0.02)  # (3)!
        print(f"Writer: {path} took {milliseconds / 1000} s")


if __name__ == "__main__":
    lines: Queue = Queue(maxsize=1)  # (4)!
    records: Queue = Queue(maxsize=1)
    stages = [
        Thread(target=read, args=(lines,), name="Reader"),
        Thread(target=transform, args=(lines, records), name="Transformer"),
        Thread(target=write, args=(records,), name="Writer"),
    ]
    for stage in stages:
        stage.start()
    for stage in stages:
        stage.join()
    print("All lines are written")
