from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context

user_var: ContextVar[str] = ContextVar("user", default="guest")


def handle(login: str | None) -> str:
    if login is not None:
        user_var.set(login)
    return f"hello, {user_var.get()}"


with ThreadPoolExecutor(max_workers=1) as pool:
    for login in ("Alice", None):
        future = pool.submit(handle, login)  # (1)!
        print(f"In the worker's context, login {login}: {future.result()}")
    for login in ("Bob", None):
        context = copy_context()  # (2)!
        future = pool.submit(context.run, handle, login)
        print(f"In a copy, login {login}: {future.result()}")
