# verdict: still running after 0.5 s; ended by SIGKILL
# exit: -9
# limits: seconds=0.5
# output: terminal

while True:
    pass
