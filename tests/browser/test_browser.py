"""The site as a reader meets it: in a browser, on a desk and on a phone, light and dark."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from interleave.book import LANGUAGES, Book
from interleave.site.fences import fences, read_card

BOOK = Book(Path(__file__).parents[2])
ADDRESSES = [
    ("" if language == "zh" else "en/") + ("" if stem == "index" else f"{stem}/")
    for language in ("zh", "en")
    for stem in (page.rpartition(".")[0] for page in BOOK.pages(language))
]
TIMED = sum(  # cards whose timeline is open at first
    fence.language == "card" and read_card(fence.text)[-1] == "timeline"
    for language in LANGUAGES
    for page in BOOK.pages(language)
    if page.endswith(".md")
    for fence in fences(BOOK.page(language, page).read_text("utf-8"))
)
CARD = "process/pool/"
QUIZ = "process/process/"


@pytest.fixture(autouse=True)
def shown(browser, served):
    """Begin on a desk; whatever a test does, no page fails or asks another host."""
    browser.show(1280)
    browser.chrome("Storage.clearDataForOrigin", origin=served, storageTypes="all")
    browser.requests()
    browser.errors()
    yield
    asked = [url for url in browser.requests() if re.match("https?:|wss?:", url)]
    assert asked
    assert [url for url in asked if not url.startswith(served)] == []
    assert browser.errors() == []


WIDTHS = (320, 360, 390, 768, 1280)
WIDE = """
const [address, widths, done] = arguments;
const frame = document.createElement("iframe");
frame.style.cssText = "border: 0; height: 900px; width: 1280px";
const unfold = () => frame.contentDocument.querySelectorAll("details").forEach(each => { each.open = true; });
frame.onload = () => done(unfold() || widths.map(width => {
    frame.style.width = `${width}px`;
    return [frame.contentWindow.innerWidth, frame.contentDocument.documentElement.scrollWidth];
}));
frame.src = address;
document.body.replaceChildren(frame);
"""


def test_no_page_is_wider_than_the_screen(browser, served):
    """With all unfolded. Each is loaded once, into a frame, which has a screen's width sooner than a window."""
    browser.open("404.html")
    for address in ADDRESSES:
        found = browser.run_async(WIDE, served + address, WIDTHS)
        assert [width for width, _ in found] == list(WIDTHS)
        assert [wide for width, wide in found if wide > width] == [], address
    assert browser.run("return document.querySelector('iframe').contentDocument.querySelectorAll('.md-nav').length")


@pytest.mark.parametrize(("address", "anchor"), [(CARD, "#wrong"), ("", ""), ("lab/threads-and-processes/", "#lab")])
def test_language_switch_stays_at_the_place_on_the_page(browser, served, address, anchor):
    browser.open(address + anchor)
    browser.run("document.querySelector('.md-select__link[hreflang=en]').click()")
    browser.wait("return location.href == arguments[0]", f"{served}en/{address}{anchor}")
    assert browser.run("return document.documentElement.lang") == "en"
    browser.run("document.querySelector('.md-select__link[hreflang=zh]').click()")
    browser.wait("return location.href == arguments[0]", f"{served}{address}{anchor}")


def test_scheme_follows_the_reader_and_can_be_changed(browser):
    scheme = "return document.body.dataset.mdColorScheme"
    browser.show(1280, scheme="dark")
    browser.open(CARD)
    browser.wait(f"{scheme} == 'slate'")
    browser.run("document.querySelector('form[data-md-component=palette] label:not([hidden])').click()")
    browser.wait(f"{scheme} == 'default'")
    browser.open(f"en/{CARD}")  # the choice holds in the other language, too
    browser.wait(f"{scheme} == 'default'")


def test_code_can_be_copied(browser):
    browser.open(CARD)
    browser.wait("return document.querySelector('.highlight .md-clipboard, .highlight [data-md-type=copy]')")


COPIED = """
(async () => {
    const button = document.querySelectorAll(".highlight [data-md-type=copy]")[1];
    button.click();
    return [await navigator.clipboard.readText(), button.closest("pre").querySelector("code").innerText];
})()
"""


