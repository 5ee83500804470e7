"""What a program's source says about the lines that it prints: their texts, and where the values in them come from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from types import EllipsisType

from interleave.contract.tracebacks import Frame

THREADS = frozenset({"get_ident", "get_native_id", "ident", "native_id"})
PROCESSES = frozenset({"getpid", "getppid", "pid"})
_NUMBERS = (
    THREADS
    | PROCESSES
    | frozenset(
        """cpu_count process_cpu_count sched_getaffinity
    perf_counter perf_counter_ns monotonic monotonic_ns time time_ns thread_time process_time random randint uniform
    uuid4 now today urandom id getsockname address port""".split()  # noqa: SIM905
    )
)
"""Functions and attributes whose numbers differ between machines or runs, even where all runs here had the same."""
_TEXTS = frozenset({"gethostname", "uuid4"})
"""The same of texts."""
_HERE = re.compile(r"(/[^/\s]+){2,}|0x[0-9a-fA-F]{6,}|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d\S*")
"""A path, an address, a date, a time of day."""
MAIN = "main"
"""Where lines are printed that stand outside of any function, as in a function of that name: in the main thread."""
_PERCENT = re.compile(r"%[-+ #0-9.]*[a-z]")
_BRACES = re.compile(r"\{[^{}]*\}")
_DEPTH = 4  # assignments that are followed back
_VALUE = "\0"  # in a text, where a value is printed


@dataclass(frozen=True)
class Slot:
    """A place in a line where a value is printed.

    `name` says what it is, `calls` are the functions and attributes that its value comes from, `choices` its texts,
    where the source has all of them.
    """

    name: str = ""
    calls: frozenset[str] = frozenset()
    choices: tuple[str, ...] = ()

    def varies(self, text: str) -> bool:
        """Whether such a text of it is the machine's or the run's."""
        varying = _NUMBERS if re.fullmatch(r"-?\d+(\.\d+)?", text) else _TEXTS
        return bool(_HERE.fullmatch(text) or self.calls & varying)


@dataclass(frozen=True)
class Form:
    """What lines have in common: texts and slots.

    `function` is where they are printed, "" if that is not known. `frames` are what `traceback` is told of one whose
    last line has the form; None for an ordinary line.
    """

    parts: tuple[str | Slot, ...]
    function: str = ""
    frames: tuple[Frame | EllipsisType, ...] | None = None

    @property
    def slots(self) -> list[Slot]:
        """The slots from left to right."""
        return [part for part in self.parts if isinstance(part, Slot)]

    @property
    def weight(self) -> int:
        """How much text it has: the more, the surer is a line that fits."""
        return sum(len(part.strip()) for part in self.parts if isinstance(part, str))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What its lines match, with a group for each slot."""
        return re.compile("".join(_plain(part) if isinstance(part, str) else "(.+?)" for part in self.parts))


class Source:
    """The lines that programs print, as their sources have them."""

    def __init__(self, *sources: str) -> None:
        """Read programs. Raises SyntaxError for one that is no Python."""
        trees = list(map(ast.parse, sources))
        self.forms = [form for tree in trees for form in _Reader(tree).forms(tree) if form.weight]
        self.spawned = {name for tree in trees for name in _spawned(tree)} - {MAIN}
        """Functions that are given away and not called: to a thread, a pool or an event loop."""
        self._names = {name for tree in trees for node in ast.walk(tree) for name in _named(node)}

    def fit(self, line: str) -> tuple[Form, tuple[str, ...]] | None:
        """Give the form with the most text that a line fits, and the texts of its slots; None if there is none."""
        fits = [(form, found.groups()) for form in self.forms if (found := form.pattern.fullmatch(line))]
        return max(fits, key=lambda fit: fit[0].weight, default=None)

    def uses(self, *names: str) -> bool:
        """Whether the programs name one of these."""
        return not self._names.isdisjoint(names)


def word_before(text: str) -> str:
    """Give the last word of a text, which may say what comes next, "" if it can be no name."""
    word = next(iter(re.findall(r"[A-Za-z]\w*(?=\W*$)", text)), "")
    return word.lower() if word.isascii() else ""


