from collections.abc import Generator


def brew(name: str, minutes: int) -> Generator[str, None, str]:
    try:
        for minute in range(1, minutes + 1):
            yield f"{name}: minute {minute}"  # (1)!
        return f"hot {name}"  # (2)!
    finally:
        print(f"{name}: off the stove")


def breakfast() -> Generator[str, None, str]:
    tea = yield from brew("tea", 2)  # (3)!
    soup = yield from brew("soup", 1)
    return f"{tea} and {soup}"


if __name__ == "__main__":
    cooking = breakfast()
    while True:
        try:
            print(next(cooking))
        except StopIteration as end:  # (4)!
            print(f"Result: {end.value}")
            break

    cooking = breakfast()
    print(next(cooking))
    cooking.close()  # (5)!
    print("Closed")
