from threading import Condition, Thread

changed = Condition()
ready = False


def cook() -> None:
    global ready
    with changed:
        ready = True
        changed.notify()


if __name__ == "__main__":
    thread = Thread(target=cook, name="Cook")
    with changed:
        in_time = changed.wait_for(lambda: ready, timeout=0.02)  # (1)!
        print(f"No cook, 20 milliseconds: {in_time}")
        thread.start()  # (2)!
        print(f"The cook has started: {changed.wait_for(lambda: ready)}")
    thread.join()
    with changed:
        print(f"The cook has ended: {changed.wait_for(lambda: ready)}")  # (3)!
