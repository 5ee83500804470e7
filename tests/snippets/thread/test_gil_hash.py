"""The program measures how many cores hashing threads keep busy. hashlib releases the GIL for large data: where there
are several cores, some run shows that four threads keep more of them busy than one does.

Run it: `pytest tests/snippets/thread/test_gil_hash.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "thread/gil_hash.py",
    one_of("GIL: on, cores: {cores:natural}", "GIL: off, cores: {cores:natural}"),
    *(f"Tasks: {tasks}, seconds: {{took{tasks}:seconds.3}}, cores: {{cores{tasks}:float.2}}" for tasks in (1, 2, 4)),
)


@contract.always(
    zh="用到的核心不比机器的多，也不比任务多",
    en="No more cores are busy than the machine has, and no more than there are tasks",
    promise="system",
)
def no_more_than_there_are(run) -> bool:
    # The clocks differ a little: hence not just 1.
    return all(0 < run[f"cores{tasks}"] < 1.25 * min(run["cores"], tasks) for tasks in (1, 2, 4))


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
    used = {tasks: run[f"took{tasks}"] * run[f"cores{tasks}"] for tasks in (1, 2, 4)}
    # Four times as much is the rule; but the first may have waited for the machine's processor, and had that counted.
    return min(used.values()) > 0 and 4 * used[4] >= used[1]


@contract.always(
    zh="每一行报出的秒数，不超过它和上一行之间的时间",
    en="The seconds that a line tells are no more than the time since the line before it",
    promise="program",
)
def seconds_fit(run) -> bool:
    starts = ["GIL:", *(f"Tasks: {tasks}" for tasks in (1, 2, 4))]
    rounded = 0.0005
    return all(
        run[f"took{tasks}"] - rounded <= run.between(before, line)[1]
        for before, line, tasks in zip(starts, starts[1:], (1, 2, 4), strict=False)
    )


@contract.sometimes(
    zh="机器有几个核心时，四个做散列的线程用到的核心比一个多，有 GIL 也一样",
    en="Where the machine has several cores, four hashing threads keep more of them busy than one, GIL or not",
    within=300,
    shown=True,
)
def threads_use_more(run) -> bool:
    return run["cores"] == 1 or run["cores4"] > 1.3 * run["cores1"]
