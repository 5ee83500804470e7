import random
import threading
import time

sold_to: list[str] = []
lock = threading.Lock()


def buy(name: str) -> None:
    time.sleep(random.random() * 0.02)
    with lock:  # (1)!
        if not sold_to:
            time.sleep(0.01)
            sold_to.append(name)


if __name__ == "__main__":
    buyers = [
        threading.Thread(target=buy, args=(name,)) for name in ("Ann", "Bob")
    ]
    for buyer in buyers:
        buyer.start()
    for buyer in buyers:
        buyer.join()
    print(f"One seat, sold to {' and '.join(sold_to)}")
