"""What a program's source says about the lines that it prints: their texts, and where the values in them come from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

THREADS = frozenset({"get_ident", "get_native_id", "ident", "native_id"})
PROCESSES = frozenset({"getpid", "getppid", "pid"})
NUMBERS = (
    THREADS
    | PROCESSES
    | frozenset(
        """cpu_count process_cpu_count sched_getaffinity
    perf_counter perf_counter_ns monotonic monotonic_ns time time_ns thread_time process_time random randint uniform
    uuid4 now today urandom id getsockname address port""".split()  # noqa: SIM905
    )
)
"""Functions and attributes whose numbers differ between machines or runs, even where all runs here had the same."""
TEXTS = frozenset({"gethostname", "uuid4"})
"""The same of texts."""

_HERE = re.compile(r"(/[^/\s]+){2,}|0x[0-9a-fA-F]{6,}|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d\S*")
"""A path, an address, a date, a time of day."""
_NUMBER = {"f": r"-?\d+\.\d{%s}", "d": r"-?\d+"}
_DEPTH = 4  # assignments that are followed back


@dataclass(frozen=True)
class Slot:
    """A place in a line where a value is printed.

    `name` says what it is, `calls` are the functions and attributes that its value comes from, `choices` its texts,
    where the source has all of them.
    """

    name: str = ""
    calls: frozenset[str] = frozenset()
    choices: tuple[str, ...] = ()

    @property
    def is_id(self) -> bool:
        """Whether it says which process or thread prints."""
        return bool(self.calls & (THREADS | PROCESSES))

    def varies(self, text: str) -> bool:
        """Whether such a text of it is the machine's or the run's."""
        return bool(_HERE.fullmatch(text) or self.calls & (NUMBERS if re.fullmatch(r"-?\d+(\.\d+)?", text) else TEXTS))


@dataclass(frozen=True)
class Form:
    """What lines have in common: texts and slots.

    `function` is where they are printed, "" if that is not known. `frames` are the program's own frames of a traceback,
    whose last line has the form; None for an ordinary line.
    """

    parts: tuple[str | Slot, ...]
    function: str = ""
    frames: tuple[tuple[str, int, str], ...] | None = None

    @property
    def slots(self) -> list[Slot]:
        """The slots from left to right."""
        return [part for part in self.parts if isinstance(part, Slot)]

    @property
    def weight(self) -> int:
        """How much text it has: the more, the surer is a line that fits."""
        return sum(len(part.strip()) for part in self.parts if isinstance(part, str))

    def with_texts(self, texts: Iterable[str]) -> str:
        """Give the line with these texts in the slots."""
        each = iter(texts)
        return "".join(part if isinstance(part, str) else next(each) for part in self.parts)


class Source:
    """The lines that programs print, as their sources have them."""

    def __init__(self, *sources: str) -> None:
        """Read programs. Raises SyntaxError for one that is no Python."""
        self.names: set[str] = set()
        self.forms: list[tuple[re.Pattern[str], Form]] = []
        for source in sources:
            tree = ast.parse(source)
            reader = _Reader(tree)
            self.names |= {name for node in ast.walk(tree) for name in _named(node)}
            self.forms += reader.forms(tree, "")

    def fit(self, line: str) -> tuple[Form, tuple[str, ...]] | None:
        """Give the form with the most text that a line fits, and the texts of its slots; None if there is none."""
        fits = [(form, found.groups()) for pattern, form in self.forms if (found := pattern.fullmatch(line))]
        return max(fits, key=lambda fit: fit[0].weight, default=None)

    def uses(self, *names: str) -> bool:
        """Whether the programs name one of these."""
        return not self.names.isdisjoint(names)


def word_before(text: str) -> str:
    """Give the last word of a text, which may say what comes next, "" if it can be no name."""
    word = next(iter(re.findall(r"[A-Za-z]\w*(?=\W*$)", text)), "")
    return word.lower() if word.isascii() else ""


class _Reader:
    def __init__(self, tree: ast.AST) -> None:
        self.assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(tree):
            for target, value in _assignments(node):
                if isinstance(target, ast.Tuple | ast.List):
                    values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
                    pairs = list(zip(target.elts, values, strict=False))
                else:
                    pairs = [(target, value)]
                for each, its in pairs:
                    base = each.value if isinstance(each, ast.Subscript) else each
                    if isinstance(base, ast.Name):
                        self.assigned.setdefault(base.id, []).append(its)

    def forms(self, node: ast.AST, function: str) -> Iterator[tuple[re.Pattern[str], Form]]:
        """Give the forms of what is printed below a node."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        parts: list[str | ast.FormattedValue | ast.expr] = []
        match node:
            case ast.Call(func=ast.Name("print"), args=[_, *_] as args) if not any(
                isinstance(each, ast.Starred) for each in args
            ):
                for each in args:
                    parts += [" ", *_pieces(each)] if parts else _pieces(each)
            case ast.JoinedStr():
                parts = _pieces(node)
        for line in _lines(parts):
            form, pattern = self._form(line, function)
            if form.weight:
                yield re.compile(pattern), form
        for child in ast.iter_child_nodes(node):
            yield from self.forms(child, function)

    def _form(self, parts: list[str | ast.expr], function: str) -> tuple[Form, str]:
        made: list[str | Slot] = []
        pattern = ""
        for part in parts:
            if isinstance(part, str):
                pattern += re.escape(part)
                if made and isinstance(made[-1], str):
                    made[-1] += part
                elif part:
                    made.append(part)
            else:
                before = made[-1] if made and isinstance(made[-1], str) else ""
                made.append(self._slot(part.value if isinstance(part, ast.FormattedValue) else part, before))
                pattern += f"({_pattern_of(part)})"
        return Form(tuple(made), function), pattern

    def _slot(self, value: ast.expr, before: str) -> Slot:
        choices: tuple[str, ...] = ()
        match value:
            case ast.IfExp(body=ast.Constant(one), orelse=ast.Constant(other)):
                choices = str(one), str(other)
        return Slot(_name(value) or word_before(before), frozenset(self._calls(value, _DEPTH)), choices)

    def _calls(self, value: ast.AST, depth: int) -> Iterator[str]:
        for node in ast.walk(value):
            match node:
                case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) | ast.Attribute(attr=name):
                    yield name
                case ast.Name(id=name) if depth:
                    for each in self.assigned.get(name, ()):
                        yield from self._calls(each, depth - 1)


