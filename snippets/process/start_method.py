import multiprocessing

greeting = "as the file says"


def show() -> None:
    print(f"Child: greeting is {greeting!r}", flush=True)


if __name__ == "__main__":
    greeting = "as the parent changed it"
    print(f"Start method: {multiprocessing.get_start_method()}", flush=True)
    child = multiprocessing.Process(target=show)
    child.start()
    child.join()
    print(f"Parent: greeting is {greeting!r}")
