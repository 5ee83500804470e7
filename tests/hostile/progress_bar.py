# verdict: line 1 is no text: it has the control character U+000D
# output: terminal

for percent in range(0, 101, 50):
    print(f"\r{percent} %", end="")