def _assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    match node:
        case ast.Assign(targets, value):
            yield from ((target, value) for target in targets)
        case (
            ast.AnnAssign(target, _, ast.expr() as value)
            | ast.AugAssign(target, _, value)
            | ast.NamedExpr(target, value)
        ):
            yield target, value


def _pieces(value: ast.expr) -> list[str | ast.expr]:
    """The texts and values that an argument of `print` is made of."""
    match value:
        case ast.Constant(text):
            return [str(text)]
        case ast.JoinedStr(values):
            return [piece for each in values for piece in _pieces(each)]
        case _:
            return [value]


def _lines(parts: list[str | ast.expr]) -> Iterator[list[str | ast.expr]]:
    line: list[str | ast.expr] = []
    for part in parts:
        first, *more = part.split("\n") if isinstance(part, str) else [part]
        line.append(first)
        for text in more:
            yield line
            line = [text]
    if line:
        yield line


def _pattern_of(part: ast.expr) -> str:
    match part:
        case ast.FormattedValue(format_spec=ast.JoinedStr([ast.Constant(str(written))])):
            if found := re.fullmatch(r"\.(\d+)f", written):
                return _NUMBER["f"] % found[1]
            if re.fullmatch(r",?d?", written):
                return r"-?[\d,]+"
    return ".+?"


def _name(value: ast.AST) -> str:
    match value:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
    return ""


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            yield name
