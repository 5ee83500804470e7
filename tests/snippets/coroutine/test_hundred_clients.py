"""A server and a hundred clients in one thread. The server answers no client before all hundred are connected, so
every run has all of them connected at once, and each gets the answer to its own request.

Run it: `pytest tests/snippets/coroutine/test_hundred_clients.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/hundred_clients.py",
    "Connected at once: 100",
    "Clients that got their own answer: 100",
    "The last answer: Hello, client 100",
)


@contract.always(
    zh="一百个客户端同时保持着连接",
    en="A hundred clients are connected at the same time",
    promise="program",
)
def all_at_once(run) -> bool:
    return run.texts[0].endswith(" 100")


@contract.never(
    zh="一个客户端收到别人的回答",
    en="A client gets another client's answer",
    promise="program",
)
def mixed_up(run) -> bool:
    return not run.texts[1].endswith(" 100")


@contract.always(
    zh="gather 按参数的顺序给出结果，所以最后一个是 client 100",
    en="gather gives the results in the order of its arguments, so the last one is client 100",
    promise="language",
)
def in_order(run) -> bool:
    return run.texts[2].endswith("client 100")
