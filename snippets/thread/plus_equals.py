import sys
import threading


class Plain:
    count = 0


class Checked:
    _count = 0

    @property
    def count(self) -> int:
        return self._count

    @count.setter
    def count(self, value: int) -> None:
        self._count = value


def work(counter) -> None:
    for _ in range(25_000):
        counter.count += 1  # (1)!


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)  # (2)!
    for counter in (Plain(), Checked()):
        threads = [
            threading.Thread(target=work, args=(counter,)) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"{type(counter).__name__}: {counter.count} of 100000")
