# verdict: line 1 is no text: it has the control character U+0000
# output: terminal

print("a\0b")
