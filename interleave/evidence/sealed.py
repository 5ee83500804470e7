"""Files that only commands write: JSON with a line for each item, and a seal over all of it."""

from __future__ import annotations

import functools
import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Made = TypeVar("Made")

FORMAT = 4
"""The format of all evidence. One that is older is made anew by the command that its mistake names."""


class SealError(Exception):
    """A file that is of another kind or format, or was edited by hand. The message continues "this file ..."."""


def write(file: Path, kind: str, data: dict[str, Any]) -> None:
    """Write data of a kind, sealed, so that a change can be read line by line."""
    whole = {"format": FORMAT, "kind": kind, **data}
    file.write_text(_laid_out({**whole, "seal": _seal(whole)}), "utf-8", newline="\n")


def read(file: Path, kind: str, make: Callable[[dict[str, Any]], Made]) -> Made:
    """Give what `make` makes of the data that `write` wrote; of one text it makes it once. Raises SealError."""
    try:
        text = file.read_text("utf-8")
    except (OSError, ValueError):
        raise SealError("cannot be read") from None
    made: Made = _made(text, kind, make)  # the cache forgets its type
    return made


@functools.lru_cache(maxsize=1024)  # a card in each language reads it, and who judges whether it is stale
def _made(text: str, kind: str, make: Callable[[dict[str, Any]], Made]) -> Made:
    try:
        data = json.loads(text)
        seal = data.pop("seal")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise SealError("cannot be read") from None
    if (data.get("format"), data.get("kind")) != (FORMAT, kind):
        raise SealError(f"has format {data.get('format')}, not {FORMAT}, or is no {kind}")
    if seal != _seal(data):
        raise SealError("was edited by hand; it holds only what runs did")
    del data["format"], data["kind"]
    return make(data)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _seal(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _laid_out(data: dict[str, Any]) -> str:
    parts = []
    for key, value in data.items():
        if isinstance(value, list | tuple) and value and not isinstance(value[0], int):
            items = ",\n".join(f"  {_json(item)}" for item in value)
            parts.append(f" {_json(key)}: [\n{items}\n ]")
        else:
            parts.append(f" {_json(key)}: {_json(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
