from concurrent.futures import ThreadPoolExecutor


def save(name: str) -> str:
    if name == "photos":
        raise OSError(f"no room for {name}")
    return f"{name} saved"


with ThreadPoolExecutor(max_workers=2) as pool:
    futures = [pool.submit(save, name) for name in ("letters", "photos")]
print("The with block is left, and no error was seen.")  # (1)!
print(f"The exceptions: {[future.exception() for future in futures]}")  # (2)!
for future in futures:
    try:
        print(f"Result: {future.result()}")
    except OSError as error:  # (3)!
        print(f"Error: {error}")
