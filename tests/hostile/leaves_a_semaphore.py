# verdict: left behind: semaphore {:name}
# on: Linux
# output: terminal

import multiprocessing
import os
import signal
from multiprocessing import resource_tracker

lock = multiprocessing.get_context("spawn").Lock()
print(lock._semlock.name, flush=True)
os.kill(resource_tracker._resource_tracker._pid, signal.SIGKILL)
os._exit(0)
