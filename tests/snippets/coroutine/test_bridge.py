"""An event loop in a thread of its own: the main thread gives it a coroutine with run_coroutine_threadsafe and waits
for the result; the coroutine gives a blocking function to another thread; call_soon_threadsafe stops the loop.

Run it: `pytest tests/snippets/coroutine/test_bridge.py`
"""

from interleave import Contract

contract = Contract(
    "coroutine/bridge.py",
    "Loop: is asked for tea",
    "asyncio_0: reads the price of tea",
    "MainThread: the price is 3",
    "Loop: stops",
)


@contract.always(
    zh="协程在事件循环的线程里执行，阻塞的函数在第三个线程里",
    en="The coroutine runs in the thread of the event loop, the blocking function in a third one",
    promise="language",
)
def threads(run) -> bool:
    loop, reading, *_ = (text.split(":")[0] for text in run.texts)
    return loop == "Loop" and reading not in ("Loop", "MainThread")


@contract.always(
    zh="主线程等到结果以后，事件循环才停下",
    en="The event loop stops only when the main thread has its result",
    promise="program",
)
def stops_last(run) -> bool:
    return run.index("Loop: stops") > run.index("MainThread: the price")
