"""A coroutine that is made in one place and thrown away in another. The warning names the second place; in debug mode
it also tells where the coroutine was created.

Run it: `pytest tests/snippets/coroutine/test_lost_coroutine.py`
"""

from interleave import Contract, repeated

# What Python calls between asyncio.run() and main() differs by version.
FRAMES = repeated(
    '  File "{library:text}/asyncio/{:name}.py", line {:natural}, in {function:name}',
    repeated("    {:text?}"),
    at_least=1,
)

contract = Contract(
    "coroutine/lost_coroutine.py",
    "jobs: 1",
    "{here:path}/lost_coroutine.py:16: RuntimeWarning: coroutine 'save' was never awaited",
    "Coroutine created at (most recent call last)",
    '  File "{here:path}/lost_coroutine.py", line 20, in <module>',
    "    asyncio.run(main(), debug=True)",
    FRAMES,
    '  File "{here:path}/lost_coroutine.py", line 14, in main',
    "    jobs = plan()",
    '  File "{here:path}/lost_coroutine.py", line 10, in plan',
    '    return [save("notes.txt")]  # (1)!',
    "  jobs.clear()  # (2)!",
    "RuntimeWarning: Enable tracemalloc to get the object allocation traceback",
    "main has ended",
    repeated("Executing {what:text} took {took:seconds.3} seconds", at_most=6),
)


@contract.never(zh="打印出 saved notes.txt", en="saved notes.txt is printed", promise="language")
def saved(run) -> bool:
    return "saved notes.txt" in run.texts


@contract.always(
    zh="警告开头的行号是协程被丢弃的地方（第 16 行），不是调用 save() 的地方",
    en="The line that the warning names first is where the coroutine is thrown away (16), not where save() is called",
    promise="cpython",
)
def names_the_end(run) -> bool:
    return ":16: RuntimeWarning" in run.texts[1]


@contract.always(
    zh="在调试模式下，警告还写明协程是在哪里创建的（第 10 行）",
    en="In debug mode the warning also says where the coroutine was created (line 10)",
    promise="language",
)
def names_the_call(run) -> bool:
    return run.index("Coroutine created at") == 2 and any(text.endswith("line 10, in plan") for text in run.texts)


@contract.always(
    zh="asyncio.run() 通过事件循环执行 main()，经过 asyncio 的这几个函数",
    en="asyncio.run() has the event loop execute main(), through these functions of asyncio",
    promise="cpython",
)
def through_the_loop(run) -> bool:
    through = ["run", "run", "run_until_complete", "run_forever", "_run_once", "_run"]
    return run.all("function") == through and len(set(run.all("library"))) == 1


@contract.never(zh="报告不到 0.1 秒的步骤", en="A step of less than 0.1 seconds is reported", promise="language")
def quick_reported(run) -> bool:
    return any(took < 0.1 for took in run.all("took"))


@contract.never(zh="save() 作为任务执行", en="save() is executed as a task", promise="language")
def save_is_a_task(run) -> bool:
    return any("save()" in what for what in run.all("what"))


@contract.exempt(
    zh="警告变成异常，在回收协程时打印为“Exception ignored”",
    en="the warning becomes an exception, printed as “Exception ignored” when the coroutine is freed",
)
def ignored(circumstance) -> bool:
    return circumstance.setup == "error"
