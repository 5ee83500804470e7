"""Begins a page: runs a program, proposes its contract, and writes both pages with marks for the author.

`propose.py` is pure and has the rules of inference; `__main__.py` is the command behind `make new`.
"""
