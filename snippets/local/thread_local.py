import threading

school = threading.local()
both_enrolled = threading.Barrier(2)


def greet() -> None:
    thread = threading.current_thread().name
    try:
        print(f"Hello, {school.student} (in {thread})")
    except AttributeError as error:
        print(f"Nobody in {thread}: {error}")


def attend(student: str) -> None:
    school.student = student
    both_enrolled.wait()  # (1)!
    greet()


if __name__ == "__main__":
    threads = [
        threading.Thread(target=attend, args=("Alice",), name="Thread-A"),
        threading.Thread(target=attend, args=("Bob",), name="Thread-B"),
        threading.Thread(target=greet, name="Thread-C"),  # (2)!
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"The main thread has a student: {hasattr(school, 'student')}")
