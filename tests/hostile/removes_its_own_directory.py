# verdict: nothing
# output: terminal

import os
import shutil
import tempfile

shutil.rmtree(os.getcwd())
shutil.rmtree(tempfile.gettempdir())
if os.fork() == 0:
    print("child", flush=True)
    os._exit(0)
os.wait()
print("parent")
