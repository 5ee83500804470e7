"""What a timeline says, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The words of a timeline in one language.

    `waits` are by the kinds of `interleave.trace.WAITS`: what stands in the picture, with a name and without;
    `kinds` is what the legend says of them, `waited` what the summary says, with a name and without.
    """

    title: str
    waits: dict[str, tuple[str, str]]
    kinds: dict[str, str]
    waited: dict[str, tuple[str, str]]
    running: str
    active: str
    idle: str
    call: str
    held: str
    held_and_waited: str
    printed: str
    line: str
    calls: str
    lived: str
    called: str
    ran: str
    held_for: str
    printed_lines: str
    comma: str
    between: str
    stop: str
    replay: str
    pause: str
    speed: str
    moment: str
    real_time: str
    slower: str
    milliseconds: str
    seconds: str


WORDS = {
    "zh": Words(
        title="时间线：谁在什么时候做什么",
        waits={
            "sleep": ("睡眠", "睡眠"),
            "lock": ("等 {name}", "等锁"),
            "join": ("等 {name} 结束", "等结束"),
            "queue": ("等队列 {name}", "等队列"),
            "io": ("等数据 {name}", "等数据"),
            "await": ("等 {name}", "等事件循环"),
        },
        kinds={
            "sleep": "睡眠",
            "lock": "等锁、条件、事件或屏障",
            "join": "等别人结束",
            "queue": "等队列",
            "io": "等数据",
            "await": "等事件循环叫醒",
        },
        waited={
            "sleep": ("睡眠 {time}", "睡眠 {time}"),
            "lock": ("等 {name} {time}", "等锁 {time}"),
            "join": ("等 {name} 结束 {time}", "等别人结束 {time}"),
            "queue": ("等队列 {name} {time}", "等队列 {time}"),
            "io": ("等数据 {name} {time}", "等数据 {time}"),
            "await": ("等 {name} {time}", "等事件循环 {time}"),
        },
        running="在处理器上运行",
        active="没有在等",
        idle="没在运行",
        call="程序的函数",
        held="拿着 {name}",
        held_and_waited="{name}：拿着，等着",
        printed="打印（输出的行号）",
        line="第 {line} 行",
        calls="{name}，{count} 次",
        lived="{name}（进程 {pid}），{start}到 {end}",
        called="执行 {names}",
        ran="在处理器上 {time}",
        held_for="拿着 {name} {time}",
        printed_lines="打印第 {lines} 行",
        comma="、",
        between="；",
        stop="。",
        replay="重放",
        pause="暂停",
        speed="速度",
        moment="重放到哪个时刻",
        real_time="原速",
        slower="慢 {times} 倍",
        milliseconds="{number} 毫秒",
        seconds="{number} 秒",
    ),
    "en": Words(
        title="Timeline: who did what when",
        waits={
            "sleep": ("sleeps", "sleeps"),
            "lock": ("waits for {name}", "waits for a lock"),
            "join": ("waits for {name} to end", "waits for an end"),
            "queue": ("waits for queue {name}", "waits for a queue"),
            "io": ("waits for data: {name}", "waits for data"),
            "await": ("awaits {name}", "awaits"),
        },
        kinds={
            "sleep": "sleeps",
            "lock": "waits for a lock, condition, event or barrier",
            "join": "waits for another to end",
            "queue": "waits for a queue",
            "io": "waits for data",
            "await": "waits for the event loop to wake it",
        },
        waited={
            "sleep": ("slept {time}", "slept {time}"),
            "lock": ("waited {time} for {name}", "waited {time} for a lock"),
            "join": ("waited {time} for {name} to end", "waited {time} for another to end"),
            "queue": ("waited {time} for the queue {name}", "waited {time} for a queue"),
            "io": ("waited {time} for data from {name}", "waited {time} for data"),
            "await": ("awaited {name} for {time}", "awaited for {time}"),
        },
        running="runs on a processor",
        active="does not wait",
        idle="does not run",
        call="a function of the program",
        held="holds {name}",
        held_and_waited="{name}: held, waited for",
        printed="prints (the output's line number)",
        line="line {line}",
        calls="{name}, {count} times",
        lived="{name} (process {pid}), {start} to {end}",
        called="ran {names}",
        ran="was on a processor for {time}",
        held_for="held {name} for {time}",
        printed_lines="printed line {lines}",
        comma=", ",
        between="; ",
        stop=".",
        replay="Replay",
        pause="Pause",
        speed="Speed",
        moment="Moment of the run",
        real_time="real time",
        slower="{times}× slower",
        milliseconds="{number} ms",
        seconds="{number} s",
    ),
}
