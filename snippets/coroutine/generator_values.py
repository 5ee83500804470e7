from collections.abc import Generator


def average() -> Generator[float, float, None]:
    total, count, mean = 0.0, 0, 0.0
    try:
        while True:
            try:
                value = yield mean  # (1)!
            except ValueError as error:
                print(f"average: {error}")  # (2)!
                continue
            total += value
            count += 1
            mean = total / count
    finally:
        print(f"average: closed after {count} values")  # (3)!


if __name__ == "__main__":
    averages = average()
    print(f"next: {next(averages)}")  # (4)!
    print(f"send 10: {averages.send(10)}")
    print(f"send 20: {averages.send(20)}")
    print(f"throw: {averages.throw(ValueError('a value is missing'))}")
    print(f"send 60: {averages.send(60)}")
    averages.close()  # (5)!
    try:
        averages.send(70)
    except StopIteration:
        print("send 70: StopIteration")
