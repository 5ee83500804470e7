from multiprocessing import AuthenticationError
from multiprocessing.managers import BaseManager

if __name__ == "__main__":
    with BaseManager(address=("127.0.0.1", 0), authkey=b"right") as manager:
        for key in (b"wrong", b"right"):
            try:
                BaseManager(address=manager.address, authkey=key).connect()
            except AuthenticationError as error:
                print(f"Key {key!r} is refused: {error}")
            else:
                print(f"Key {key!r} is accepted")
