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
    alice = Thread(target=transfer, args=(checking, savings), name="Alice")
    bob = Thread(target=transfer, args=(savings, checking), name="Bob")
    for thread in (alice, bob):
        thread.daemon = True  # (2)!
        thread.start()
    each_holds_one.wait()
    for thread in (alice, bob):
        thread.join(timeout=0.1)  # (3)!
        print(f"{thread.name} has finished: {not thread.is_alive()}", flush=True)
    faulthandler.dump_traceback()  # (4)!
