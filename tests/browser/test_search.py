"""Search as a reader uses it: words typed into the field, and what comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from interleave.book import Book
from tests.browser.conftest import Quiet
from tests.browser.queries import FEW, queries

BOOK = Book(Path(__file__).parents[2])
BATCH = 25  # queries
ROOMS = {"zh": "", "en": "en/"}

# Types each query and gives the pages that come first; of a page, only its address below the language's root.
TYPE = """
const [queries, root, done] = arguments;
const field = document.querySelector(".md-search__input");
const said = document.querySelector(".md-search-result__meta");
const type = async query => {
    const before = said.textContent;
    field.value = query;
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    while (said.textContent === before) await new Promise(next => setTimeout(next));
};
(async () => {
    document.querySelector("#__search").checked = true;
    field.focus();
    while (!said.textContent.trim()) await new Promise(next => setTimeout(next));
    const found = [];
    for (const query of queries) {
        await type(query);
        const links = [...document.querySelectorAll(".md-search-result__item > a:first-child")];
        found.push(links.map(link => link.href.replace(root, "").split("#")[0]));
        await type("");
    }
    done(found);
})();
"""

# What learners type, whole and begun, and the page about it.
LEADS = {
    "zh": {
        "thread/thread/": ["线程", "线", "多线程", "多线", "子线程", "主线程", "thread", "threading"],
        "process/process/": ["子进程", "进程", "多进程", "父进程", "fork", "multiprocessing", "multiproc"],
        "process/identity/": ["进程"],
        "process/pool/": ["进程池", "pool"],
        "thread/race/": [
            "锁",
            "互斥锁",
            "加锁",
            "竞态",
            "竞争",
            "线程安全",
            "同步",
            "线程怎么加锁",
            "lock",
            "race",
        ],
        "thread/deadlock/": ["死锁", "死", "卡死", "为什么死锁", "程序卡住了", "deadlock"],
        "thread/condition/": ["条件变量", "条件"],
        "thread/queue/": ["队列", "生产者消费者", "进程间通信", "queue"],
        "thread/executor/": ["线程池", "cannot schedule new futures after shutdown"],
        "thread/coordination/": ["信号量", "事件", "屏障", "定时器"],
        "thread/lock/": ["可重入锁", "RLock"],
        "thread/stopping/": ["停止线程", "守护线程", "Ctrl-C"],
        "thread/atomic/": ["原子操作", "原子性"],
        "start/output-differs/": ["can't pickle"],
        "thread/gil/": ["GIL", "全局解释器锁", "解释器锁", "多线程变慢", "自由线程", "free-threaded"],
        "thread/sharing/": ["共享变量", "共享内存", "全局变量"],
        "local/thread-local/": ["ThreadLocal", "线程局部变量", "threading.local"],
        "coroutine/coroutine/": ["协程", "协", "异步", "事件循环", "asyncio", "await", "was never awaited"],
        "coroutine/blocking/": ["阻塞", "to_thread"],
        "coroutine/event-loop/": ["事件循环"],
        "coroutine/cancellation/": ["取消任务", "CancelledError", "异步超时"],
        "coroutine/faults/": ["Event loop is closed", "pstree"],
        "local/contextvars/": ["上下文变量", "contextvars"],
        "distributed/queues/": ["分布式", "队列", "pickle", "can't pickle", "进程间通信"],
        "process/turns/": ["并行", "多任务", "多任务是什么"],
        "lab/threads-and-processes/": ["CPU 密集型", "变慢"],
    },
    "en": {
        "thread/thread/": ["thread", "threads", "thre", "threading", "multithreading", "daemon thread"],
        "process/process/": ["process", "processes", "forkserver", "spawn", "multiprocessing", "multiproc", "zombie"],
        "process/pool/": ["pool", "pools", "worker"],
        "thread/race/": ["lock", "locks", "locking", "race", "races", "mutex", "thread-safe"],
        "thread/deadlock/": ["deadlock", "deadlocks", "deadl", "hang", "hangs", "freeze", "stuck"],
        "thread/condition/": ["condition", "conditions"],
        "thread/queue/": ["queue", "producer consumer", "sentinel", "backpressure"],
        "thread/executor/": ["thread pool", "ThreadPoolExecutor", "cannot schedule new futures after shutdown"],
        "thread/coordination/": ["semaphore", "barrier", "timer"],
        "thread/lock/": ["RLock", "reentrant lock"],
        "thread/stopping/": ["stop a thread", "daemon thread", "Ctrl-C"],
        "thread/atomic/": ["atomic"],
        "start/output-differs/": ["can't pickle"],
        "thread/gil/": ["GIL", "global interpreter lock", "nogil", "free threading"],
        "thread/sharing/": ["shared memory", "shared variable", "share"],
        "local/thread-local/": ["ThreadLocal", "thread local", "threading.local"],
        "coroutine/coroutine/": ["coroutine", "coroutines", "corou", "asyncio", "await", "event loop"],
        "coroutine/blocking/": ["blocking", "to_thread", "run_coroutine_threadsafe"],
        "coroutine/event-loop/": ["event loop"],
        "coroutine/cancellation/": ["cancel a task", "CancelledError", "shield"],
        "coroutine/faults/": ["Event loop is closed", "pstree"],
        "local/contextvars/": ["context variable", "contextvars", "ContextVar"],
        "distributed/queues/": ["queues", "pickle", "pickled", "can't pickle", "inter-process communication"],
        "process/turns/": ["parallel", "multitasking"],
        "lab/threads-and-processes/": ["cpu bound", "I/O bound", "slow", "speed up"],
    },
}
PASTED = {  # messages that are not on the pages as they were pasted
    "RuntimeError: cannot schedule new futures after shutdown": "thread/executor/",
    "RuntimeWarning: coroutine 'fetch' was never awaited": "start/output-differs/",
    "TypeError: cannot pickle '_thread.lock' object": "start/output-differs/",
    "RuntimeError: dictionary changed size during iteration": "thread/check-then-act/",
    "OSError: [Errno 98] Address already in use": "distributed/queues/",
}


def typed(browser, served, language, texts):
    """Give of each text the addresses of the pages that are found, the best first."""
    browser.open(f"{ROOMS[language]}glossary/")
    browser.chrome("Page.bringToFront")
    texts = list(dict.fromkeys(texts))
    found = []
    for start in range(0, len(texts), BATCH):  # each within the time that a script may take
        found += browser.run_async(TYPE, texts[start : start + BATCH], served + ROOMS[language])
    return dict(zip(texts, found, strict=True))


@pytest.mark.parametrize("language", ROOMS)
def test_every_word_of_the_pages_finds_its_page(browser, served, language):
    """Where few pages are about it, each of them comes among the first; where many are, one of them does."""
    asked = queries(BOOK, language)
    assert {query.kind for query in asked} == {"heading", "term", "search word", "name", "error"}
    found = typed(browser, served, language, [query.text for query in asked])
    missed = [
        f"{query.kind} {query.text!r}: {sorted(query.pages)}, but {found[query.text][:FEW]}"
        for query in asked
        if query.misses(found[query.text])
    ]
    assert not missed, "\n".join([f"{len(missed)} of {len(asked)} queries:", *missed])


@pytest.mark.parametrize("language", ROOMS)
def test_what_learners_type_leads_to_the_page_about_it(browser, served, language):
    leads = [(text, page) for page, texts in LEADS[language].items() for text in texts] + list(PASTED.items())
    found = typed(browser, served, language, [text for text, _ in leads])
    assert [f"{text!r}: {page}, but {found[text][:FEW]}" for text, page in leads if page not in found[text][:FEW]] == []


def test_index_is_read_with_the_first_query_and_not_on_a_visit(browser, served):
    def indexes():
        late = ("search_index", "finding.js", "workers/search")
        return sorted(path for path in Quiet.asked if any(each in path for each in late))

    browser.chrome("Network.clearBrowserCache")
    Quiet.asked.clear()
    browser.open("en/thread/race/")
    browser.wait("return document.querySelector('.md-search-result__meta').textContent.trim()")
    assert any(path.startswith("/assets/search.js") for path in Quiet.asked)
    assert indexes() == []
    typed(browser, served, "en", ["lock", "race"])
    assert indexes() == ["/assets/finding.js", "/en/search/search_index.json"]


@pytest.mark.parametrize(("language", "query", "word"), [("zh", "主线程 join()", "主线程"), ("en", "locked", "lock")])
def test_results_show_the_words_in_their_sentences(browser, served, language, query, word):
    browser.show(390)
    browser.open(f"{ROOMS[language]}glossary/?q={query}")
    shown = browser.wait("return document.querySelector('.md-search-result__list')?.innerText")
    marks = browser.run(
        "return [...document.querySelectorAll('.md-search-result__list mark')].map(each => each.textContent)"
    )
    assert word in {mark.lower() for mark in marks}
    assert not set("\u200b\u200c\u2060\ufeff¶") & set(shown)
    pieces = browser.run(
        "return [...document.querySelectorAll('.md-search-result__list p')].map(each => each.textContent)"
    )
    assert all(len(piece) < 300 for piece in pieces)
    # Once the overlay has come to rest.
    browser.wait("return document.querySelector('.md-search-result__list').clientWidth <= 390")
    wide = "const list = document.querySelector('.md-search-result__list'); return [list.scrollWidth, list.clientWidth]"
    scrolls, seen = browser.run(wide)
    assert scrolls <= seen
