# verdict: still running after 0.5 s; ended by SIGKILL
# exit: -9
# limits: seconds=0.5

import signal
import time

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    time.sleep(60)
