"""How a page shows evidence: HTML made from a recording and a tally, and from nothing else."""
