"""The room that proves contracts' worth: wrong outputs and wrong programs, of which none must pass for right.

`outputs` makes wrong outputs from a right one and is pure. `program` and `operators` change programs, `trial` runs
those, and `survivors` reads why some of them keep their contract. `score` counts.
"""
