import threading

may_end = threading.Event()


def report(when):
    names = ", ".join(sorted(thread.name for thread in threading.enumerate()))
    print(f"{when}: {threading.active_count()} alive, {names}")


threads = [
    threading.Thread(target=may_end.wait, name=name)
    for name in ("reader", "writer")
]
report("before start()")
for thread in threads:
    thread.start()
report("after start()")
may_end.set()
for thread in threads:
    thread.join()
report("after join()")
