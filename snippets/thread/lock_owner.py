from threading import Lock, RLock, Thread


def release(lock, which: str) -> None:
    try:
        lock.release()
    except RuntimeError as error:
        print(f"{which}: RuntimeError: {error}")
    else:
        print(f"{which}: released")


if __name__ == "__main__":
    for name, lock in (("Lock", Lock()), ("RLock", RLock())):
        lock.acquire()
        other = Thread(target=release, args=(lock, f"{name}, another thread"))
        other.start()
        other.join()
        release(lock, f"{name}, the thread that acquired it")  # (1)!
