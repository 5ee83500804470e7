import asyncio
from asyncio import StreamReader, StreamWriter

CLIENTS = 100
all_there = asyncio.Barrier(CLIENTS)
connected = most = 0


async def serve(reader: StreamReader, writer: StreamWriter) -> None:  # (1)!
    global connected, most
    connected += 1
    most = max(most, connected)
    await all_there.wait()  # (2)!
    name = await reader.readline()
    writer.write(b"Hello, " + name)
    await writer.drain()
    connected -= 1
    writer.close()  # (3)!
    await writer.wait_closed()


async def ask(port: int, name: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{name}\n".encode())
    answer = await reader.read()  # (4)!
    writer.close()
    await writer.wait_closed()
    return answer.decode().rstrip()


async def main() -> None:
    names = [f"client {number}" for number in range(1, CLIENTS + 1)]
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]  # (5)!
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*(ask(port, name) for name in names))
    server.close()
    await server.wait_closed()
    own = sum(a == f"Hello, {name}" for a, name in zip(answers, names))
    print(f"Connected at once: {most}")
    print(f"Clients that got their own answer: {own}")
    print(f"The last answer: {answers[-1]}")


asyncio.run(main())
