from multiprocessing import Process, Queue


def play(name: str, inbox: Queue, outbox: Queue) -> None:
    print(f"{name}: I wait for a message", flush=True)
    message = inbox.get()  # (1)!
    print(f"{name}: received {message}", flush=True)
    outbox.put(f"a message of {name}")


if __name__ == "__main__":
    to_ann, to_bob = Queue(), Queue()
    children = [
        Process(target=play, args=("Ann", to_ann, to_bob)),
        Process(target=play, args=("Bob", to_bob, to_ann)),
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("Both have ended.")