@pytest.mark.parametrize("room", ["", "en/"])
def test_code_of_a_lab_can_be_copied_and_scrolled(browser, room):
    browser.chrome("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.show(390)
    browser.open(f"{room}lab/threads-and-processes/")
    browser.wait(
        "return document.querySelectorAll('.highlight > pre').length == document.querySelectorAll("
        "'.highlight [data-md-type=copy]').length"
    )
    answer = browser.chrome(
        "Runtime.evaluate", expression=COPIED, userGesture=True, awaitPromise=True, returnByValue=True
    )
    copied, shown = answer["result"]["value"]
    assert copied == shown.rstrip() != ""
    wide = "[...document.querySelectorAll('.highlight code')].filter(code => code.scrollWidth > code.clientWidth)"
    assert browser.run(f"return {wide}.map(code => code.tabIndex)") == browser.run(f"return {wide}.map(() => 0)") != []


COPIES = """
(async () => {
    const copied = {};
    for (const program of document.querySelectorAll("[data-copy]")) {
        program.querySelector("[data-md-type=copy]").click();
        let text, tries = 0;
        do {
            await new Promise(later => setTimeout(later, 10 * tries));
            text = await navigator.clipboard.readText();
        } while (text !== program.dataset.copy && ++tries < 20);
        copied[program.querySelector(".filename").textContent] = text;
    }
    return copied;
})()
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_copying_a_program_gives_the_file(browser, language):
    browser.chrome("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    as_a_reader = {"userGesture": True, "awaitPromise": True, "returnByValue": True}
    copied = {}
    for address in ADDRESSES:
        if address.startswith("en/") == (language == "en"):
            browser.open(address)
            browser.wait("return !document.querySelector('[data-copy] pre:not(:has([data-md-type=copy]))')")
            copied |= browser.chrome("Runtime.evaluate", expression=COPIES, **as_a_reader)["result"]["value"]
    contracts = copied.keys() - BOOK.snippets()
    assert copied == {name: BOOK.source(name) for name in (*BOOK.snippets(), *contracts)}


TIPS = """
const outside = [], shown = [];
for (const hole of document.querySelectorAll(".il-hole")) {
    hole.focus();
    const style = getComputedStyle(hole, "::after");
    const line = hole.closest(".il-line").getBoundingClientRect();
    shown.push(style.content);
    const width = parseFloat(style.width), left = parseFloat(style.left), right = parseFloat(style.right);
    if (style.position !== "absolute" || width > line.width + 1 || left < -1 || right < -1) {
        outside.push([hole.textContent, style.position, style.width, line.width, style.left, style.right]);
    }
    for (let up = hole; up !== document.body; up = up.parentElement) {
        if (up.closest(".il-card") && getComputedStyle(up).overflow !== "visible") outside.push(up.className);
    }
}
return {shown, outside, wide: document.documentElement.scrollWidth};
"""


@pytest.mark.parametrize("room", ["", "en/"])
def test_holes_tell_what_they_are(browser, room):
    browser.open(room + CARD)
    for width in (1280, 360):
        browser.show(width)
        tips = browser.run(TIPS)
        assert len(tips["shown"]) > 5
        assert all(len(tip) > 8 for tip in tips["shown"])
        assert tips["outside"] == []
        assert tips["wide"] <= width


CONTRAST = """
const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
const rgb = colour => {
    context.clearRect(0, 0, 1, 1); context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => {
        value /= 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
};
const light = colour => { const [r, g, b] = rgb(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
};
const style = getComputedStyle(document.querySelector(".il-card"));
const value = name => style.getPropertyValue(name).trim();
const page = getComputedStyle(document.body).getPropertyValue("--md-default-bg-color").trim();
const found = {};
for (const name of ["text", "soft", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "always", "sometimes", "never"]) {
    for (const ground of [value("--il-screen"), page]) {
        found[`${name} on ${ground}`] = ratio(value(`--il-${name}`), ground);
    }
}
found.tip = ratio(value("--il-tip"), value("--il-tip-text"));
return found;
"""


def test_colours_can_be_told_from_each_other_and_from_their_ground(browser):
    browser.open(CARD)
    for scheme, named in (("light", "default"), ("dark", "slate")):
        browser.show(1280, scheme=scheme)
        browser.wait("return document.body.dataset.mdColorScheme == arguments[0]", named)
        faint = {name: ratio for name, ratio in browser.run(CONTRAST).items() if ratio < 4.5}
        assert faint == {}, scheme
        bars = browser.run(
            "return [...document.querySelector('.il-card').querySelectorAll('.il-line[style]')].map(line =>"
            " [getComputedStyle(line, '::after').left, getComputedStyle(line, '::after').backgroundColor])"
        )
        assert len({place for place, _ in bars}) == len({colour for _, colour in bars}) > 3


def test_cards_need_no_script(browser):
    """The lines are there, and what is folded unfolds with the keyboard."""
    browser.show(390)
    browser.scripts(on=False)
    try:
        browser.open(CARD)

        def value(expression):
            evaluated = browser.chrome("Runtime.evaluate", expression=expression, returnByValue=True)
            return evaluated["result"].get("value")

        lines = "[...document.querySelectorAll('.il-line')]"
        assert value(f"{lines}.filter(line => line.offsetHeight > 8).length") == value(f"{lines}.length") > 10
        table = "document.querySelector('.il-counts').checkVisibility()"
        assert value(table) is False
        value("document.querySelector('.il-fold:has(.il-counts) > summary').focus()")
        browser.press("Enter")
        assert value(table) is True
    finally:
        browser.scripts(on=True)


QUIET = """
const isRendered = element => element.checkVisibility() && element.getClientRects().length;
const height = element => element ? element.getBoundingClientRect().height : 0;
return {
    legends: document.querySelectorAll(".il-legend").length,
    cards: [...document.querySelectorAll(".il-card")].map(card => {
        const terminal = height(card.querySelector("figcaption")) + height(card.querySelector(".il-card__screen"));
        return {
            name: card.querySelector("figcaption").innerText,
            claims: [...card.querySelectorAll(".il-claim")].filter(each => each.checkVisibility()).length,
            share: terminal / height(card),
            nodes: [...card.querySelectorAll("*")].filter(isRendered).length + 1,
            timed: card.querySelectorAll(".il-fold--time[open]").length,
        };
    }),
};
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_is_quiet_at_first(browser, width):
    """It has few nodes, and on a phone most of it is output: there a timeline opens only when it is asked."""
    browser.show(width)
    cards = []
    for address in ADDRESSES:
        browser.open(address)
        browser.laid_out()
        found = browser.run(QUIET)
        assert found["legends"] <= 1, address
        for card in found["cards"]:
            assert card["claims"], (address, card)
            assert card["nodes"] <= 150, (address, card)
            assert card["share"] >= 0.5 or width > 390, (address, card)
        cards += found["cards"]
    assert len(cards) > 90
    assert TIMED > 10
    assert sum(card["timed"] for card in cards) == (0 if width == 390 else TIMED)


def test_on_a_phone_a_timeline_opens_when_it_is_asked(browser):
    browser.show(390)
    browser.open(CARD)
    fold = "const fold = document.querySelector('.il-fold--time');"
    assert browser.run(f"{fold} return fold.open") is False
    browser.run(f"{fold} fold.querySelector('summary').focus()")
    browser.press("Enter")
    assert browser.run(f"{fold} return fold.open && fold.querySelector('.il-time').checkVisibility()")


def test_the_legend_has_the_colours_of_the_timelines(browser):
    browser.open(CARD)
    browser.run("document.querySelectorAll('.il-fold').forEach(fold => { fold.open = true })")
    hatches = browser.run(
        "return ['.il-time', '.il-legend'].map(where => document.querySelector(`${where} .il-wait--sleep`))"
        ".map(wait => getComputedStyle(wait, '::after').background)"
    )
    assert hatches[0] == hatches[1]
    assert "radial-gradient" in hatches[0]


@pytest.mark.parametrize("room", ["", "en/"])
def test_screen_readers_say_what_a_hole_is_without_being_asked(browser, room):
    browser.open(room + CARD)
    tips = set(browser.run("return [...document.querySelectorAll('.il-hole')].map(hole => hole.dataset.tip)"))
    said = {
        node["name"]["value"].strip()
        for node in browser.chrome("Accessibility.getFullAXTree")["nodes"]
        if "name" in node and node["role"]["value"] == "StaticText"
    }
    assert len(tips) > 2
    assert {f"({tip})" for tip in tips} <= said


def test_a_traceback_keeps_its_lines_and_scrolls_with_the_keyboard(browser):
    for width in (390, 320):
        browser.show(width)
        browser.open("choosing/process-or-thread/")
        screen = "const screen = document.querySelector('.il-card__screen--scrolls');"
        lines = browser.run(f"{screen} return [...screen.querySelectorAll('.il-line')].map(line => line.offsetHeight)")
        assert len(set(lines)) == 1
        browser.run(f"{screen} screen.focus()")
        browser.press("ArrowRight")
        browser.wait(f"{screen} return screen.scrollLeft > 0")


CHOOSE = """
const option = document.querySelectorAll(".il-quiz__option")[arguments[0]];
const button = option.querySelector(`button[value=${arguments[1]}]`);
button.focus();
button.click();
return {
    result: option.dataset.result,
    said: option.querySelector(".il-quiz__result").textContent,
    why: option.querySelector(".il-quiz__why").checkVisibility(),
    mark: getComputedStyle(option.querySelector(".il-quiz__line--stuck") || option, "::before").content,
    pressed: [...option.querySelectorAll("button")].map(each => each.getAttribute("aria-pressed")),
    focused: document.activeElement === button,
    status: option.closest(".il-quiz").querySelector("[role=status]").innerText,
};
"""


def test_a_quiz_asks_before_it_answers(browser):
    browser.open(QUIZ)
    browser.wait(
        "return document.querySelectorAll('.il-quiz--live').length == document.querySelectorAll('.il-quiz').length"
    )
    shown = "return [...document.querySelectorAll('.il-quiz__why')].filter(each => each.checkVisibility()).length"
    assert browser.run(shown) == 0
    first = browser.run(CHOOSE, 0, "impossible")
    assert (first["result"], first["said"], first["why"]) == ("wrong", "答错了。", True)
    assert first["pressed"] == ["false", "true"]
    assert first["focused"]
    assert first["status"].startswith("答错了。 可能。子进程的进程号")
    assert first["status"].endswith("已答 1 个，答对 0 个。")
    second = browser.run(CHOOSE, 1, "impossible")
    assert (second["result"], second["said"], second["mark"]) == ("right", "答对了。", '"✗"')
    assert second["status"].endswith("已答 2 个，答对 1 个。")
    assert browser.run(CHOOSE, 0, "possible")["result"] == "wrong", "the first answer counts"
    assert browser.run(shown) == 2


def test_a_quiz_is_answered_with_the_keyboard(browser):
    browser.open(f"en/{QUIZ}")
    browser.wait("return document.querySelector('.il-quiz__choice button')")
    browser.run("document.querySelector('.il-quiz__choice button').focus()")
    for kind in ("rawKeyDown", "char", "keyUp"):
        browser.chrome("Input.dispatchKeyEvent", type=kind, key=" ", code="Space", text=" ", windowsVirtualKeyCode=32)
    browser.wait("return document.querySelector('.il-quiz__option').dataset.result == 'right'")
    assert (
        browser.run("return document.querySelector('.il-quiz [role=status]').lastChild.textContent") == "1 of 1 right."
    )


def test_a_quiz_needs_no_script(browser):
    browser.show(390)
    browser.scripts(on=False)
    try:
        browser.open(QUIZ)

        def value(expression):
            evaluated = browser.chrome("Runtime.evaluate", expression=expression, returnByValue=True)
            return evaluated["result"].get("value")

        all_ = "[...document.querySelectorAll('.il-quiz__why')]"
        assert value(f"{all_}.filter(each => each.checkVisibility()).length") == 0
        assert value("[...document.querySelectorAll('.il-quiz summary')].every(each => each.offsetHeight > 8)")
        value("document.querySelectorAll('.il-quiz summary').forEach(each => each.click())")
        assert value(f"{all_}.every(each => each.checkVisibility()) && {all_}.length") > 5
    finally:
        browser.scripts(on=True)


TABLE = """
const region = document.querySelector(".il-counts"), table = region.querySelector("table");
const outcomes = table.querySelectorAll(".il-counts__outcome").length;
const rows = [...table.querySelectorAll("tbody tr")];
const share = cell => {
    const bar = cell.querySelector(".il-seen__bar");
    const drawn = getComputedStyle(bar, "::after");
    return [drawn.content === "none" ? 0 : parseFloat(drawn.width), bar.getBoundingClientRect().width];
};
return {
    outcomes,
    inside: region.scrollWidth <= region.clientWidth || getComputedStyle(region).overflowX === "auto",
    cut: [...table.querySelectorAll("th, td")].filter(cell => cell.scrollWidth > cell.clientWidth + 1).length,
    rows: rows.map(row => [...row.querySelectorAll("td")].map(cell =>
        [...share(cell), parseFloat(cell.style.getPropertyValue("--il-share")) / 100])),
};
"""


@pytest.mark.parametrize("room", ["", "en/"])
@pytest.mark.parametrize("address", ["thread/race/", CARD])
def test_bars_are_as_long_as_the_shares_that_they_show(browser, room, address):
    browser.open(room + address)
    browser.run("document.querySelectorAll('.il-fold').forEach(fold => { fold.open = true })")
    for width in (1280, 360):
        browser.show(width)
        table = browser.run(TABLE)
        assert table["inside"]
        assert table["cut"] == 0
        assert len(table["rows"]) >= 5
        for row in table["rows"]:
            assert len(row) == table["outcomes"]
            assert sum(share for _, _, share in row) == pytest.approx(1, abs=0.01)
            for drawn, width_of_all, share in row:
                assert drawn == pytest.approx(share * width_of_all, abs=2)  # pixels: what is there is seen
                assert (drawn > 0) == (share > 0)


AXE = importlib.util.find_spec("axe_playwright_python")
ASK_AXE = """
const done = arguments[0];
for (const folded of document.querySelectorAll("details")) folded.open = true;
const asked = {preload: false, resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
axe.run(document, asked).then(({violations}) => done(
    violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 150)}`))));
"""


def chapter_of(address: str) -> str:
    """The chapter of a page in either language, or the page itself."""
    return address.removeprefix("en/").partition("/")[0]


@pytest.mark.skipif(not AXE, reason="needs axe: pip install --no-deps axe-playwright-python")
@pytest.mark.parametrize("chapter", sorted({*map(chapter_of, ADDRESSES)}))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_keeps_readers_out(browser, language, chapter):
    """As axe sees it, with all unfolded. The languages' pages are alike: each is seen in half of the ways."""
    axe = Path(AXE.submodule_search_locations[0], "axe.min.js").read_text("utf-8")
    ways = [(390, "light"), (1280, "dark")] if language == "zh" else [(390, "dark"), (1280, "light")]
    wrong = {}
    in_language = [each for each in ADDRESSES if each.startswith("en/") == (language == "en")]
    for address in [each for each in in_language if chapter_of(each) == chapter]:
        for width, scheme in ways:
            browser.show(width, scheme=scheme)
            browser.open(address)
            browser.wait("return !document.querySelector('.highlight > pre:not(:has(nav))')")
            browser.laid_out()
            browser.run(f"{axe}; window.axe = axe")
            if found := browser.run_async(ASK_AXE):
                wrong[address, width, scheme] = found
    assert wrong == {}
