"""Two tasks wait for each other's event, which nobody sets. The program never ends, and its thread stands in
asyncio.run(), which does not tell where the tasks wait.

Run it: `pytest tests/snippets/coroutine/test_hangs.py`
"""

from interleave import Contract

contract = Contract("coroutine/hangs.py", "Still waiting for the cake.", seconds=3, may_hang=True)


@contract.always(
    zh="程序不结束：没有代码调用这个事件的 set()",
    en="The program does not end: nothing calls the event's set()",
    promise="program",
)
def never_ends(run) -> bool:
    return run.hangs


@contract.always(
    zh="事件循环照常工作：到时间就调用了 print",
    en="The loop itself works: it calls print when its time has come",
    promise="language",
)
def loop_works(run) -> bool:
    return len(run.texts) == 1


@contract.always(
    zh="线程停在 asyncio.run() 那一行；这里看不出任务在等什么",
    en="The thread stands in the line of asyncio.run(); what the tasks wait for cannot be seen there",
    promise="program",
)
def in_run(run) -> bool:
    return all(place == "hangs.py, line 23, in <module>" for place in run.where)
