import socket
from threading import Thread


def ask(connection: socket.socket, number: int) -> None:
    connection.sendall(b"question")
    answer = connection.recv(100)  # (1)!
    print(f"Thread {number} has its {answer.decode()}")


if __name__ == "__main__":
    pairs = [socket.socketpair() for _ in range(4)]  # (2)!
    threads = [
        Thread(target=ask, args=(client, number))
        for number, (client, _) in enumerate(pairs)
    ]
    for thread in threads:
        thread.start()
    for _, server in pairs:
        server.recv(100)
    print("Four threads have asked, none has an answer yet")  # (3)!
    for thread, (client, server) in reversed(list(zip(threads, pairs))):
        server.sendall(b"answer")
        thread.join()
        client.close()
        server.close()
