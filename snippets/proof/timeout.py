import time
from threading import Thread

thread = Thread(target=time.sleep, args=(0.05,))
thread.start()
thread.join(timeout=0.05)
if thread.is_alive():
    print("The timeout was over first.")
thread.join()
print("The thread has ended.")
