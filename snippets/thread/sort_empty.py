import threading

names = ["Eve", "Bob", "Ann"]
sorting = threading.Event()
looked = threading.Event()


def key(name: str) -> str:  # (1)!
    sorting.set()
    looked.wait()
    return name


if __name__ == "__main__":
    thread = threading.Thread(target=names.sort, kwargs={"key": key})
    thread.start()
    sorting.wait()
    print(f"While it is sorted: {names}")
    looked.set()
    thread.join()
    print(f"When it is sorted: {names}")
