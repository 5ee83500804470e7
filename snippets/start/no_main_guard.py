from multiprocessing import get_context

spawn = get_context("spawn")  # (1)!


def work() -> None:
    print("Child: working", flush=True)


child = spawn.Process(target=work)  # (2)!
child.start()
child.join()
print(f"Parent: the child ended with exit code {child.exitcode}", flush=True)
