"""What several rooms of tests share: the built site."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build(site: Path, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the book at `root` as `make site` does, into `site`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "REPO_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hypothesis' plugin imports all of it at the end, which takes half a second where no test needed it."""
    if "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.fixture(scope="session")
def build_site():
    """How to build a site; see `build`."""
    return build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the built site lies. It is built once, by the first process of the test run that comes."""
    room = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        room = room.parent
    with (room / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = room / "site.txt"
        if not said.exists():
            built = build(room / "site")
            said.write_text(f"{built.returncode}\n{built.stdout}", "utf-8")
    status, _, output = said.read_text("utf-8").partition("\n")
    if status != "0":
        pytest.fail(f"mkdocs build --strict failed:\n{output}", pytrace=False)
    return room / "site"
