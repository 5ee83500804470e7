import time
from threading import Thread

start = time.perf_counter()
thread = Thread(target=time.sleep, args=(0.1,))
thread.start()
thread.join()
print(f"join returned after {time.perf_counter() - start:.2f} seconds")
