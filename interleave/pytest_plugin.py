"""The pytest side of Interleave."""
