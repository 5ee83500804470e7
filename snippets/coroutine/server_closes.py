import asyncio
from asyncio import StreamReader, StreamWriter


async def echo(reader: StreamReader, writer: StreamWriter) -> None:
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main() -> None:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"first\n")
    print(f"Old client: {await reader.readline()!r}")

    server.close()  # (1)!
    closing = asyncio.create_task(server.wait_closed())
    await asyncio.wait([closing], timeout=0.05)  # (2)!
    print(f"wait_closed() has returned: {closing.done()}")

    try:
        await asyncio.open_connection(host, port)
    except ConnectionRefusedError as error:
        print(f"New client: {error}")
    writer.write(b"second\n")
    print(f"Old client: {await reader.readline()!r}")  # (3)!

    writer.write_eof()  # (4)!
    await reader.read()
    writer.close()
    await writer.wait_closed()
    await closing
    print(f"wait_closed() has returned: {closing.done()}")


asyncio.run(main())
