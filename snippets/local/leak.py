import threading
from concurrent.futures import ThreadPoolExecutor

request = threading.local()


def greet() -> str:
    return f"hello, {getattr(request, 'user', 'guest')}"


def handle(login: str | None) -> str:
    if login is not None:
        request.user = login  # (1)!
    return greet()


with ThreadPoolExecutor(max_workers=1) as pool:  # (2)!
    for login in ("Alice", None):
        future = pool.submit(handle, login)
        print(f"Request with login {login}: {future.result()}")
