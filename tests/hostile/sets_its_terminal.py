# verdict: set its terminal to write \r\n for \n
# output: terminal

import termios

settings = termios.tcgetattr(1)
settings[1] |= termios.OPOST | termios.ONLCR
termios.tcsetattr(1, termios.TCSANOW, settings)
print("one")
