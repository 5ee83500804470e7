"""What a timeline says: each phrase in both languages."""

from __future__ import annotations

from interleave.card.words import Phrase

TITLE = Phrase("时间线：谁在什么时候做什么", "Timeline: who did what when")
MILLISECONDS = Phrase("{number} 毫秒", "{number} ms")
SECONDS = Phrase("{number} 秒", "{number} s")

# In the picture. Waits are by kind, with the name of what is waited for and without.
WAITS = {
    "sleep": (Phrase("睡眠", "sleeps"), Phrase("睡眠", "sleeps")),
    "lock": (Phrase("等 {name}", "waits for {name}"), Phrase("等锁", "waits for a lock")),
    "join": (Phrase("等 {name} 结束", "waits for {name} to end"), Phrase("等结束", "waits for an end")),
    "queue": (Phrase("等队列 {name}", "waits for queue {name}"), Phrase("等队列", "waits for a queue")),
    "io": (Phrase("等数据 {name}", "waits for data: {name}"), Phrase("等数据", "waits for data")),
    "await": (Phrase("等 {name}", "awaits {name}"), Phrase("等事件循环", "awaits")),
    "ready": (Phrase("等 {name}", "waits for {name}"), Phrase("等 GIL 或核心", "waits for the GIL or a core")),
}
HELD = Phrase("拿着 {name}", "holds {name}")
TIMES = Phrase("{name}，{count} 次", "{name}, {count} times")
LINE = Phrase("第 {line} 行", "line {line}")

# In the legend.
KINDS_OF_WAITS = {
    "sleep": Phrase("睡眠", "sleeps"),
    "lock": Phrase("等锁、条件、事件或屏障", "waits for a lock, condition, event or barrier"),
    "join": Phrase("等别人结束", "waits for another to end"),
    "queue": Phrase("等队列", "waits for a queue"),
    "io": Phrase("等数据", "waits for data"),
    "await": Phrase("等事件循环叫醒", "waits for the event loop to wake it"),
    "ready": Phrase("想运行，在等 GIL 或核心", "could run, and waits for the GIL or a core"),
}
RUNNING = Phrase("在处理器上运行", "runs on a processor")
RUNNING_PART = Phrase("深浅：这一刻有多少时间在运行", "shade: how much of the moment it runs")
TURN = Phrase("轮到它运行", "has its turn in the event loop")
NOT_MEASURED = Phrase(
    "处理器时间没有测量：细条只说它没有在等。",
    "When it ran on a processor was not measured: a slim bar says only that it does not wait.",
)
NOT_RUNNING = Phrase("没在运行", "does not run")
CALL = Phrase("程序的函数", "a function of the program")
HELD_AND_WAITED = Phrase("一把锁一种颜色：拿着它，等它", "a lock has a colour: held, waited for")
PRINTED = Phrase("打印（号码是输出的行号）", "prints (the number is the output line's)")

# In the summary. Waits are by kind, with the name of what was waited for and without.
LIVED = Phrase("{name}（进程 {pid}），{start}到 {end}", "{name} (process {pid}), {start} to {end}")
CALLED = Phrase("执行 {names}", "ran {names}")
RAN = Phrase("在处理器上 {time}", "was on a processor for {time}")
WAITED = {
    "sleep": (Phrase("睡眠 {time}", "slept {time}"), Phrase("睡眠 {time}", "slept {time}")),
    "lock": (
        Phrase("等 {name} {time}", "waited {time} for {name}"),
        Phrase("等锁 {time}", "waited {time} for a lock"),
    ),
    "join": (
        Phrase("等 {name} 结束 {time}", "waited {time} for {name} to end"),
        Phrase("等别人结束 {time}", "waited {time} for another to end"),
    ),
    "queue": (
        Phrase("等队列 {name} {time}", "waited {time} for the queue {name}"),
        Phrase("等队列 {time}", "waited {time} for a queue"),
    ),
    "io": (
        Phrase("等数据 {name} {time}", "waited {time} for data from {name}"),
        Phrase("等数据 {time}", "waited {time} for data"),
    ),
    "await": (
        Phrase("等 {name} {time}", "awaited {name} for {time}"),
        Phrase("等事件循环 {time}", "awaited for {time}"),
    ),
    "ready": (
        Phrase("等 {name} {time}", "waited {time} for {name}"),
        Phrase("等 GIL 或核心 {time}", "waited {time} for the GIL or a core"),
    ),
}
HELD_FOR = Phrase("拿着 {name} {time}", "held {name} for {time}")
PRINTED_LINES = Phrase("打印第 {lines} 行", "printed line {lines}")
COMMA = Phrase("、", ", ")
STOP = Phrase("。", ".")

# The controls of a replay.
REPLAY = Phrase("重放", "Replay")
PAUSE = Phrase("暂停", "Pause")
SPEED = Phrase("速度", "Speed")
MOMENT = Phrase("重放到哪个时刻", "Moment of the run")
REAL_TIME = Phrase("原速", "real time")
SLOWER = Phrase("慢 {times} 倍", "{times}× slower")
