# verdict: nothing
# exit: 1
# says: PermissionError: {:text}
# on: fence

import socket

with socket.socket(socket.AF_UNIX) as server:
    server.bind("OUTSIDE/socket")
