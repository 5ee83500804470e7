import sys
import threading

counts: dict[str, int] = {}


def count(words: list[str]) -> None:
    for word in words:
        counts[word] = counts.get(word, 0) + 1  # (1)!


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)
    words = ["spam"] * 25_000
    threads = [threading.Thread(target=count, args=(words,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"spam: counted {counts['spam']} of 100000")
