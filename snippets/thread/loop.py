import threading
import time


def loop() -> None:
    name = threading.current_thread().name
    print(f"thread {name} is running...")
    for n in range(1, 6):
        print(f"thread {name} >>> {n}")
        time.sleep(0.02)
    print(f"thread {name} ended.")


if __name__ == "__main__":
    name = threading.current_thread().name
    print(f"thread {name} is running...")
    thread = threading.Thread(target=loop, name="LoopThread")
    thread.start()
    thread.join()  # (1)!
    print(f"thread {name} ended.")
