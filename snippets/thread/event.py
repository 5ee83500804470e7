from threading import Event, Thread

loaded = Event()
prices: dict[str, int] = {}


def load() -> None:
    prices.update(tea=3, cake=5)
    print("Loader: the prices are here")
    loaded.set()  # (1)!


def order(dish: str) -> None:
    loaded.wait()  # (2)!
    print(f"{dish} costs {prices[dish]}")


if __name__ == "__main__":
    threads = [
        Thread(target=order, args=("tea",), name="tea"),
        Thread(target=order, args=("cake",), name="cake"),
        Thread(target=load, name="Loader"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    loaded.wait()  # (3)!
    print("Main: the event is still set")
