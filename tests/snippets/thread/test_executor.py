"""A pool of two threads counts words: submit() gives a future, whose result() waits; map() gives the results in the
order of the arguments.

Run it: `pytest tests/snippets/thread/test_executor.py`
"""

from interleave import Contract

contract = Contract(
    "thread/executor.py",
    "submit: 6 words",
    "map: 6 words in 'to be or not to be'",
    "map: 4 words in 'that is the question'",
    "map: 1 words in 'whether'",
    "The future is done: True",
)


@contract.always(
    zh="map 的结果按参数的顺序来，不管哪个任务先完成",
    en="The results of map come in the order of the arguments, whichever task was done first",
    promise="language",
)
def in_the_order_of_the_arguments(run) -> bool:
    return [text.split("in ")[1] for text in run.texts if text.startswith("map")] == [
        "'to be or not to be'",
        "'that is the question'",
        "'whether'",
    ]


@contract.always(
    zh="离开 with 块时，任务都已完成",
    en="When the with block is left, the tasks are done",
    promise="language",
)
def done_after_the_block(run) -> bool:
    return run.texts[-1] == "The future is done: True"
