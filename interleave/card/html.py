"""How a page shows a recording: HTML that says which part of an output is guaranteed and which was luck.

The look is `docs/assets/card.css`. It needs no JavaScript.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from interleave.card.counts import observed
from interleave.card.timeline import moments, timeline
from interleave.contract import HOLE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interleave.evidence.observations import Observations
    from interleave.evidence.recording import Claim, Hole, Line, Piece, Recording
    from interleave.evidence.tallies import Tallies


class Words(NamedTuple):
    """What a card says, in one language."""

    output: str
    hole: str
    hole_again: str
    lane: str
    named_lane: str
    ends: str
    exit: str
    killed: str
    lanes: str
    torn: str
    blocks: str
    always: str
    sometimes: str
    never: str
    aside: str
    joined: str
    seen: str
    unseen: str
    held: str
    happened: str
    never_happened: str
    soaked: str
    shaken: str
    made: str
    seconds: str
    free_threaded: str


WORDS = {
    "zh": Words(
        output="{program} 的输出",
        hole="{type}：每次运行都可能不同",
        hole_again="{type}：每次运行都可能不同，但与另外 {others} 处总是相同",
        lane="第 {number} 路：",
        named_lane="{label}：",
        ends="（这里只有换行）",
        exit="退出状态 {exit}",
        killed="被信号 {signal} 终止",
        lanes="每条竖线是一路：同一路之内顺序固定，各路之间怎样交错，每次运行都可能不同。",
        torn="这些线程同时往一个终端上写：一行的文字和它的换行可能被别的线程隔开。",
        blocks="每条竖线是一块：块内的行连在一起，哪一块在前，每次运行都可能不同。",
        always="每次运行",
        sometimes="有时",
        never="从不",
        aside="（{said}）",
        joined="；",
        seen="这次就是",
        unseen="这次不是",
        held="{runs} 次运行中 {count} 次成立",
        happened="{runs} 次运行中 {count} 次发生",
        never_happened="{runs} 次运行中 {count} 次没有发生",
        soaked="{runs} 次运行：{pythons}",
        shaken="打乱调度的 {runs} 次运行：{pythons}",
        made="录制于",
        seconds="{seconds} 秒",
        free_threaded="自由线程",
    ),
    "en": Words(
        output="Output of {program}",
        hole="{type}: differs from run to run",
        hole_again="{type}: differs from run to run, but is the same in {others} other {places}",
        lane="Lane {number}: ",
        named_lane="{label}: ",
        ends="(only a line end here)",
        exit="exit status {exit}",
        killed="ended by signal {signal}",
        lanes="Each bar is a lane: its own lines keep their order; how the lanes interleave differs from run to run.",
        torn="These threads write to one terminal at once: another's text may come between a line and its end.",
        blocks="Each bar is a block: its lines stay together; which block comes first differs from run to run.",
        always="every run",
        sometimes="sometimes",
        never="never",
        aside=" ({said})",
        joined="; ",
        seen="this run did",
        unseen="this run did not",
        held="held in {count} of {runs} runs",
        happened="seen in {count} of {runs} runs",
        never_happened="did not happen in {count} of {runs} runs",
        soaked="{runs} runs on {pythons}",
        shaken="{runs} runs on {pythons}, shaken",
        made="Recorded on",
        seconds="{seconds} s",
        free_threaded="free-threaded",
    ),
}


def card(
    recording: Recording,
    language: str,
    tallies: Tallies | None = None,
    observations: Observations | None = None,
) -> str:
    """Make the card of a recording in "zh" or "en", as one HTML element on one line.

    With the tallies of its snippet's soak, it says how often each claim was checked; with its observations, what its
    runs came to.
    """
    return _Card(recording, language, tallies, observations).html()


def missing(message: str) -> str:
    """Make what stands in a card's place when there is no recording to show."""
    return f'<div class="il-card--missing" role="alert">{escape(message)}</div>'


class _Columns:
    """Where each lane's bar stands: lanes of one group side by side, a nested group in its lane's place."""

    def __init__(self, recording: Recording) -> None:
        lanes = recording.lanes
        self.of: list[int] = []
        self.count = 0
        taken: dict[int, int] = {}  # by outermost group: columns in use
        first: dict[int, int] = {}  # by group: its first lane
        for number, lane in enumerate(lanes):
            is_first = first.setdefault(lane.group, number) == number
            outermost = lane
            while outermost.inside is not None:
                outermost = lanes[outermost.inside]
            if is_first and lane.inside is not None:
                column = self.of[lane.inside]
            else:
                column = taken.get(outermost.group, 0)
                taken[outermost.group] = column + 1
            self.of.append(column)
            self.count = max(self.count, column + 1)


