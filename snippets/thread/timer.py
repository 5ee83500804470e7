from threading import Event, Timer

over = Event()


def ring(name: str) -> None:
    print(f"{name}: time is over")
    over.set()


if __name__ == "__main__":
    short = Timer(0.05, ring, args=("Short timer",))  # (1)!
    long = Timer(60, ring, args=("Long timer",))
    short.start()
    long.start()
    over.wait()
    long.cancel()  # (2)!
    long.join()
    print(f"Main: the long timer is alive: {long.is_alive()}")
