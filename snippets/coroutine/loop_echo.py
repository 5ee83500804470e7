import asyncio
import socket

import small_loop


async def serve(recv, sock: socket.socket) -> None:
    with sock:
        while data := await recv(sock, 100):
            sock.send(data.upper())  # (1)!


async def talk(loop, recv, name: str, sock: socket.socket) -> None:
    with sock:
        for word in (b"tea", b"toast"):
            await loop.sleep(0.01)
            sock.send(word)
            print(f"{name}: sends {word.decode()}")
            answer = await recv(sock, 100)
            print(f"{name}: receives {answer.decode()}")


async def main(loop, recv) -> None:
    tasks = []
    for name in ("Ann", "Bob"):
        here, there = socket.socketpair()  # (2)!
        here.setblocking(False)
        there.setblocking(False)
        tasks.append(loop.create_task(serve(recv, there)))
        tasks.append(loop.create_task(talk(loop, recv, name, here)))
    for task in tasks:
        await task
    print("Both connections have ended")


def asyncio_recv(sock, size):
    return asyncio.get_running_loop().sock_recv(sock, size)


if __name__ == "__main__":
    for loop, recv in (asyncio, asyncio_recv), (small_loop, small_loop.sock_recv):
        print(f"== {loop.__name__}")
        loop.run(main(loop, recv))