class _Card:
    def __init__(
        self,
        recording: Recording,
        language: str,
        tallies: Tallies | None,
        observations: Observations | None,
    ) -> None:
        self._recording = recording
        self._tallies = tallies
        self._observed = observed(observations, language)
        self._language = language
        self._words = WORDS[language]
        self._columns = _Columns(recording)
        self._places = Counter(hole.name for hole in _holes(recording.lines))
        self._span = _spans(recording)
        self._moments = moments(recording.trace, [line.at for line in recording.lines])

    def html(self) -> str:
        program = escape(self._recording.snippet.rpartition("/")[2])
        title = escape(self._words.output.format(program=program))
        lines = "".join(self._line(number, line) for number, line in enumerate(self._recording.lines))
        timed = " il-card--timed" if self._recording.trace.lanes else ""
        return (
            f'<figure class="il-card{timed}" lang="{_HTML_LANGUAGE[self._language]}">'
            '<figcaption class="il-card__head">'
            f'<span class="il-card__prompt" aria-hidden="true">$</span> python {program}</figcaption>'
            f'<div class="il-card__screen" role="region" tabindex="0" aria-label="{title}">'
            f'<ol class="il-card__lines" style="--il-lanes:{self._columns.count}" translate="no">{lines}</ol></div>'
            f"{self._exit()}{self._legend()}{self._timeline()}{self._claims()}{self._observed}{self._made()}</figure>"
        )

    def _line(self, number: int, line: Line) -> str:
        lanes = [piece.lane for piece in line.pieces if piece.lane is not None]
        torn = len(line.pieces) != 1
        classes = "il-line"
        style = ""
        spoken = ""
        if lanes and not torn:
            classes += " il-line--lane"
            style = f' style="--il-lane:{self._columns.of[lanes[0]]}"'
            spoken = self._spoken(lanes[0])
        elif torn:
            classes += " il-line--torn"
        at = f' data-at="{self._moments[number] * 1000:.1f}"' if self._recording.trace.lanes else ""
        return (
            f'<li class="{classes}"{at}{style}>{self._bars(number, set(lanes))}{spoken}'
            f"<code>{self._text(line, torn)}</code></li>"
        )

    def _bars(self, number: int, here: set[int]) -> str:
        if not self._columns.count:
            return ""
        bars = [""] * self._columns.count
        for lane, (first, last) in self._span.items():
            if first <= number <= last:
                column = self._columns.of[lane]
                if lane in here:
                    bars[column] = " il-bar--here"
                elif not bars[column]:
                    bars[column] = " il-bar--through"
        inside = "".join(f'<i class="il-bar{bar}" style="--il-lane:{at}"></i>' for at, bar in enumerate(bars))
        return f'<span class="il-lanes" aria-hidden="true">{inside}</span>'

    def _spoken(self, lane: int) -> str:
        label = self._recording.lanes[lane].label
        said = (
            self._words.named_lane.format(label=label)
            if label
            else self._words.lane.format(number=self._columns.of[lane] + 1)
        )
        return _spoken(said)

    def _text(self, line: Line, torn: bool) -> str:
        if not torn:
            return self._piece(line.text, line.pieces[0])
        if not line.pieces:
            return _spoken(self._words.ends)
        return "".join(
            f'<span class="il-piece" style="--il-lane:{self._columns.of[piece.lane or 0]}">'
            f"{'' if piece.lane is None else self._spoken(piece.lane)}{self._piece(line.text, piece)}</span>"
            for piece in line.pieces
        )

    def _piece(self, text: str, piece: Piece) -> str:
        parts = []
        at = piece.start
        for hole in piece.holes:
            parts += [escape(text[at : hole.start]), self._hole(text, hole)]
            at = hole.end
        return "".join([*parts, escape(text[at : piece.end])])

    def _hole(self, text: str, hole: Hole) -> str:
        kind = HOLE_TYPES[hole.type]
        others = self._places[hole.name] - 1 if hole.name else 0
        tip = (self._words.hole_again if others > 0 else self._words.hole).format(
            type=kind.zh if self._language == "zh" else kind.en.capitalize(),
            others=others,
            places="place" if others == 1 else "places",
        )
        return (
            f'<span class="il-hole" tabindex="0" data-type="{hole.type}" data-tip="{escape(tip)}">'
            f"{escape(text[hole.start : hole.end])}{_spoken(f'（{tip}）' if self._language == 'zh' else f' ({tip})')}"
            "</span>"
        )

    def _exit(self) -> str:
        status = self._recording.exit
        if not status:
            return ""
        said = self._words.exit.format(exit=status) if status > 0 else self._words.killed.format(signal=-status)
        return f'<p class="il-card__exit">{said}</p>'

    def _legend(self) -> str:
        lanes = [lane for number, lane in enumerate(self._recording.lanes) if number in self._span]
        said = [
            sentence
            for sentence, wanted in (
                (self._words.lanes, any(not lane.blocks for lane in lanes)),
                (self._words.blocks, any(lane.blocks for lane in lanes)),
                (self._words.torn, any(len(line.pieces) != 1 for line in self._recording.lines)),
            )
            if wanted
        ]
        if not said:
            return ""
        names = {
            lane.label: self._columns.of[number]
            for number, lane in enumerate(self._recording.lanes)
            if lane.label and number in self._span
        }
        labels = "".join(
            f'<span class="il-lane-name" style="--il-lane:{column}">{escape(label)}</span> '
            for label, column in names.items()
        )
        between = "" if self._language == "zh" else " "
        return f'<p class="il-card__legend">{labels}{escape(between.join(said))}</p>'

    def _timeline(self) -> str:
        recording = self._recording
        if not recording.trace.lanes:
            return ""
        card = re.sub(r"\W", "-", recording.snippet.removesuffix(".py"))
        return timeline(recording.trace, self._language, card, self._mark)

    def _mark(self, number: int) -> str:
        """A printed line's mark has the colour of its bar. That of a torn line is of several, and has none."""
        pieces = self._recording.lines[number].pieces
        if len(pieces) != 1 or pieces[0].lane is None:
            return ""
        return f' style="--il-lane:{self._columns.of[pieces[0].lane]}"'

    def _claims(self) -> str:
        items = "".join(map(self._claim, self._recording.claims))
        return f'<ul class="il-claims">{items}</ul>' if items else ""

    def _claim(self, claim: Claim) -> str:
        text = claim.zh if self._language == "zh" else claim.en
        mode = {"always": self._words.always, "sometimes": self._words.sometimes, "never": self._words.never}[
            claim.mode
        ]
        said = [*self._this_run(claim), *self._all_runs(claim)]
        aside = self._words.aside.format(said=self._words.joined.join(said)) if said else ""
        about = f'<span class="il-claim__runs">{escape(aside)}</span>' if aside else ""
        return (
            f'<li class="il-claim il-claim--{claim.mode}"><span class="il-claim__mode">{mode}</span> '
            f"<span>{escape(text)}{about}</span></li>"
        )

    def _this_run(self, claim: Claim) -> Iterator[str]:
        if claim.mode == "sometimes":
            yield self._words.seen if claim.seen else self._words.unseen

    def _all_runs(self, claim: Claim) -> Iterator[str]:
        """How often it was so, of how many runs: what always or never holds was checked in each."""
        tallies = self._tallies
        if tallies and tallies.runs:
            count = tallies.seen(claim.name) if claim.mode == "sometimes" else tallies.kept
            words = {"always": self._words.held, "sometimes": self._words.happened, "never": self._words.never_happened}
            yield words[claim.mode].format(count=f"{count:,}", runs=f"{tallies.runs:,}")

    def _soaked(self) -> str:
        tallies = self._tallies
        if not tallies or not tallies.runs:
            return ""
        said = self._words.shaken if tallies.shaken else self._words.soaked
        text = said.format(runs=f"{tallies.runs:,}", pythons=tallies.pythons)
        return f'<span class="il-card__soaked">{escape(text)}</span>'

    def _made(self) -> str:
        recording = self._recording
        facts = [
            recording.python + (f" {self._words.free_threaded}" if recording.free_threaded else ""),
            recording.platform,
            *([recording.start_method] if recording.start_method else []),
            self._words.seconds.format(seconds=f"{recording.seconds:.2f}"),
        ]
        return f'<p class="il-card__made">{self._words.made} {escape(" · ".join(facts))}{self._soaked()}</p>'


_HTML_LANGUAGE = {"zh": "zh-Hans", "en": "en"}


def _spoken(text: str) -> str:
    return f'<span class="il-sr">{escape(text)}</span>'


def _holes(lines: Sequence[Line]) -> Iterator[Hole]:
    for line in lines:
        for piece in line.pieces:
            yield from piece.holes


def _spans(recording: Recording) -> dict[int, tuple[int, int]]:
    """From which line to which one each lane has something to say, nested lanes included."""
    spans: dict[int, tuple[int, int]] = {}
    for number, line in enumerate(recording.lines):
        for piece in line.pieces:
            lane = piece.lane
            while lane is not None:
                first, _ = spans.get(lane, (number, number))
                spans[lane] = first, number
                lane = recording.lanes[lane].inside
    return spans
