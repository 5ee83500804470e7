"""A generator receives values by send(), handles an exception thrown into it, and runs its `finally` when it is closed.
All of this happens in the caller's order, so every run prints the same.

Run it: `pytest tests/snippets/coroutine/test_generator_values.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/generator_values.py",
    "next: 0.0",
    "send 10: 10.0",
    "send 20: 15.0",
    "average: a value is missing",
    "throw: 15.0",
    "send 60: 30.0",
    "average: closed after 3 values",
    "send 70: StopIteration",
)


@contract.always(
    zh="传入的值是 yield 表达式的结果：每个平均值都算上了刚传入的值",
    en="A value that is sent is the result of the yield expression: each mean includes the value just sent",
    promise="language",
)
def received(run) -> bool:
    sent, total = 0, 0
    for text in run.texts:
        words = text.replace(":", "").split()
        if words[0] == "send" and words[2] != "StopIteration":
            sent, total = sent + 1, total + int(words[1])
            if float(words[2]) != total / sent:
                return False
    return sent == 3


@contract.always(
    zh="抛进去的异常由生成器处理，它接着产出下一个值",
    en="The generator handles the exception thrown into it and yields its next value",
    promise="language",
)
def handled(run) -> bool:
    return run.index("throw") == run.index("average: a value is missing") + 1


@contract.always(
    zh="close 让 finally 执行，之后生成器抛出 StopIteration",
    en="close has the finally block executed; after that the generator raises StopIteration",
    promise="language",
)
def closed(run) -> bool:
    return run.index("send 70: StopIteration") == run.index("average: closed") + 1
