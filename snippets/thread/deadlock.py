import faulthandler
from threading import Barrier, Lock, Thread

checking = Lock()
savings = Lock()
each_holds_one = Barrier(3)


def transfer(source: Lock, target: Lock) -> None:
    with source:
        each_holds_one.wait()  # (1)!
        with target:
            print("The money has moved.")


if __name__ == "__main__":
    threads = [
        Thread(target=transfer, args=(checking, savings), name="Alice", daemon=True),  # (2)!
        Thread(target=transfer, args=(savings, checking), name="Bob", daemon=True),
    ]
    for thread in threads:
        thread.start()
    each_holds_one.wait()
    for thread in threads:
        thread.join(timeout=0.1)  # (3)!
        print(f"{thread.name} has finished: {not thread.is_alive()}", flush=True)
    faulthandler.dump_traceback()  # (4)!
