# verdict: nothing
# exit: 1
# output: terminal

with open("full", "wb") as file:
    file.truncate(1 << 40)
