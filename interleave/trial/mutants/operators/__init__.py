"""What a mutant may differ in from its program: the mistakes that people make with threads, processes and tasks.

An operator takes a program and gives edits, each a small change in one place.
"""

from interleave.trial.mutants.operators import arguments, failing, locking, starting, waiting

OPERATORS = (*waiting.OPERATORS, *locking.OPERATORS, *starting.OPERATORS, *arguments.OPERATORS, *failing.OPERATORS)
"""Every operator."""

__all__ = ["OPERATORS"]
