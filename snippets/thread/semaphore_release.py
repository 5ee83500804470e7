from threading import BoundedSemaphore, Semaphore

for kind in (Semaphore, BoundedSemaphore):
    slots = kind(1)
    slots.acquire()
    slots.release()
    try:
        slots.release()  # (1)!
    except ValueError as error:
        print(f"{kind.__name__}: ValueError: {error}")
    entered = 0
    while slots.acquire(blocking=False):  # (2)!
        entered += 1
    print(f"{kind.__name__}: {entered} inside, and 1 was allowed")
