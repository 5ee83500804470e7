from threading import Lock, RLock

plain = Lock()
with plain:
    print(f"Lock, taken again by its holder: {plain.acquire(timeout=0.05)}")

reentrant = RLock()
with reentrant:
    print(f"RLock, taken again by its holder: {reentrant.acquire(timeout=0.05)}")
    reentrant.release()
