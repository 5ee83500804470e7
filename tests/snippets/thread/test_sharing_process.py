from interleave import Contract

contract = Contract(
    "thread/sharing_process.py",
    "Inside: balance is 150",
    "Outside: balance is 100",
)


@contract.never(zh="父进程看到子进程改过的值", en="The parent sees what the child changed")
def visible(run) -> bool:
    return run.texts[1].endswith("150")
