"""What a card says: each phrase in both languages.

`interleave.card.timeline.words` has those of the timeline.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple


class Phrase(NamedTuple):
    """A text in both languages, with fields in braces as `str.format` has them."""

    zh: str
    en: str

    def of(self, language: str, **fields: object) -> str:
        """Give it in "zh" or "en", with the fields filled. Raises KeyError for a field without a value."""
        return (self.zh if language == "zh" else self.en).format(**fields)


HTML_LANGUAGE = Phrase("zh-Hans", "en")
BETWEEN_SENTENCES = Phrase("", " ")
ASIDE = Phrase("（{said}）", " ({said})")
JOINED = Phrase("；", "; ")

SINCE = Phrase("Python {version} 起", "Python {version} or later")
NEEDS = Phrase("需要安装 {packages}", "needs {packages}")
OUTPUT = Phrase("{program} 的输出", "Output of {program}")
HOLE = Phrase("{type}：每次运行都可能不同", "{type}: differs from run to run")
HOLE_AGAIN = Phrase(
    "{type}：每次运行都可能不同，但与另外 {others} 处总是相同",
    "{type}: differs from run to run, but is the same in {others} other {places}",
)
LANE = Phrase("第 {number} 路：", "Lane {number}: ")
NAMED_LANE = Phrase("{label}：", "{label}: ")
ANYWHERE = Phrase("顺序不定：", "In any order: ")
LINE_END_ONLY = Phrase("（这里只有换行）", "(only a line end here)")

# The legend of a page.
LEGEND = Phrase("图例", "Legend")
HOLES = Phrase("虚线上的文字，每次运行都可能不同。", "Text over a dotted line may differ in each run.")
LANES = Phrase(
    "每条竖线是一路：同一路之内顺序固定，各路之间怎样交错，每次运行都可能不同。",
    "Each bar is a lane: its own lines keep their order; how the lanes interleave differs from run to run.",
)
BLOCKS = Phrase(
    "每个方括号是一块：块内的行连在一起，哪一块在前，每次运行都可能不同。",
    "Each bracket is a block: its lines stay together; which block comes first differs from run to run.",
)
SINGLES = Phrase(
    "每个圆点是单独的一行：谁先谁后，每次运行都可能不同。",
    "Each dot is a line by itself: which comes first differs from run to run.",
)
TORN = Phrase(
    "撕裂的行：几路同时往一个终端上写，每段的颜色是它那一路的。",
    "A torn line: several lanes write to one terminal at once; each part has its lane's colour.",
)

# What unfolds.
TIMELINE = Phrase("时间线", "Timeline")
ORIGIN = Phrase("来源", "Origin")
COUNTS = Phrase("次数与来源", "Counts, origin")
ALL_CLAIMS = Phrase("全部论断与次数", "All claims, counts")

MODES = {
    "always": Phrase("每次运行", "every run"),
    "sometimes": Phrase("有时", "sometimes"),
    "never": Phrase("从不", "never"),
}
PROMISES = {
    "cpython": Phrase("今天的 CPython 是这样，文档没有保证", "so on today's CPython, not documented"),
    "system": Phrase("由操作系统保证，这里是 Linux", "by the operating system, here Linux"),
}
"""What a claim rests on, where that is neither the documentation nor the way the program is written."""
SEEN = Phrase("这次就是", "this run did")
UNSEEN = Phrase("这次不是", "this run did not")
HELD = {
    "always": Phrase("{runs} 次运行中 {count} 次成立", "held in {count} of {runs} runs"),
    "sometimes": Phrase("{runs} 次运行中 {count} 次发生", "seen in {count} of {runs} runs"),
    "never": Phrase("{runs} 次运行中 {count} 次没有发生", "did not happen in {count} of {runs} runs"),
}

MADE = Phrase("录制于", "Recorded on")
SECONDS = Phrase("{seconds} 秒", "{seconds} s")
FREE_THREADED = Phrase("自由线程", "free-threaded")
RUNS_SOME_SHAKEN = Phrase(
    "{runs} 次运行，其中 {shaken} 次打乱调度：{pythons}", "{runs} runs on {pythons}, {shaken} of them shaken"
)
RUNS_ALL_SHAKEN = Phrase("打乱调度的 {runs} 次运行：{pythons}", "{runs} runs on {pythons}, shaken")

WAITS = Phrase(
    "这张卡片在等运行：{program} 或它的契约改过以后，还没有录制。",
    "This card waits for its runs: {program} has not been recorded since it or its contract changed.",
)
COUNTS_WAIT = Phrase(
    "次数在等运行：还没有在每个 Python 版本上数过。",
    "The counts wait for their runs: not every version of Python has been counted yet.",
)

# The table of outcomes.
CAPTION = Phrase("观察到的结果：{runs}，{how}。", "Observed outcomes: {runs}, {how}.")
RUNS_IN_EACH_ROW = Phrase("每行 {runs} 次运行", "{runs} runs in each row")
RUNS_IN_ROWS = Phrase("每行 {fewest} 到 {most} 次运行", "{fewest} to {most} runs in each row")
UNDISTURBED = Phrase("没有打乱调度", "undisturbed")
SHAKEN = Phrase("打乱调度", "shaken")
START_METHOD = Phrase("启动方式", "Start method")
OF_RUNS = Phrase("，共 {runs} 次", " of {runs}")
EXPECTED = {**MODES, "sometimes": Phrase("可能", "possible")}
RECORDED_RUN = Phrase("录制的这次", "the recorded run")

UNENDED = Phrase("最后一行后面没有换行", "no line end after the last line")
HANGS = Phrase("程序没有结束，{seconds} 秒后被终止", "the program did not end; it was stopped after {seconds} s")
HANGS_AT = Phrase("{hangs}。当时停在：", "{hangs}. This is where it stood:")
NEVER_ENDS = Phrase("然后不再前进，也不结束", "and then it neither goes on nor ends")
_EXIT = Phrase("退出状态 {exit}", "exit status {exit}")
_KILLED = Phrase("被信号 {signal} 终止", "ended by signal {signal}")


def exit_status(status: int, language: str) -> str:
    """Say with what exit status a program ended; a negative one is that of a signal."""
    return _KILLED.of(language, signal=-status) if status < 0 else _EXIT.of(language, exit=status)


def spoken(text: str) -> str:
    """Make an HTML element of text that screen readers read and that is not shown."""
    return f'<span class="il-sr">{escape(text)}</span>'
