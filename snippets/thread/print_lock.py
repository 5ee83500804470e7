from threading import Lock, Thread

printing = Lock()
ORDERS = {
    "Table 1": ("soup", "rice"),
    "Table 2": ("tea",),
    "Table 3": ("cake", "tea"),
}


def print_bill(table: str, dishes: tuple[str, ...]) -> None:
    with printing:  # (1)!
        print("Bill for", table)  # (2)!
        for dish in dishes:
            print("  1 x", dish)
        print("  Thank you!", flush=True)


threads = [Thread(target=print_bill, args=order) for order in ORDERS.items()]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
