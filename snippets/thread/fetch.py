import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGES = {"/slow": 0.15, "/news": 0.1, "/weather": 0.05, "/about": 0.0}


class Handler(BaseHTTPRequestHandler):  # (1)!
    def do_GET(self) -> None:
        time.sleep(PAGES[self.path])  # (2)!
        body = f"the page {self.path[1:]}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass  # (3)!


def fetch(path: str) -> str:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:  # (4)!
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    begin = time.perf_counter()
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = {pool.submit(fetch, path): path for path in PAGES}  # (5)!
        for future in as_completed(futures):
            print(f"as_completed: {futures[future]}: {future.result()}")
        print(f"The four took {time.perf_counter() - begin:.2f} s.")
        for path, text in zip(PAGES, pool.map(fetch, PAGES)):
            print(f"map: {path}: {text}")
    server.shutdown()
