import threading
import weakref
from collections.abc import Callable


class Student:
    def __init__(self, name: str) -> None:
        self.name = name
        alive.add(self)


alive: weakref.WeakSet[Student] = weakref.WeakSet()  # (1)!
by_ident: dict[int, Student] = {}
school = threading.local()


def greet(way: str, student: Student | None) -> None:
    print(f"{way}: hello, {student.name if student else 'nobody'}")


def pass_parameter() -> None:
    greet("Parameter", Student("Alice"))


def fill_dict() -> None:
    by_ident[threading.get_ident()] = Student("Bob")
    ask_dict()


def ask_dict() -> None:
    greet("Dict", by_ident.get(threading.get_ident()))


def fill_local() -> None:
    school.student = Student("Carol")
    ask_local()


def ask_local() -> None:
    greet("Local", getattr(school, "student", None))


def run_threads(*functions: Callable[[], None]) -> None:
    for function in functions:  # (2)!
        thread = threading.Thread(target=function)
        thread.start()
        thread.join()
    print(f"Threads have ended, in memory: {[each.name for each in alive]}")


if __name__ == "__main__":
    run_threads(pass_parameter)
    run_threads(fill_local, ask_local)
    run_threads(fill_dict, ask_dict)
