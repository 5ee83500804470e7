"""The built site in a browser: Chromium without a window, driven over the WebDriver protocol."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


class Browser:
    """One browser: a page at a time."""

    def __init__(self, port: int, root: str, profile: Path) -> None:
        self.root = root
        self._session = f"http://127.0.0.1:{port}/session"
        arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
        ]
        options = {"args": arguments, "binary": CHROMIUM}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}
        made = self._post("", {"capabilities": {"alwaysMatch": wanted}})
        self._session += f"/{made['sessionId']}"
        self._post("/timeouts", {"script": 300_000})

    def _post(self, command: str, values: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self._session + command, json.dumps(values).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=310) as answer:
            return json.load(answer)["value"]

    def chrome(self, command: str, **values: Any) -> Any:
        """Tell Chromium something of its own protocol."""
        return self._post("/goog/cdp/execute", {"cmd": command, "params": values})

    def show(self, width: int, height: int = 900, scheme: str = "light", motion: str = "no-preference") -> None:
        """Set how large the page is shown, and which scheme and how much motion its reader prefers."""
        self.chrome(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        wanted = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
        features = [{"name": name, "value": value} for name, value in wanted.items()]
        self.chrome("Emulation.setEmulatedMedia", features=features)

    def press(self, key: str) -> None:
        """Press a key, like "ArrowLeft" or "Enter"."""
        text = {"Enter": "\r", " ": " "}.get(key, "")
        code = {"Enter": 13, " ": 32, "ArrowLeft": 37, "ArrowRight": 39, "Home": 36, "End": 35}[key]
        for kind in ("keyDown", "keyUp"):
            self.chrome("Input.dispatchKeyEvent", type=kind, key=key, text=text, windowsVirtualKeyCode=code)

    def scripts(self, on: bool) -> None:
        """Let the pages' scripts run, or not."""
        self.chrome("Emulation.setScriptExecutionDisabled", value=not on)

    def open(self, path: str) -> None:
        """Open a page of the site, or one elsewhere by its whole address."""
        self._post("/url", {"url": path if path.startswith("http://") else self.root + path})

    def laid_out(self) -> None:
        """Wait until the page's script has had laid out what is far from the window, too."""
        self.run("dispatchEvent(new Event('scroll'))")
        self.wait("return !document.querySelector(':is(.il-card, .il-quiz, .highlight):not(.il-laid)')")

    def run(self, script: str, *arguments: Any) -> Any:
        """Give what a script returns, for `arguments`."""
        return self._post("/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str, *arguments: Any) -> Any:
        """Give what a script hands to its last argument, a function, after `arguments`."""
        return self._post("/execute/async", {"script": script, "args": list(arguments)})

    def wait(self, script: str, *arguments: Any, seconds: float = 20) -> Any:
        """Give what a script returns once that is something."""
        end = time.monotonic() + seconds
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < end, f"in {seconds} s never true: {script}"
            time.sleep(0.05)
        return found

    def screenshot(self, file: Path) -> None:
        import base64

        file.write_bytes(base64.b64decode(self.chrome("Page.captureScreenshot")["data"]))

    def requests(self) -> list[str]:
        """Give the addresses that were asked for since the last call."""
        entries = self._post("/se/log", {"type": "performance"})
        messages = (json.loads(entry["message"])["message"] for entry in entries)
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def errors(self) -> list[str]:
        """Give what went wrong on the pages since the last call."""
        entries = self._post("/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def close(self) -> None:
        request = urllib.request.Request(self._session, method="DELETE")
        urllib.request.urlopen(request, timeout=60).close()


@contextlib.contextmanager
def serving(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Serve on the loopback with a handler, and say where."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def served(site: Path):
    """Where the site is served."""
    with serving(functools.partial(Quiet, directory=str(site))) as root:
        yield root


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The site, and what was asked of it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # of a page that was left before all of it had come
            super().handle()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser(served: str, tmp_path_factory: pytest.TempPathFactory):
    """One browser for all tests of a process."""
    if not CHROMIUM or not DRIVER:
        pytest.skip("needs Chromium and its driver; on Debian: apt-get install chromium chromium-driver")
    room = tmp_path_factory.mktemp("chromium")
    with (room / "driver.log").open("w+") as said:
        driver = subprocess.Popen(
            [DRIVER, "--port=0"], stdout=said, stderr=subprocess.STDOUT, env={**os.environ, "TMPDIR": str(room)}
        )
        try:
            browser = Browser(_port(room / "driver.log", driver), served, room / "profile")
            try:
                yield browser
            finally:
                browser.close()
        finally:
            driver.terminate()
            driver.wait(30)


def _port(log: Path, driver: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + 60
    while time.monotonic() < end and driver.poll() is None:
        _, found, after = log.read_text().partition("started successfully on port ")
        if found and "." in after:
            return int(after.partition(".")[0])
        time.sleep(0.05)
    pytest.fail(f"chromedriver did not start:\n{log.read_text()}", pytrace=False)
