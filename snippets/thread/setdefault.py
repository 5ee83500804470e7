import threading

leaders: dict[str, str] = {}
answers: list[str] = []
together = threading.Barrier(3)


def stand_for_election(name: str) -> None:
    together.wait()  # (1)!
    answers.append(leaders.setdefault("leader", name))  # (2)!


if __name__ == "__main__":
    threads = [
        threading.Thread(target=stand_for_election, args=(name,))
        for name in ("Ann", "Bob", "Eve")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"The leader is {leaders['leader']}")
    print(f"The three were told: {', '.join(answers)}")
