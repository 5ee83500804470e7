# verdict: nothing
# exit: 1

print(input("Who is there? "))
