"""Traces written by hand, as tests need them: a line for each track and span, times in milliseconds.

    process MainProcess 100-600
      call main 110-590
      join worker 200-500
      prints 0 at 120
      thread Thread-1 200-500
        running 200-210 220-230*0.5
        held lock 205-240

The second stretch of running is one of which the thread ran half of the time. What is indented below a track belongs to
it. A further process names its parent: `process Child 200-300 of 1`, where processes count from 1, which is also their
id.
"""

from __future__ import annotations

import re

from interleave.trace import WAITS, Mark, Span, Trace, Track

_LANE = re.compile(r"(process|thread|task) (.+?) (\d+)-(\d+)(?: of (\d+))?")
_SPAN = re.compile(rf"(call|held|{'|'.join(WAITS)}|running)(?: (\D.*?))? (\d.*)")
_MARK = re.compile(r"prints (\d+) at (\d+)")


def traced(text: str) -> Trace:
    """Read a trace that a test wrote."""
    tracks: list[Track] = []
    spans: list[Span] = []
    marks: list[Mark] = []
    open_: list[tuple[int, int]] = []  # indentation and number of the tracks around
    pid = 0
    for line in filter(str.strip, text.splitlines()):
        indent, said = len(line) - len(line.lstrip()), line.strip()
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        if found := _LANE.fullmatch(said):
            kind, name, start, end, parent = found.groups()
            pid += kind == "process"
            inside = open_[-1][1] if open_ else None
            tracks.append(Track(kind, name, inside, pid, parent and int(parent), int(start) / 1000, int(end) / 1000))
            open_.append((indent, len(tracks) - 1))
        elif found := _MARK.fullmatch(said):
            marks.append(Mark(open_[-1][1], int(found[1]), int(found[2]) / 1000))
        elif found := _SPAN.fullmatch(said):
            for each in found[3].split():
                times, _, share = each.partition("*")
                start, end = (float(part) / 1000 for part in times.split("-"))
                spans.append(Span(open_[-1][1], found[1], found[2] or "", start, end, float(share or 1)))
        else:
            raise ValueError(said)
    return Trace(tuple(tracks), tuple(spans), tuple(marks), any(span.kind == "running" for span in spans))


def _passed(threads: int, start: float, end: float, number: int) -> str:
    """Stretches of one of some threads that pass the GIL on each 5 ms."""
    stretches = []
    at = start + 5 * number
    while at < end:
        stretches.append(f"{at:g}-{min(at + 5, end):g}")
        at += 5 * threads
    return " ".join(stretches)


def _gil() -> str:
    """Four threads of one process, then four processes."""
    lines = ["process MainProcess 150-900", "  running 150-215", "  queue results 215-400", "  prints 0 at 212"]
    for number in range(4):
        lines += [
            f"  thread ThreadPoolExecutor-0_{number} 212-420",
            "    call burn 230-410",
            f"    running {_passed(4, 230, 410, number)}",
        ]
    for number in range(4):
        lines += [
            f"process SpawnProcess-{number + 1} {550 + 10 * number}-890 of 1",
            "  running 560-600 780-860",
            "  call burn 780-860",
            "  queue calls 600-780",
        ]
    return "\n".join(lines)


STORIES = {
    "deadlock": """
process MainProcess 150-360
  running 150-252 255-256 354-355
  lock each_holds_one 252-255
  join Alice 256-354
  prints 0 at 256
  prints 1 at 354
  prints 2 at 354
  thread Alice 240-360
    call transfer 241-360
    running 240-242
    lock each_holds_one 242-255
    held checking 241-360
    lock savings 255-360
  thread Bob 250-360
    call transfer 251-360
    running 250-252
    lock each_holds_one 252-255
    held savings 251-360
    lock checking 255-360
""",
    "pool": """
process MainProcess 140-605
  running 140-180 350-362
  prints 0 at 146
  prints 1 at 361
  prints 12 at 601
  join pool 363-600
process ForkServerPoolWorker-1 330-595 of 1
  running 330-340 362-363
  queue tasks 340-362 496-588
  call task 362-495
  sleep 363-494
  prints 2 at 362
  prints 10 at 495
process ForkServerPoolWorker-2 335-595 of 1
  running 335-340 362-364
  queue tasks 340-363
  call task 364-406 407-588
  sleep 364-406 407-587
  prints 3 at 364
  prints 6 at 406
  prints 7 at 407
  prints 11 at 588
process ForkServerPoolWorker-3 340-595 of 1
  running 340-345
  queue tasks 345-385 453-590
  call task 385-453
  sleep 386-452
  prints 4 at 385
  prints 8 at 453
process ForkServerPoolWorker-4 345-595 of 1
  running 345-350
  queue tasks 350-396 465-590
  call task 396-464
  sleep 396-463
  prints 5 at 396
  prints 9 at 464
""",
    "gil": _gil(),
    "condition": """
process MainProcess 150-420
  running 150-200
  join producer 200-400
  prints 6 at 410
  thread producer 190-400
    call produce 191-399
    running 191-195 250-252 310-312 370-372
    sleep 200-250 255-310 315-370
    held not_empty 250-252 310-312 370-372
    prints 0 at 251
    prints 2 at 311
    prints 4 at 371
  thread consumer 195-405
    call consume 196-404
    running 196-198 252-254 312-314 372-374
    lock not_empty 198-252 254-312 314-372
    held not_empty 196-198 252-254 312-314 372-374
    prints 1 at 253
    prints 3 at 313
    prints 5 at 373
""",
    "taskgroup": """
process MainProcess 150-370
  running 150-220 222-223 272-273 325-326
  io 223-272 273-325
  call main 218-326
  prints 4 at 326
  task Task-1 218-326
    call main 218-326
    await TaskGroup 222-325
  task Task-2 219-325
    call wait 219-325
    await sleep 220-325
    prints 0 at 219
    prints 3 at 325
  task Task-3 222-273
    call wait 222-273
    await sleep 223-272
    prints 1 at 222
    prints 2 at 273
""",
    "master": """
process demo.py 150-1730
  running 150-200
  io master 200-771 1010-1500
  prints 0 at 771
process master.py 400-1720 of 1
  running 400-600
  queue results 800-1352
process worker.py 780-1650 of 1
  running 780-1000
  io tasks 1010-1335
  sleep 1336-1353 1354-1373 1374-1394
  prints 1 at 1005
  prints 3 at 1335
  prints 5 at 1353
process worker.py 785-1650 of 1
  running 780-1003
  io tasks 1010-1335
  sleep 1336-1353 1354-1373 1374-1394
  prints 2 at 1008
  prints 4 at 1335
  prints 6 at 1353
""",
}
"""The six stories that timelines must tell, by hand."""
