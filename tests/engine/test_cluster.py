"""A soak on a Dask cluster: a scheduler and worker processes of its own, on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

distributed = pytest.importorskip("distributed")

RUNS = 60
SLOW = "import os, time\n\ntime.sleep(0.1)\n"


@pytest.fixture
def cluster(tmp_path, short_directory, monkeypatch):
    """Two workers of one thread each, that are started again when they end.

    One that is killed cannot clear away what its run had for a while: it is in a directory that the test does.
    """
    monkeypatch.setenv("TMPDIR", short_directory)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path),
    ) as cluster:
        yield cluster


def pids(cluster) -> set[int]:
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        return set(client.run(os.getpid).values())


def soaking(book, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "--color=no", "--runs", str(RUNS), "--shake", "1"]
    return subprocess.Popen(
        [*command, "--cluster", address, "tests", "-k", "holds and not pipe"],
        cwd=book.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def done(book) -> list[str]:
    file = book.root / ".soak/journal.jsonl"
    lines = file.read_text("utf-8").splitlines()[1:] if file.exists() else []
    return [json.loads(line)["key"] for line in lines]


@pytest.mark.parametrize("killed", [False, True], ids=["in peace", "a worker is killed"])
def test_every_run_is_done_and_counted_once(cluster, recorded_book, killed):
    recorded_book.replace("snippets/one/hello.py", "import os\n", SLOW)
    before = pids(cluster)
    with soaking(recorded_book, cluster.scheduler_address) as pytest_:
        if killed:
            end = time.monotonic() + 120
            while len(done(recorded_book)) < 10 and time.monotonic() < end:
                time.sleep(0.02)
            os.kill(min(before), signal.SIGKILL)
        said, _ = pytest_.communicate(timeout=300)
    assert pytest_.returncode == 0, said
    assert f"{RUNS} of {RUNS} runs kept their contracts" in said
    keys = done(recorded_book)
    assert len(keys) == len(set(keys)) == RUNS
    assert bool(before - pids(cluster)) == killed


def test_a_cluster_without_workers(recorded_book, tmp_path):
    with (
        distributed.LocalCluster(
            n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", local_directory=str(tmp_path)
        ) as empty,
        soaking(recorded_book, empty.scheduler_address) as pytest_,
    ):
        said, _ = pytest_.communicate(timeout=120)
    assert pytest_.returncode == 4
    assert re.search(
        r"ERROR: --runs: the Dask scheduler at tcp://\S+ has no workers; start some: dask worker tcp", said
    )


def test_work_goes_to_the_workers(cluster, recorded_book):
    """Nothing of the runs is done in pytest's own process or its children: the book's snippet says its parents."""
    recorded_book.replace(
        "snippets/one/hello.py", "import os\n", "import os, psutil\nparents = psutil.Process().parents()\n"
    )
    recorded_book.replace("snippets/one/hello.py", 'print("Done.")', "print([each.pid for each in parents])")
    recorded_book.replace("tests/snippets/one/test_hello.py", '"Done."', '"{:text}"')
    workers = pids(cluster)
    recorded_book.replace(
        "tests/snippets/one/test_hello.py", 'run["me"] > 0', f"any(str(pid) in run.texts[1] for pid in {workers})"
    )
    with soaking(recorded_book, cluster.scheduler_address) as pytest_:
        said, _ = pytest_.communicate(timeout=120)
    assert pytest_.returncode == 0, said
