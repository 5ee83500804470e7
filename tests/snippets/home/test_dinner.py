"""Two processes cook a dish each, and dinner is ready when both have ended. Which dish is done first differs from run
to run.

Run it: `pytest tests/snippets/home/test_dinner.py`
"""

from interleave import Contract, interleaved, lane

contract = Contract(
    "home/dinner.py",
    interleaved(
        lane("soup", "soup: process {soup:child} cooks", "soup: done"),
        lane("rice", "rice: process {rice:child} cooks", "rice: done"),
    ),
    "Dinner is ready.",
)


@contract.always(
    zh="开饭那一行排在最后：join 等到了两个进程都结束",
    en="Dinner comes last: join waited for both processes",
    promise="language",
)
def dinner_is_last(run) -> bool:
    return run.texts[-1] == "Dinner is ready."


@contract.sometimes(
    zh="饭比汤先好，尽管汤的进程先启动",
    en="The rice is done before the soup, whose process was started first",
    shown=True,
)
def rice_is_first(run) -> bool:
    return run.index("rice: done") < run.index("soup: done")


@contract.never(zh="两道菜出自同一个进程", en="One process cooks both", promise="system")
def one_cook(run) -> bool:
    return run["soup"] == run["rice"]
