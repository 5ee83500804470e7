from interleave import Contract, interleaved, lane

contract = Contract(
    "thread/two_loops.py",
    interleaved(
        lane("tick", *(f"tick >>> {n}" for n in range(1, 6))),
        lane("tock", *(f"tock >>> {n}" for n in range(1, 6))),
        torn=True,
    ),
    "Both ended.",
)


@contract.always(zh="在有 GIL 的 CPython 上，没有一行被撕开", en="On CPython with the GIL no line is torn")
def whole_lines(run) -> bool:
    return run.free_threaded or not run.torn


@contract.sometimes(
    zh="一个线程还没打印完，另一个插了进来",
    en="One thread has not finished when the other comes in between",
    within=300,
    shown=True,
)
def mixed(run) -> bool:
    names = [text.split()[0] for text in run.texts[:-1]]
    return names != sorted(names) and names != sorted(names, reverse=True)


@contract.always(zh="每个线程自己的五行都在，顺序不变", en="Each thread's five lines are there, in their order")
def each_in_order(run) -> bool:
    return all(
        [text for text in run.texts if text.startswith(name)] == [f"{name} >>> {n}" for n in range(1, 6)]
        for name in ("tick", "tock")
    )


contract.spared(
    "drop wait, line 7",
    why="the barrier only makes it likely that they meet",
)
