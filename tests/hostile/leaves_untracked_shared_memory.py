# verdict: left behind: shared memory {:name}
# on: fence
# output: terminal

from multiprocessing import resource_tracker, shared_memory

memory = shared_memory.SharedMemory(create=True, size=16)
print(memory.name)
resource_tracker.unregister(memory._name, "shared_memory")
memory.close()
