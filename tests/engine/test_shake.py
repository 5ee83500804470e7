"""Shaking: the same seed disturbs alike, what comes of it is what another machine could have shown, nothing stays."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace

import psutil
import pytest

from interleave.run import Interpreter, Limits, Run, Shake, run
from interleave.run.load import load

CALM = Shake(seed=1, core=None, load=0, switch_interval=None, chance=0, longest=0, budget=0, hash_seed=0)


@pytest.fixture(params=["oldest", "newest"])
def end(request, pythons) -> Interpreter:
    """The oldest and the newest Python that is there: `sys.setprofile` before 3.12, `sys.monitoring` from then on."""
    pythons.sort(key=lambda python: python.build.version)
    if request.param == "newest" and len(pythons) == 1:
        pytest.skip("there is only one")
    return pythons[0 if request.param == "oldest" else -1]


@pytest.fixture
def execute(tmp_path):
    def executed(text: str, shake: Shake | None, **options) -> Run:
        program = tmp_path / "program.py"
        program.write_text(textwrap.dedent(text), "utf-8")
        done = run(program, shake=shake, limits=Limits(seconds=60), **options)
        assert done.trouble == ()
        return done

    return executed


def texts(done: Run) -> list[str]:
    return [line.text for line in done.transcript.lines]


def test_a_seed_says_all():
    assert Shake.of(7) == Shake.of(7)
    assert len({replace(Shake.of(seed), seed=0) for seed in range(100)}) == 100


def test_seeds_disturb_in_every_way():
    shakes = [Shake.of(seed) for seed in range(200)]
    for about in ("core", "load", "switch_interval", "chance"):
        calm = [shake for shake in shakes if not getattr(shake, about)]
        assert 20 < len(calm) < 180, about


def test_any_number_of_threads_may_begin_at_once(execute, end):
    """Before 3.12 a thread could not begin while another was just being told to pause."""
    done = execute(
        """
        import sys, threading, time

        sys.addaudithook(lambda event, _: time.sleep(0.01) if event == "sys.setprofile" else None)
        threads = [threading.Thread(target=int) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print("done")
        """,
        replace(CALM, switch_interval=1e-6, chance=0.3, longest=0.0005, budget=0.1),
        python=end,
    )
    assert texts(done) == ["done"]


# What a program meets


TOLD = """
    import os, sys
    from multiprocessing import Process

    def tell():
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        print(cores, f"{sys.getswitchinterval():.0e}", hash("word"), flush=True)

    if __name__ == "__main__":
        tell()
        child = Process(target=tell)
        child.start()
        child.join()
"""


def test_all_processes_are_disturbed_alike(execute, end):
    shake = replace(CALM, core=5, switch_interval=1e-6, hash_seed=42)
    methods = ("fork", "spawn", "forkserver")
    told = [line for method in methods for line in texts(execute(TOLD, shake, python=end, start_method=method))]
    assert told == [told[0]] * 6
    assert told[0].startswith("1 1e-06 ")
    other = texts(execute(TOLD, replace(shake, hash_seed=43), python=end, start_method="fork"))
    assert other[0] != told[0]


RACE = """
    from {module} import {kind}
    from functools import partial

    def tell(name):
        print(name, flush=True)

    if __name__ == "__main__":
        both = [{kind}(target=partial(tell, name)) for name in "ab"]
        for each in both:
            each.start()
        for each in both:
            each.join()
"""


@pytest.mark.parametrize(("module", "kind"), [("threading", "Thread"), ("multiprocessing", "Process")])
def test_pauses_bring_out_what_is_rare(execute, end, module, kind):
    """The first to be started is the last to print: without pauses that hardly ever happens."""
    program = RACE.format(module=module, kind=kind)
    seen: Counter[str] = Counter()
    for seed in range(60):
        shake = replace(CALM, seed=seed, chance=0.08, longest=0.1, budget=0.3)
        seen["".join(texts(execute(program, shake, python=end)))] += 1
        if len(seen) == 2:
            return
    pytest.fail(f"the only order in 60 runs: {seen}")


MEETINGS = """
    import asyncio, multiprocessing, queue, threading, time

    def takes_with(lock=threading.Lock()):
        for _ in range(200):
            with lock:
                pass

    def takes(lock=threading.RLock()):
        for _ in range(200):
            lock.acquire(); lock.release()

    def puts(items=queue.Queue()):
        for _ in range(200):
            items.put(1); items.get()

    def puts_simply(items=queue.SimpleQueue()):
        for _ in range(200):
            items.put(1); items.get()

    def prints():
        with open("/dev/null", "w") as file:
            for _ in range(200):
                print("x", file=file)

    def starts():
        for _ in range(50):
            each = threading.Thread(target=int); each.start(); each.join()

    def awaits():
        async def steps():
            for _ in range(200):
                await asyncio.sleep(0)
        asyncio.run(steps())

    def takes_among_processes(lock=multiprocessing.Lock()):
        for _ in range(200):
            lock.acquire(); lock.release()

    def measure(work, over):
        start = time.perf_counter()
        work()
        print(work.__name__, time.perf_counter() - start, flush=True)
        ended.set()
        over.wait()  # a new thread may get the id of one that has ended, and with it what is left of its budget

    ended, over = threading.Event(), threading.Event()
    for work in (takes_with, takes, puts, puts_simply, prints, awaits, takes_among_processes, starts):
        ended.clear()
        threading.Thread(target=measure, args=(work, over)).start()
        ended.wait()
    over.set()
"""


def test_pauses_come_where_threads_and_processes_meet(execute, end):
    """Each thread sleeps a good part of its budget away, unless it is one of those that are never paused."""

    def seconds(shake: Shake) -> dict[str, float]:
        return {name: float(took) for name, took in map(str.split, texts(execute(MEETINGS, shake, python=end)))}

    calm, paused = seconds(CALM), Counter[str]()
    assert len(calm) == 8
    for seed in range(20):
        paused |= Counter(seconds(replace(CALM, seed=seed, chance=1, longest=0.02, budget=0.3)))
        if all(paused[name] > calm[name] + 0.2 for name in calm):
            return
        calm = {name: min(took, calm[name]) for name, took in seconds(CALM).items()}
    pytest.fail(f"with pauses it took {paused}, without {calm}")


def test_nothing_of_the_program_s_is_replaced(execute, end):
    program = """
        import _thread, builtins, io, queue, random, sys, threading, time
        random.seed(3)
        print(random.random(), time.sleep, print, type(threading.Lock()), _thread.allocate_lock)
        print("shaking" in sys.modules, any("inside" in path for path in sys.path))
    """
    loud = Shake(seed=1, core=0, load=1, switch_interval=1e-6, chance=0.5, longest=0.01, budget=0.1, hash_seed=9)
    assert texts(execute(program, loud, python=end)) == texts(execute(program, None, python=end))
    assert texts(execute(program, loud, python=end))[1] == "False False"


def test_nothing_torn_that_the_gil_keeps_whole(execute, end):
    """The textbook's lost update stays away on a build with the GIL: a pause comes only where Python may switch."""
    program = """
        import sys, threading
        balance = 0
        def change(amount):
            global balance
            balance = balance + amount
            balance = balance - amount
        def run(amount):
            for _ in range(20_000):
                change(amount)
        threads = [threading.Thread(target=run, args=(amount,)) for amount in (5, 8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(balance)
    """
    if not end.build.free_threaded:
        for seed in range(5):
            shake = replace(CALM, seed=seed, switch_interval=1e-6, chance=0.5, longest=0.001, budget=0.2)
            assert texts(execute(program, shake, python=end)) == ["0"]


# Load


def children() -> set[psutil.Process]:
    """The processes of this one. What they are called with cannot be read yet in the moment in which they start."""
    return set(psutil.Process().children())


def test_load_ends_with_the_run(execute):
    before = children()
    execute("pass", replace(CALM, load=2, core=0))
    assert children() <= before


@pytest.mark.parametrize(("average", "wanted"), [(0.0, [2]), (1000.0, [0])])
def test_a_busy_machine_is_given_no_more_load(execute, monkeypatch, average, wanted):
    asked = []
    monkeypatch.setattr("os.getloadavg", lambda: (average, 0.0, 0.0))
    monkeypatch.setattr("interleave.run.execute.load", lambda processes, *_: asked.append(processes) or nullcontext())
    execute("pass", replace(CALM, load=2))
    assert asked == wanted


def test_load_is_there_meanwhile():
    before = children()
    with load(2, 0, 30):
        there = children() - before
        assert len(there) == 2
    assert not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in there)
    assert children() <= before


def test_load_ends_when_who_started_it_is_gone(tmp_path):
    program = (
        "import os\nfrom interleave.run.load import load\n"
        "with load(1, None, 50):\n    import psutil\n    print(psutil.Process().children()[0].pid, flush=True)\n"
        "    os._exit(0)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    pid = int(said.stdout)
    for _ in range(600):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    pytest.fail(f"process {pid} still computes")
