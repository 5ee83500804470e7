# verdict: printed more than 100,000 bytes; ended by SIGKILL
# exit: -9

while True:
    print("x" * 99)
