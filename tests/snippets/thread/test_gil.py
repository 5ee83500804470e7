"""The program measures how many cores computing threads and processes keep busy. With the GIL its threads keep about
one busy; where there are several cores, some run shows that processes keep more of them busy.

Run it: `pytest tests/snippets/thread/test_gil.py`
"""

from interleave import Contract, one_of


def measured(kind: str) -> list[str]:
    return [
        f"{kind}, tasks: {tasks}, seconds: {{{kind}_{tasks}:seconds.3}}, cores: {{{kind}_{tasks}_cores:float.2}}"
        for tasks in (1, 2, 4)
    ]


contract = Contract(
    "thread/gil.py",
    one_of("GIL: on, cores: {cores:natural}", "GIL: off, cores: {cores:natural}"),
    *measured("Threads"),
    *measured("Processes"),
)


@contract.always(
    zh="有 GIL 时，这些线程合起来只用到大约一个核心",
    en="With the GIL, these threads together keep about one core busy and not more",
    promise="cpython",
)
def one_core(run) -> bool:
    # The processor time of a thread also has its waiting for the GIL, some microseconds a switch: hence not just 1.
    return run.texts[0].startswith("GIL: off") or max(run[f"Threads_{tasks}_cores"] for tasks in (1, 2, 4)) < 1.25


@contract.always(
    zh="用到的核心不比机器的多，也不比任务多",
    en="No more cores are busy than the machine has, and no more than there are tasks",
    promise="system",
)
def no_more_than_there_are(run) -> bool:
    return all(
        0 < run[f"{kind}_{tasks}_cores"] < 1.25 * min(run["cores"], tasks)
        for kind in ("Threads", "Processes")
        for tasks in (1, 2, 4)
    )


@contract.always(
    zh="只有没有 GIL 的构建才会是 GIL: off", en="The GIL is off in a build without it only", promise="language"
)
def off_without_it(run) -> bool:
    return run.texts[0].startswith("GIL: on") or run.free_threaded


@contract.always(
    zh="做任务要时间，四个任务用的处理器时间不会比一个任务的四分之一还少",
    en="Tasks take time, and four of them never less than a quarter of one's processor time",
    promise="system",
)
def work_takes_time(run) -> bool:
    def used(kind: str, tasks: int) -> float:
        return run[f"{kind}_{tasks}"] * run[f"{kind}_{tasks}_cores"]

    # Four times as much is the rule; but the first may have waited for the machine's processor, and had that counted.
    return all(
        min(used(kind, tasks) for tasks in (1, 2, 4)) > 0 and 4 * used(kind, 4) >= used(kind, 1)
        for kind in ("Threads", "Processes")
    )


@contract.always(
    zh="每一行报出的秒数，不超过它和上一行之间的时间",
    en="The seconds that a line tells are no more than the time since the line before it",
    promise="program",
)
def seconds_fit(run) -> bool:
    measures = [(kind, tasks) for kind in ("Threads", "Processes") for tasks in (1, 2, 4)]
    starts = ["GIL:", *(f"{kind}, tasks: {tasks}" for kind, tasks in measures)]
    rounded = 0.0005
    return all(
        run[f"{kind}_{tasks}"] - rounded <= run.between(before, line)[1]
        for before, line, (kind, tasks) in zip(starts, starts[1:], measures, strict=False)
    )


@contract.sometimes(
    zh="机器有几个核心时，四个进程用到的核心比四个线程多",
    en="Where the machine has several cores, four processes keep more of them busy than four threads",
    within=300,
    shown=True,
)
def processes_use_more(run) -> bool:
    # Compared with the threads of the same run: on a busy machine neither gets whole cores.
    return run["cores"] == 1 or run["Processes_4_cores"] > 1.3 * run["Threads_4_cores"]
