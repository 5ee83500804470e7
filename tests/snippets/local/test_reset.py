"""A context variable is set and reset by tokens; a token is good once, and only in the context in which it was made.

Run it: `pytest tests/snippets/local/test_reset.py`
"""

from interleave import Contract

VARIABLE = "<ContextVar name='language' at {variable:hex}>"

contract = Contract(
    "local/reset.py",
    "Not set: en",
    f"LookupError: {VARIABLE}",
    "Set twice: fr, before it zh",
    f"ValueError: <Token var={VARIABLE} at {{second:hex}}> was created in a different Context",
    "Reset: zh",
    "Reset again: not set",
    f"RuntimeError: <Token used var={VARIABLE} at {{first:hex}}> has already been used once",
)


@contract.always(
    zh="reset 恢复对应的 set 之前的值",
    en="reset restores the value from before its set",
    promise="language",
)
def restores(run) -> bool:
    return run.texts[4:6] == ["Reset: zh", "Reset again: not set"]


@contract.always(
    zh="三个对象的地址各不相同，都是 8 的倍数",
    en="The variable and the two tokens are three objects with three addresses, which are multiples of 8",
    promise="cpython",
)
def three_objects(run) -> bool:
    addresses = {run["variable"], run["first"], run["second"]}
    return len(addresses) == 3 and all(0 < each < 2**64 and each % 8 == 0 for each in addresses)
