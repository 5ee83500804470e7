"""A contract from the text of its file."""

from __future__ import annotations

import functools
from pathlib import PurePath

from interleave.contract.contract import Contract


class NoContractError(Exception):
    """A contract's file that defines none."""


@functools.lru_cache(maxsize=1024)
def loaded(text: str, file: str) -> Contract:
    """Make the contract that the text of a contract file defines. Raises NoContractError, or what the text raises."""
    code = compile(text, file, "exec", dont_inherit=True)
    names: dict[str, object] = {"__name__": PurePath(file).stem, "__file__": file}
    exec(code, names)  # noqa: S102  (the author's own file)
    found = names.get("contract")
    if not isinstance(found, Contract):
        raise NoContractError
    return found