def _plain(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def joined(texts: Sequence[str], slots: Sequence[Slot]) -> tuple[str | Slot, ...]:
    """Give the parts of a line, which are texts with slots between them."""
    return tuple(part for both in zip_longest(texts, slots) for part in both if part)


class _Reader:
    def __init__(self, tree: ast.AST) -> None:
        self._assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(tree):
            for target, value in _assignments(node):
                self._assigned.setdefault(target, []).append(value)

    def forms(self, node: ast.AST, function: str = MAIN) -> Iterator[Form]:
        """Give the forms of the lines that are printed below a node, which stands in a function."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        pieces = _printed(node)
        values = iter([piece for piece in pieces if not isinstance(piece, str)])
        for line in "".join(piece if isinstance(piece, str) else _VALUE for piece in pieces).split("\n"):
            texts = line.split(_VALUE)
            slots = [self._slot(next(values), before) for before in texts[:-1]]
            yield Form(joined(texts, slots), function)
        for child in ast.iter_child_nodes(node):
            yield from self.forms(child, function)

    def _slot(self, value: ast.expr, before: str) -> Slot:
        name = next(_named(value), "").strip("_").lower() or word_before(before)
        match value:
            case ast.IfExp(body=ast.Constant(one), orelse=ast.Constant(other)):
                return Slot(name, choices=(str(one), str(other)))
        return Slot(name, frozenset(self._calls(value, _DEPTH)))

    def _calls(self, value: ast.AST, depth: int) -> Iterator[str]:
        for node in ast.walk(value):
            match node:
                case ast.Call(func=ast.Name(name)) | ast.Attribute(attr=name):
                    yield name
                case ast.Name(name) if depth:
                    for each in self._assigned.get(name, ()):
                        yield from self._calls(each, depth - 1)


def _assignments(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """The names that a statement gives a value, with the value."""
    match node:
        case ast.Assign(targets, value):
            pass
        case ast.AnnAssign(target, _, ast.expr() as value) | ast.AugAssign(target, _, value):
            targets = [target]
        case ast.NamedExpr(target, value):
            targets = [target]
        case _:
            return
    yield from ((each.id, value) for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def _printed(node: ast.AST) -> list[str | ast.expr]:
    """The texts and values that a call of `print` or a text with values in it is made of, none for another node."""
    match node:
        case ast.Call(func=ast.Name("print"), args=args) if not any(isinstance(each, ast.Starred) for each in args):
            return [piece for each in args for piece in (" ", *_pieces(each))][1:]
        case (
            ast.JoinedStr()
            | ast.BinOp(ast.Constant(str()), ast.Mod())
            | ast.Call(ast.Attribute(ast.Constant(str()), "format"))
        ):
            return _pieces(node)
    return []


def _pieces(value: ast.expr) -> list[str | ast.expr]:
    match value:
        case ast.Constant(text):
            return [str(text)]
        case ast.JoinedStr(values):
            return [piece for each in values for piece in _pieces(each)]
        case ast.FormattedValue(inside):
            return [inside]
        case ast.BinOp(ast.Constant(str(text)), ast.Mod(), given):
            return _filled(_PERCENT.split(text), given.elts if isinstance(given, ast.Tuple) else [given])
        case ast.Call(ast.Attribute(ast.Constant(str(text)), "format"), given):
            return _filled(_BRACES.split(text), given)
    return [value]


def _filled(texts: Sequence[str], values: Sequence[ast.expr]) -> list[str | ast.expr]:
    """The texts with values between them; what is not given, or by name, is an unknown value."""
    given = zip_longest(texts, values[: len(texts) - 1], fillvalue=ast.Constant(None))
    return [piece for pair in given for piece in pair][:-1]


def _spawned(tree: ast.AST) -> Iterator[str]:
    nodes = list(ast.walk(tree))
    tasks = {node.name for node in nodes if isinstance(node, ast.AsyncFunctionDef)}
    awaited = {node.value for node in nodes if isinstance(node, ast.Await)}
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {call.func for call in calls if call in awaited or tasks.isdisjoint(_named(call.func))}
    yield from (name for node in nodes if node not in called for name in _named(node))


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(name) | ast.Attribute(attr=name) | ast.alias(name):
            yield name
