"""What a contract says, as hashes: one of its logic, which makes evidence stale, and one of its wording.

The logic of a claim is its function by meaning: the syntax tree without layout, comments, docstrings, annotations and
decorators, together with the functions and constants of the contract's file that it uses. It is the same on every
Python.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
import json
import linecache
import re
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any

from interleave.contract.mistake import ContractMistake

_LEFT_OUT = {"annotation", "ctx", "decorator_list", "kind", "returns", "type_comment", "type_params"}


def digest(told: object) -> str:
    """Give the SHA-256 of plain data."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@functools.lru_cache(maxsize=4096)  # recording and tally are held against it, and in a preview again and again
def logic(function: Callable[..., object]) -> list[Any]:
    """Give a function's logic as plain data: its own tree first, then by name what it uses of its file."""
    if not isinstance(function, FunctionType):
        raise ContractMistake(f"{function!r} is no function written with def; write one")
    used: dict[str, Any] = {}
    return [_followed(_node(function), function, used), sorted(used.items())]


def _followed(node: ast.FunctionDef | ast.Lambda | ast.ClassDef, function: FunctionType, used: dict[str, Any]) -> Any:  # noqa: ANN401  (what JSON takes)
    """Give a tree, and add to `used` what it uses by a name that `function` knows, too."""
    around = _around(function)
    for name in sorted({each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & around.keys() - used):
        used[name] = ""  # before what uses itself comes here again
        used[name] = _used(around[name], function, used)
    if isinstance(node, ast.Lambda):
        return [_dumped(node.args), _dumped(node.body)]
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return ["class" if isinstance(node, ast.ClassDef) else _dumped(node.args), *map(_dumped, body)]


def _used(value: object, function: FunctionType, used: dict[str, Any]) -> Any:  # noqa: ANN401  (what JSON takes)
    """Give what a function uses: the tree of a function or class of its own file, else a constant or a name."""
    if isinstance(value, functools.partial):
        return ["partial", _used(value.func, function, used), _plain(value.args), _plain(value.keywords)]
    value = inspect.unwrap(value) if callable(value) else value
    file = function.__code__.co_filename
    if isinstance(value, FunctionType) and value.__code__.co_filename == file:
        return _followed(_node(value), value, used)
    if isinstance(value, type) and value.__module__ == function.__module__:
        for node in ast.walk(ast.parse(_text(file))):
            if isinstance(node, ast.ClassDef) and node.name == value.__name__:
                return _followed(node, function, used)
    return _plain(value)  # a class without a statement of its own, as `namedtuple()` makes it, counts by its name


def _node(function: FunctionType) -> ast.FunctionDef | ast.Lambda:
    code = function.__code__
    if node := _defined(_text(code.co_filename)).get((code.co_name, code.co_firstlineno)):
        return node
    whole = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function))))
    return next(node for node in whole if isinstance(node, ast.FunctionDef | ast.Lambda))


def _text(file: str) -> str:
    linecache.checkcache(file)
    return "".join(linecache.getlines(file))


@functools.lru_cache(maxsize=16)  # a contract's claims are asked one after the other
def _defined(text: str) -> dict[tuple[str, int], ast.FunctionDef]:
    """Give what is written with `def` in a file, by name and first line."""
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return {(node.name, min([node.lineno, *(each.lineno for each in node.decorator_list)])): node for node in found}


def _around(function: FunctionType) -> dict[str, object]:
    """Give what a function can name beside its own variables: the globals of its file, and variables around it."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return {**function.__globals__, **{name: cell.cell_contents for name, cell in cells}}


def _plain(value: object) -> Any:  # noqa: ANN401  (what JSON takes)
    """Give a constant as plain data; of what is none, the name of its type."""
    match value:
        case bool() | int() | float() | str() | None:
            return value
        case tuple() | list():
            return [type(value).__name__, *map(_plain, value)]
        case set() | frozenset():
            return ["set", *sorted(map(repr, value))]
        case dict():
            return ["dict", *([_plain(key), _plain(each)] for key, each in value.items())]
        case re.Pattern(pattern=pattern, flags=flags):
            return ["pattern", pattern, flags]
    return getattr(value, "__qualname__", type(value).__name__)


def _dumped(node: object) -> Any:  # noqa: ANN401  (what JSON takes)
    """Give a syntax tree as plain data; fields that are empty are left out, as newer Pythons have more of them."""
    match node:
        case ast.Constant(value):
            return ["Constant", type(value).__name__, repr(value)]
        case ast.AST():
            fields = ((name, getattr(node, name, None)) for name in node._fields if name not in _LEFT_OUT)
            return [type(node).__name__, *([name, _dumped(value)] for name, value in fields if value not in (None, []))]
        case list():
            return list(map(_dumped, node))
    return node
