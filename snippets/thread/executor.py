from concurrent.futures import ThreadPoolExecutor

LINES = ("to be or not to be", "that is the question", "whether")


def count_words(line: str) -> int:
    return len(line.split())


with ThreadPoolExecutor(max_workers=2) as pool:  # (1)!
    future = pool.submit(count_words, LINES[0])  # (2)!
    print(f"submit: {future.result()} words")  # (3)!
    for line, words in zip(LINES, pool.map(count_words, LINES)):  # (4)!
        print(f"map: {words} words in {line!r}")
print(f"The future is done: {future.done()}")
