import threading
from concurrent.futures import ThreadPoolExecutor

worker = threading.local()
request = threading.local()


def connect() -> None:
    print("A worker opens its connection")
    worker.connection = "connection"


def greet() -> str:
    user = getattr(request, "user", "guest")
    return f"hello, {user}, by the worker's {worker.connection}"


def handle(login: str | None) -> str:
    try:
        if login is not None:
            request.user = login
        return greet()
    finally:
        request.__dict__.clear()  # (1)!


with ThreadPoolExecutor(max_workers=1, initializer=connect) as pool:  # (2)!
    for login in ("Alice", None):
        future = pool.submit(handle, login)
        print(f"Request with login {login}: {future.result()}")
