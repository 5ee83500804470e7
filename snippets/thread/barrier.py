from threading import Barrier, BrokenBarrierError, Thread


def load(name: str, text: str, loaded: Barrier) -> None:
    try:
        number = int(text)
    except ValueError:
        print(f"{name}: {text!r} is not a number")
        loaded.abort()  # (1)!
        return
    print(f"{name}: has loaded {number}")
    try:
        loaded.wait()  # (2)!
    except BrokenBarrierError:
        print(f"{name}: BrokenBarrierError, gives up")
    else:
        print(f"{name}: all have loaded, goes on")


def run(texts: dict[str, str]) -> None:
    loaded = Barrier(len(texts))
    threads = [
        Thread(target=load, args=(name, text, loaded), name=name)
        for name, text in texts.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    run({"Ann": "1", "Bob": "2", "Cid": "3"})
    print("Second run:")
    run({"Ann": "1", "Bob": "2", "Cid": "three"})
