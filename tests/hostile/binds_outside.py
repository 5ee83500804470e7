# verdict: tried to write outside its directory: {outside}/socket
# exit: 1

import socket

with socket.socket(socket.AF_UNIX) as server:
    server.bind("OUTSIDE/socket")
