"""Say why a transcript does not fit, to the person who has to mend the program or the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interleave.contract.matching import Dead, Stuck
from interleave.contract.template import Template
from interleave.transcript import Transcript

_SHOWN_BEFORE = 6  # lines
_SHOWN_AFTER = 12
_SHOWN_AT_THE_END = 8
_SHOWN_CANDIDATES = 4


def explained(stuck: Stuck, transcript: Transcript) -> str:
    """Several lines: which line no way through the contract accepts, what could have come, and what was bound."""
    at = stuck.at
    lines = transcript.lines
    line = lines[at].text if at < len(lines) else None
    unended = not transcript.whole and at == len(lines) - 1
    if line is None:
        head = f"the output ends after line {at}, and the contract wants more"
    elif stuck.column == 0:
        head = f"line {at + 1} of {len(lines)} is not what the contract allows: {line!r}"
    else:
        line = line[stuck.column :]
        head = f"line {at + 1} of {len(lines)} is not what the contract allows after its {stuck.column}"
        head += f" character{'s' * (stuck.column > 1)}: {line!r}"
    parts = [head + ", without a line end" * unended, *_instead(stuck, line, transcript.pids)]
    bound = _bound(stuck.dead)
    if bound:
        parts.append(f"  bound so far: {bound}")
    return "\n".join([*parts, *excerpt(transcript, at)])


def _instead(stuck: Stuck, line: str | None, pids: frozenset[int]) -> Iterator[str]:
    candidates = candidates_of(stuck.dead, line, pids)
    if stuck.column:
        yield "  the line could have ended here" + (", or gone on with:" if candidates else "")
    elif stuck.may_end:
        yield "  the output could have ended here" + (", or gone on with:" if candidates else "")
    elif candidates:
        yield "  could have come here:"
    for candidate in candidates[:_SHOWN_CANDIDATES]:
        yield f"    {candidate.template.shown()}" + (f"   <- {candidate.why}" if candidate.why else "")
    if len(candidates) > _SHOWN_CANDIDATES:
        yield f"    (and {len(candidates) - _SHOWN_CANDIDATES} more)"


class Candidate(NamedTuple):
    """A line that could have come: how near it is to the one that did (0 to 1), what a hole objects, what it is."""

    nearness: float
    why: str | None
    template: Template


def candidates_of(dead: Sequence[Dead], line: str | None, pids: frozenset[int]) -> list[Candidate]:
    """What could have come instead of a line (None: the end), the nearest first, each once as a message shows it."""
    templates: dict[str, Template] = {}
    for template in (template for end in dead for template in end.expected):
        templates.setdefault(template.shown(), template)
    candidates = (_candidate(template, line, pids) for template in templates.values())
    return sorted(candidates, key=lambda candidate: -candidate.nearness)


def _candidate(template: Template, line: str | None, pids: frozenset[int]) -> Candidate:
    nearness, why = (0.0, None) if line is None else template.objection(line, pids)
    return Candidate(nearness, why, template)


def _bound(dead: Sequence[Dead]) -> str:
    longest = max((end.bound for end in dead), key=len)
    return ", ".join(f"{name} = {text}" for name, text in longest.items())


def excerpt(transcript: Transcript, at: int) -> Iterator[str]:
    """The lines from a few before line `at` (counted from 0) to the last one, that one marked, as an indented block.

    Where there are very many they are folded: the last ones tell the cause of a traceback.
    """
    first, end = max(0, at - _SHOWN_BEFORE), len(transcript.lines)
    folded = range(at + 1 + _SHOWN_AFTER, end - _SHOWN_AT_THE_END)
    yield "  it printed:" if first == 0 else f"  it printed ({first} lines before these):"
    for number in range(first, end):
        if number not in folded:
            mark = ">" if number == at else " "
            yield f"  {mark} {number + 1:3} | {transcript.lines[number].text}"
        elif number == folded.start:
            yield f"          ({len(folded)} more lines)"
    if at >= len(transcript.lines):
        yield f"  > {len(transcript.lines) + 1:3} | (the end)"


def whole(transcript: Transcript) -> Iterator[str]:
    """All lines of a run, as an indented block."""
    yield "  it printed:"
    for number, line in enumerate(transcript.lines, 1):
        yield f"    {number:3} | {line.text}"
