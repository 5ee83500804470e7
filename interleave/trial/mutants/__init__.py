"""The room that proves contracts' worth: wrong outputs and wrong programs, of which none must pass for right.

`outputs` makes wrong outputs from a right one and is pure. `program` and `operators` change programs, and `trial` runs
those. `score` counts.
"""
