"""A pool of four threads fetches four pages from a server in the same program. as_completed() gives them as they are
ready, in any order; map() gives them in the order of the pages.

Run it: `pytest tests/snippets/thread/test_fetch.py`
"""

from interleave import Contract, any_order

PAGES = ("slow", "news", "weather", "about")

contract = Contract(
    "thread/fetch.py",
    any_order(*(f"as_completed: /{page}: the page {page}" for page in PAGES)),
    "The four took {took:seconds.2} s.",
    *(f"map: /{page}: the page {page}" for page in PAGES),
)


def pages(run, call: str) -> list[str]:
    """The pages that this call gave, in the order in which they were printed."""
    return [text.split("/")[1].split(":")[0] for text in run.texts if text.startswith(f"{call}:")]


@contract.always(
    zh="map 按 PAGES 的顺序给出结果，慢的也不例外",
    en="map gives the pages in the order of PAGES, the slow one included",
    promise="language",
)
def map_keeps_the_order(run) -> bool:
    return pages(run, "map") == list(PAGES)


@contract.always(
    zh="as_completed 把每个页面给出一次",
    en="as_completed gives each page once",
    promise="language",
)
def each_once(run) -> bool:
    return sorted(pages(run, "as_completed")) == sorted(PAGES)


@contract.always(
    zh="一共至少用了 0.15 秒：服务器在 slow 上等的时间",
    en="The four pages take at least 0.15 s, the server's wait for slow",
    promise="program",
)
def not_faster_than_slow(run) -> bool:
    return run["took"] >= 0.15


@contract.sometimes(
    zh="as_completed 先给出快的，slow 最后",
    en="as_completed gives the fast pages first and slow last",
    shown=True,
)
def fastest_first(run) -> bool:
    return pages(run, "as_completed") == ["about", "weather", "news", "slow"]


@contract.sometimes(
    zh="四个页面一共不到 0.3 秒，即服务器四次等待之和",
    en="The four pages took less than 0.3 s, the sum of the server's four waits",
    shown=True,
)
def together(run) -> bool:
    return run["took"] < 0.3


@contract.exempt(
    zh="测的就是睡眠的时间",
    en="what it measures is the time of its sleeps",
)
def awake(circumstance) -> bool:
    return circumstance.setup == "sleepless"
