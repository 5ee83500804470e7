import multiprocessing
import os
import sys
import sysconfig

if __name__ == "__main__":
    print(f"Python: {sys.version_info.major}.{sys.version_info.minor}")
    without_gil = sysconfig.get_config_var("Py_GIL_DISABLED") == 1
    print(f"Built without the GIL: {without_gil}")
    print(f"Child processes are started by: {multiprocessing.get_start_method()}")
    print(f"Output goes to a terminal: {sys.stdout.isatty()}")
    print(f"Processor cores of the machine: {os.cpu_count()}")
