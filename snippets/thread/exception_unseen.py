import threading

PRICES = ("12", "7", "3,50", "20")
parsed: list[int] = []


def parse(price: str) -> None:
    parsed.append(int(price))


if __name__ == "__main__":
    threads = [
        threading.Thread(target=parse, args=(price,), name=f"Parse-{price}")
        for price in PRICES
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Total: {sum(parsed)}")
