"""One sheet with what the pages use shows them as the theme's and ours do."""

import pytest

PAGES = ["", "en/thread/gil/", "process/pool/", "en/how-outputs-are-proven/", "lab/threads-and-processes/", "glossary/"]
APART = ("main", "palette", "site", "card", "counts", "timeline", "lab", "quiz")  # as they would be linked

SCRIPTED = """
    const [near, still] = arguments;
    document.querySelector(near)?.scrollIntoView();
    return !document.querySelector(still);
"""
SEEN = """
    for (const details of document.querySelectorAll("details")) details.open = true;
    // The same elements each time, without those that a script moves.
    const moved = ".tabbed-control, .md-search";
    window.comparedElements ||= [...document.querySelectorAll("body, body *")].filter(one => !one.closest(moved));
    return window.comparedElements.map(element => {
        const {x, y, width, height} = element.getBoundingClientRect(), style = getComputedStyle(element);
        const shown = [x, y, width, height].map(Math.round), {color, backgroundColor, display} = style;
        return [element.tagName, element.className, ...shown, color, backgroundColor, display].join(" ");
    });
"""
LINK_APART = """
    const [sheets, done] = arguments, one = document.querySelector("link[href$='assets/style.css']");
    const root = one.href.replace("assets/style.css", ""), links = sheets.map(sheet => {
        const link = document.createElement("link");
        Object.assign(link, {rel: "stylesheet", href: root + sheet});
        one.before(link);
        return new Promise(loaded => link.onload = loaded);
    });
    Promise.all(links).then(() => { one.remove(); requestAnimationFrame(() => requestAnimationFrame(done)); });
"""


@pytest.fixture(scope="module")
def sheets(site):
    """The theme's sheets and ours, in the order in which the theme links them."""
    files = [*site.glob("assets/stylesheets/*.css"), *site.glob("assets/*.css")]
    by_name = {file.name.partition(".")[0]: file.relative_to(site).as_posix() for file in files}
    return [by_name[name] for name in APART]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_looks_different_without_the_rules_that_are_left_out(browser, sheets, page, width, scheme):
    browser.show(width, 900, scheme, motion="reduce")
    browser.open(page)
    browser.laid_out()
    browser.run("for (const details of document.querySelectorAll('details')) details.open = true")
    browser.wait(SCRIPTED, ".il-time", ".il-replay[hidden]")
    browser.wait(SCRIPTED, ".il-quiz", ".il-quiz:not(.il-quiz--live)")
    browser.wait("scrollTo(0, 0); return !document.querySelector('.md-header__title--active')")
    together = browser.run(SEEN)
    assert len(together) > 50
    browser.run_async(LINK_APART, sheets)
    apart = browser.run(SEEN)
    changed = [f"{one}\n{other}" for one, other in zip(together, apart, strict=True) if one != other]
    assert changed[:5] == []
