"""What is taken from a page for the search."""

from __future__ import annotations

import json

from interleave.site import search

PAGE = """
<h1 id="race">Race &amp; lock<a class="headerlink" href="#race">&para;</a></h1>
<p>Two <code>threads</code> add.<br>Both read.</p>
<div class="highlight"><pre><span></span><code><span class="k">with</span> lock:
    n <span class="o">+=</span> 1</code></pre><button>copy</button></div>
<figure class="il-card il-card--timed"><ol><li><code>n is <span class="il-hole">214024<span
class="il-sr">(a number)</span></span></code></li><li><code>RuntimeError: of <span class="il-hole">7<span
class="il-sr">(a number)</span></span></code></li></ol>
<section class="il-time" data-search-exclude><svg><svg><title>40 ms</title></svg><text>an Error</text></svg></section>
<table><tr><td>seen 1,000 times</td></tr></table></figure>
<h2 id="quiz">Quiz</h2>
<section class="il-quiz"><p>Possible?</p><div class="il-quiz__screen" data-search-exclude><code>n is 9</code></div>
<div class="il-quiz__why"><p>Updates are lost.</p><p class="il-quiz__reason">Line 1 cannot be this.</p></div></section>
<p>After it.</p>
"""
GLOSSARY = """
<h1 id="glossary">术语表</h1>
<h2 id="trouble">会出错的地方</h2>
<dl><dt>锁（lock）</dt><dd>见<a href="../thread/race/#quiz">竞争</a>。</dd><dd>搜索词：互斥锁、mutex</dd>
<dt>洞（hole）</dt><dd>会变的地方。</dd></dl>
<p>完。</p>
"""


def test_prose_programs_and_errors_are_taken_and_nothing_else():
    race, quiz = search.entries(PAGE, "thread/race/")
    assert (race.location, race.title) == ("thread/race/", "Race & lock")
    assert race.text.split("\n") == ["Two threads add.", "Both read.", "with lock: n += 1", "RuntimeError: of 7"]
    assert (quiz.location, quiz.title) == ("thread/race/#quiz", "Quiz")
    assert quiz.text.split("\n") == ["Updates are lost.", "After it."]


def test_a_term_and_its_search_words_name_the_place_to_which_it_leads():
    search.take("test", "thread/race/", PAGE)
    search.take("test", "glossary/", GLOSSARY)
    docs = json.loads(search.index("test"))["docs"]
    assert [(each["location"], each["names"]) for each in docs] == [
        ("thread/race/", []),
        ("thread/race/#quiz", ["锁", "lock", "互斥锁", "mutex"]),
        ("glossary/", []),
        ("glossary/#trouble", []),
        ("glossary/#trouble", []),
        ("glossary/#trouble", ["洞", "hole"]),
    ]
    assert [each["text"] for each in docs if each["title"] == "会出错的地方"] == ["完。"]
    assert search.index("test") == json.dumps({"docs": docs}, ensure_ascii=False, separators=(",", ":"))


def test_a_page_that_is_built_again_is_in_the_index_once():
    search.take("again", "a/", "<h1 id='a'>A</h1><p>old</p>")
    search.take("again", "a/", '<h1 id="a">A</h1><p>new</p>')
    assert [each["text"] for each in json.loads(search.index("again"))["docs"]] == ["new"]
