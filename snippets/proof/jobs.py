from queue import SimpleQueue
from threading import Thread

jobs = SimpleQueue()


def work(name: str) -> None:
    for job in iter(jobs.get, None):
        print(f"{name}: job {job}")


for name in ("Ann", "Bob"):
    Thread(target=work, args=(name,)).start()
for job in (1, 2, 3, 4, None, None):
    jobs.put(job)
