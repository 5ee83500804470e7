"""A soak on a Dask cluster: a scheduler and worker processes of its own, on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interleave.circumstance import Circumstance
from interleave.evidence.tally import Tally
from interleave.run import interpreter
from interleave.trial.many import ClusterError, Job, Journal, LostError, pool, soak
from tests.engine.conftest import BARE

distributed = pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]
RUNS = 12

# Asked where the run is done: elsewhere it cannot be asked, and the contract is broken.
ON_A_WORKER = """

@contract.always(zh="在工作进程里", en="A worker does the run")
def on_a_worker(run) -> bool:
    from distributed import get_worker

    return bool(get_worker().address)
"""


@pytest.fixture
def cluster(tmp_path, short_directory, monkeypatch):
    """Two workers of one thread each, that are started again when they end.

    One that is killed cannot clear away what its run had for a while: it is in a directory that the test does.
    """
    monkeypatch.setenv("TMPDIR", short_directory)
    with started(tmp_path, 2) as cluster:
        yield cluster


def started(room: Path, workers: int):
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        local_directory=str(room),
    )


def pids(cluster) -> set[int]:
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        return set(client.run(os.getpid).values())


def done(book) -> list[str]:
    file = book.root / ".soak/journal.jsonl"
    lines = file.read_text("utf-8").splitlines()[1:] if file.exists() else []
    return [json.loads(line)["key"] for line in lines]


def test_make_soak_does_every_run_on_the_workers_and_counts_it_once(cluster, recorded_book):
    """Though a worker is killed in the middle."""
    recorded_book.replace("snippets/one/hello.py", "import os\n", "import os, time\n\ntime.sleep(0.1)\n")
    recorded_book.replace(
        "tests/snippets/one/test_hello.py", "\n\n@contract.always", ON_A_WORKER + "\n\n@contract.always"
    )
    before = pids(cluster)
    address = cluster.scheduler_address.removeprefix("tcp://")
    command = ["make", "--file", str(ROOT / "Makefile"), "--assume-old=.venv/ready", "soak"]
    command += [f"BIN={Path(sys.executable).parent}", f"N={RUNS}", "SEED=1", f"CLUSTER={address}"]
    with subprocess.Popen(
        [*command, "ONLY=one/hello"],
        cwd=recorded_book.root,
        env={**os.environ, **BARE},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as soaking:
        end = time.monotonic() + 120
        while len(done(recorded_book)) < 6 and time.monotonic() < end and soaking.poll() is None:
            time.sleep(0.05)
        assert soaking.poll() is None, soaking.stdout.read()
        os.kill(min(before), signal.SIGKILL)
        said, _ = soaking.communicate(timeout=300)
    assert soaking.returncode == 0, said
    assert f"{3 * RUNS} of {3 * RUNS} runs kept their contracts" in said
    keys = done(recorded_book)
    assert len(keys) == len(set(keys)) == 3 * RUNS
    assert before - pids(cluster) == {min(before)}
    rows = Tally.read(recorded_book.root / "snippets/one/hello.tally.json").rows
    assert [(row.runs, row.held["on_a_worker"], row.circumstance.shaken) for row in rows] == [(RUNS, RUNS, True)] * 3


def test_a_cluster_that_goes_away_ends_the_soak(recorded_book, tmp_path):
    program = (recorded_book.root / "snippets/one/hello.py").read_text("utf-8")
    contract = (recorded_book.root / "tests/snippets/one/test_hello.py").read_text("utf-8")
    python = interpreter()
    jobs = (
        ("", Job((("one/hello.py", program),), "x.py", contract, python.path, Circumstance(python.build), number, None))
        for number in range(1, 1000)
    )
    journal = Journal(tmp_path / "journal.jsonl", None)
    with started(tmp_path, 1) as cluster, pool(cluster=cluster.scheduler_address) as made, journal:
        going = soak(jobs, made, journal)
        next(going)
        cluster.close()
        with pytest.raises(LostError, match=r"^one/hello\.py could not be run: .+$"):
            list(going)


def test_a_cluster_without_workers(recorded_book, tmp_path):
    with started(tmp_path, 0) as empty:
        status, said = recorded_book.pytest("--runs=2", "--cluster", empty.scheduler_address, "tests")
    assert status == 4
    assert re.search(
        r"ERROR: --cluster: the Dask scheduler at tcp://\S+ has no workers; start some: dask worker tcp", said
    )
    assert "Traceback" not in said
    assert "0 of 0 runs kept their contracts\n" in said  # nothing was begun that --resume could go on with
    assert not (recorded_book.root / ".soak").exists()  # and an older soak that was stopped can still be resumed


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_a_cluster_that_is_not_there(monkeypatch, address):
    monkeypatch.setattr("interleave.trial.many.workers._CONNECTING", 0.5)
    with (
        pytest.raises(ClusterError, match=rf"^no Dask scheduler answers at {address} \(.*\); give its address$"),
        pool(cluster=address),
    ):
        pass
