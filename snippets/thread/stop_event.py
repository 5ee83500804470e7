import threading
import time

stop = threading.Event()


def poll() -> None:
    while True:
        print("Poller: asks the server", flush=True)
        if stop.wait(timeout=60):  # (1)!
            break
    print("Poller: told to stop, closes the connection", flush=True)


if __name__ == "__main__":
    begin = time.perf_counter()
    thread = threading.Thread(target=poll, name="Poller")
    thread.start()
    time.sleep(0.1)  # (2)!
    stop.set()
    thread.join()
    seconds = time.perf_counter() - begin
    print(f"Main thread: the poller ended after {seconds:.2f} s")
