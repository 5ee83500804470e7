from small_task import Future, Task, ready


async def guest(name: str, dish: Future) -> str:
    print(f"{name}: waits")
    what = await dish
    print(f"{name}: eats {what}")
    return f"{name} is full"


async def cook(dish: Future) -> None:
    print("Cook: cooks")
    dish.set_result("soup")
    print("Cook: soup is ready")


async def main() -> None:
    dish = Future()
    guests = [Task(guest(name, dish)) for name in ("Ann", "Bob")]
    Task(cook(dish))
    print("Main: three tasks are ready, none has begun")
    for each in guests:
        print(f"Main: {await each}")


if __name__ == "__main__":
    Task(main())
    while ready:
        ready.popleft()()  # (1)!
