"""A contract held against runs: once, many times, and against mutants of the program and of its output."""
