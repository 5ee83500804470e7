import threading
from concurrent.futures import ThreadPoolExecutor

TEXTS = {"zen": "beautiful is better than ugly", "pun": "time flies"}
counts: dict[str, int] = {}


def count_words(text: str) -> int:
    return len(text.split())


def keep_count(name: str) -> None:
    counts[name] = count_words(TEXTS[name])  # (1)!


if __name__ == "__main__":
    thread = threading.Thread(target=count_words, args=(TEXTS["zen"],))
    thread.start()
    print(f"What join() returns: {thread.join()}")

    threads = [
        threading.Thread(target=keep_count, args=(name,)) for name in TEXTS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"A dictionary, after join(): zen {counts['zen']}, pun {counts['pun']}")

    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(count_words, text) for text in TEXTS.values()]
        results = [future.result() for future in futures]  # (2)!
    print(f"Two futures: {results}")
