# verdict: left behind: shared memory {:name}
# on: fence
# output: terminal

import os
import signal
from multiprocessing import resource_tracker, shared_memory

memory = shared_memory.SharedMemory(create=True, size=16)
print(memory.name, flush=True)
os.kill(resource_tracker._resource_tracker._pid, signal.SIGKILL)
os._exit(0)
