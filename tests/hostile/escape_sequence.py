# verdict: line 3 is no text: it has the control character U+001B
# output: terminal

print("one\ntwo\n\x1b[31mred\x1b[0m")
