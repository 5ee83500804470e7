from collections import deque

ready = deque()  # (1)!


class Future:
    def __init__(self):
        self.done = False
        self.result = None
        self.callbacks = []

    def set_result(self, result=None):
        self.done = True
        self.result = result
        ready.extend(self.callbacks)  # (2)!

    def __await__(self):
        if not self.done:
            yield self  # (3)!
        return self.result


class Task(Future):
    def __init__(self, coroutine):
        super().__init__()
        self.coroutine = coroutine
        ready.append(self.step)

    def step(self):
        try:
            future = self.coroutine.send(None)  # (4)!
        except StopIteration as stop:
            self.set_result(stop.value)  # (5)!
        else:
            future.callbacks.append(self.step)
