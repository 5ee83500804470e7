"""One thread loops over a dict while another adds an item. The loop meets the item, ends without it, or fails with
RuntimeError; the dict is sound in every run.

Run it: `pytest tests/snippets/thread/test_dict_changes.py`
"""

from interleave import Contract, one_of

contract = Contract(
    "thread/dict_changes.py",
    one_of(
        "Counted 500000 items.",
        "Counted 500001 items.",
        "RuntimeError: dictionary changed size during iteration",
        "RuntimeError: dictionary keys changed during iteration",
    ),
    "There are 500001.",
)


@contract.always(
    zh="字典本身没有坏，新的一项总在里面", en="The dictionary is sound, and the new item is in it", promise="language"
)
def sound(run) -> bool:
    return run.texts[1] == "There are 500001."


@contract.never(
    zh="有 GIL 时，在读大小和读键之间加进一项，错误说的是键",
    en="With the GIL an item comes between the reading of the size and of the keys: the error then names the keys",
    promise="cpython",
)
def between(run) -> bool:
    return "keys changed" in run.texts[0] and not run.free_threaded


@contract.outcome("sometimes", zh="遍历完了，那时还没有新的一项", en="The loop ended before the item came")
def before(run) -> bool:
    return run.texts[0] == "Counted 500000 items."


@contract.outcome("sometimes", zh="遍历到一半，RuntimeError", en="The loop fails halfway: RuntimeError", shown=True)
def fails(run) -> bool:
    return run.texts[0].startswith("RuntimeError")


@contract.outcome("sometimes", zh="遍历完了，连同新的一项", en="The loop met the new item, too")
def after(run) -> bool:
    return run.texts[0] == "Counted 500001 items."
