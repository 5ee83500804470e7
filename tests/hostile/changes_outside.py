# verdict: nothing
# on: fence
# output: terminal

import multiprocessing
import os
import shutil
import socket
import subprocess
from pathlib import Path

outside = Path("OUTSIDE")
server = socket.socket(socket.AF_UNIX)


def through_a_link():
    os.symlink(outside, "link")
    open("link/file", "w")


def where_it_has_gone():
    os.chdir(outside)
    try:
        open("file", "w")
    finally:
        os.chdir(home)


def attempt():
    for change in (
        lambda: open(outside / "file", "w"),
        through_a_link,
        where_it_has_gone,
        lambda: os.mkdir(outside / "directory"),
        lambda: os.symlink(home, outside / "link"),
        lambda: os.rename("changes_outside.py", outside / "program"),
        lambda: shutil.rmtree(outside),
        lambda: server.bind(f"{outside}/socket"),
        lambda: os.remove(os.environ["INTERLEAVE_PIDS"]),
        lambda: os.truncate(os.environ["INTERLEAVE_PIDS"], 0),
        lambda: os.mkdir("/dev/shm/interleave-directory"),
        lambda: subprocess.run(["mkdir", outside / "directory"], check=True),
    ):
        try:
            change()
        except (OSError, subprocess.CalledProcessError):
            Path("link").unlink(missing_ok=True)
        else:
            os._exit(1)


if __name__ == "__main__":
    home = os.getcwd()
    attempt()
    child = multiprocessing.get_context("fork").Process(target=attempt)
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
