from collections.abc import Generator
from inspect import getcoroutinestate


class Pause:
    def __await__(self) -> Generator[str, str, str]:
        received = yield "please wait"  # (1)!
        return received


async def order(dish: str) -> str:
    print(f"order: {dish}, {getcoroutinestate(coroutine)}")
    side = await Pause()  # (2)!
    return f"{dish} with {side}"


if __name__ == "__main__":
    coroutine = order("soup")  # (3)!
    print(f"called: {getcoroutinestate(coroutine)}")
    print(f"send: {coroutine.send(None)}")  # (4)!
    print(f"paused: {getcoroutinestate(coroutine)}")
    try:
        coroutine.send("rice")  # (5)!
    except StopIteration as end:
        print(f"returned: {end.value}")
    print(f"ended: {getcoroutinestate(coroutine)}")
