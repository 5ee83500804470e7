import threading

tickets = iter(list(range(100_000)))  # (1)!
sold: list[list[int]] = [[], [], [], []]


def sell(mine: list[int]) -> None:
    for ticket in tickets:
        mine.append(ticket)


if __name__ == "__main__":
    threads = [threading.Thread(target=sell, args=(mine,)) for mine in sold]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sales = [ticket for mine in sold for ticket in mine]
    print(f"Tickets sold: {len(set(sales))} of 100000")
    print(f"Sales too many: {len(sales) - len(set(sales))}")
