# verdict: nothing
# exit: 1

with open("full", "wb") as file:
    file.truncate(1 << 40)
