import threading


class Cart(threading.local):
    owner = "no one"  # (1)!

    def __init__(self, first: str) -> None:
        print(f"{threading.current_thread().name}: __init__({first!r})")
        self.items = [first]  # (2)!


def shop(item: str) -> None:
    cart.items.append(item)  # (3)!
    cart.owner = threading.current_thread().name
    print(f"{cart.owner}: {cart.items}")


cart = Cart("bag")  # (4)!
for name, item in (("Thread-A", "tea"), ("Thread-B", "rice")):
    thread = threading.Thread(target=shop, args=(item,), name=name)
    thread.start()
    thread.join()
print(f"MainThread: {cart.items}, owner: {cart.owner}")
