"""Mutants: wrong outputs and programs with one mistake, each of which a contract must reject.

`outputs` and `wrong` change an output and run nothing. `program` and `operators` change programs, `trial` runs these
mutants, `survivors` reads why some of them survive, `score` counts.
"""
