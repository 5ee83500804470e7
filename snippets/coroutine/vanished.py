import asyncio
import socket
import struct
from asyncio import IncompleteReadError, StreamReader, StreamWriter

outcomes = asyncio.Queue()


async def serve(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(b"welcome\n")
    try:
        line = await reader.readline()  # (1)!
        outcome = f"line {line!r}, "
        outcome += f"record {await reader.readexactly(10)!r}"  # (2)!
    except IncompleteReadError as error:
        outcome += f"IncompleteReadError: {error}"
    except ConnectionResetError as error:
        outcome = f"ConnectionResetError: {error}"
    finally:
        writer.close()  # (3)!
    await outcomes.put(outcome)


async def client(port: int, data: bytes, reset: bool = False) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()
    writer.write(data)
    await writer.drain()
    if reset:  # (4)!
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
    writer.close()
    await writer.wait_closed()
    print(f"{data!r}: {await outcomes.get()}")


async def main() -> None:
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for data in (b"hi\n0123456789", b"hi\n0123", b"hi", b""):
            await client(port, data)
        await client(port, b"hi\n0", reset=True)


asyncio.run(main())
