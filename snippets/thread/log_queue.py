import logging
import sys
import time
from logging.handlers import QueueHandler, QueueListener
from queue import SimpleQueue
from threading import Thread


class SlowHandler(logging.StreamHandler):
    def emit(self, record: logging.LogRecord) -> None:
        time.sleep(0.02)  # (1)!
        super().emit(record)


def pack(items: tuple[str, ...]) -> None:
    for item in items:
        log.info("%s is packed", item)


slow = SlowHandler(sys.stdout)
slow.setFormatter(logging.Formatter("[%(threadName)s] %(message)s"))
records: SimpleQueue[logging.LogRecord] = SimpleQueue()
log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(QueueHandler(records))  # (2)!
listener = QueueListener(records, slow)  # (3)!
listener.start()
begin = time.perf_counter()
threads = [
    Thread(target=pack, args=(("tea", "rice", "soup"),), name="Ann"),
    Thread(target=pack, args=(("cake", "salt", "oil"),), name="Bob"),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
packed = time.perf_counter() - begin
listener.stop()  # (4)!
logged = time.perf_counter() - begin
print(f"Packed after {packed:.2f} s, logged after {logged:.2f} s.")
