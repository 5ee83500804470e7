import asyncio
from asyncio import StreamReader, StreamWriter

BLOCK = bytes(16 * 1024)
BLOCKS = 800
received = 0


async def receive(reader: StreamReader, writer: StreamWriter) -> None:
    global received
    await asyncio.sleep(0.05)  # (1)!
    while data := await reader.read(len(BLOCK)):
        received += len(data)
    writer.close()  # (2)!
    await writer.wait_closed()


async def send(port: int, drain: bool) -> None:
    global received
    received = most = 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(BLOCKS):
        writer.write(BLOCK)  # (3)!
        most = max(most, writer.transport.get_write_buffer_size())
        if drain:
            await writer.drain()  # (4)!
    print(f"At most {most // 1024} KiB waited in the buffer.")
    print(f"Received so far: {received // 1024} KiB")
    writer.write_eof()  # (5)!
    await reader.read()
    writer.close()
    await writer.wait_closed()
    print(f"Received at the end: {received // 1024} KiB")


async def main() -> None:
    async with await asyncio.start_server(receive, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for drain in (False, True):
            print(f"{'With' if drain else 'Without'} drain:")
            await send(port, drain)


asyncio.run(main())
