"""Pages of every kind for every reader: axe, keyboard, zoom, spacing, motion, and no scripts."""

import re
from itertools import product

import pytest

from tests.states import CUT, KINDS, STATES, violations

PAGES = {
    **KINDS,
    "talk with additions": "talks/tools-plenary-day-2/",
    "talk without notes": "talks/espaloma-sake/",
}
TABS = 60  # the largest pages have many hundred links of one kind; these stand for the rest

# What Tab reaches, in order, and whether one sees where it is.
WATCH_FOCUS = """
() => {
  const ring = (style) =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  window.stops = [];
  addEventListener("focusin", ({ target: one }) => {
    const box = one.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const ringed = [one, ...(one.labels ?? [])].some((part) => ring(getComputedStyle(part)));
    window.stops.push({ one, ringed, inside });
  });
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })).length;
}
"""
FOCUSED = """
() => ({
  reached: new Set(stops.map(({ one }) => one)).size,
  wrong: stops.filter((stop, at) => !stop.ringed || !stop.inside ||
      stops.findIndex(({ one }) => one === stop.one) < at)
    .map((stop) => stop.one.outerHTML.slice(0, 120)),
})
"""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
MOVING = """
() => [...document.querySelectorAll("*")]
  .filter((one) => {
    const style = getComputedStyle(one);
    const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
    return long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))
      || style.scrollBehavior === "smooth";
  })
  .map((one) => one.outerHTML.slice(0, 80))
"""
# Entries of a long list and sections of a long page are alike, and axe takes a minute for hundreds.
SHORTEN = """
() => {
  for (const list of document.querySelectorAll("body :is(dl, ol, ul)"))
    for (const entry of [...list.children].slice(8)) entry.remove();
  for (const section of [...document.querySelectorAll("main section section")].slice(8))
    section.remove();
}
"""
WIDTH = "document.documentElement.scrollWidth"


def is_inside(part, outer: dict[str, float]) -> bool:
    box, left, top = part.bounding_box(), outer.get("x", 0), outer.get("y", 0)
    return (
        left <= box["x"] <= box["x"] + box["width"] <= left + outer["width"]
        and top <= box["y"] <= box["y"] + box["height"] <= top + outer["height"]
    )


@pytest.fixture
def open_kind(open_page):
    def open_(kind: str, *arguments, **options):
        page = open_page(PAGES[kind], *arguments, **options)
        if kind in {"search", "not found"}:
            page.locator(".search-summary").wait_for()
        return page

    return open_


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(open_kind, kind):
    """On a page of each kind; `nox -s audit` looks at every page in every state."""
    page = open_kind(kind, color_scheme="dark")
    page.evaluate(SHORTEN)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    assert violations(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_tab_reaches_everything_visibly_and_is_never_trapped(open_kind, kind):
    page = open_kind(kind, reduced_motion="reduce")
    page.locator(".skip-link a").focus()  # where Tab starts; the search page starts at its field
    stops = page.evaluate(WATCH_FOCUS)
    for _ in range(min(stops, TABS)):
        page.keyboard.press("Tab")
    focused = page.evaluate(FOCUSED)
    assert focused["wrong"] == []
    assert focused["reached"] >= min(stops, TABS) - 2  # a group of radio buttons is one stop
    if stops < TABS:  # the browser's own controls come next
        assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("kind", PAGES)
def test_zoom_spacing_and_stillness(open_kind, kind):
    """WCAG 1.4.10 (1280 by 1024 px at 400 % are 320 by 256), 1.4.12 and 2.3.3."""
    page = open_kind(kind, 320, bypass_csp=True, reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    for width, height in ((1280, 800), (768, 800), (375, 800), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(WIDTH) <= width
    page.evaluate("scrollTo(0, 300)")
    header = page.locator("#pst-header").bounding_box()
    assert header["y"] + header["height"] <= 0  # or it would hide a quarter of what is read
    page.set_viewport_size({"width": 320, "height": 800})
    page.add_style_tag(content=SPACING)
    assert page.evaluate(CUT) == []


def test_every_page_fits_a_narrow_phone_and_works_without_javascript(open_page, address, site):
    page = open_page("", 320, java_script_enabled=False)
    kinds = {path.partition("?")[0]: kind for kind, path in PAGES.items()}
    for path in set(site.pages) - site.redirects:
        page.goto(address + path)
        assert page.evaluate(WIDTH) <= 320, path
        if path not in kinds:
            continue
        assert page.locator("h1").is_visible()
        assert not page.locator("header button:visible").count()  # they would do nothing
        assert page.locator(".bd-sidebar-primary a", has_text="People").first.is_visible()
        header = page.locator(".bd-header").evaluate("n => getComputedStyle(n).backgroundColor")
        assert header == "rgb(255, 255, 255)"  # the notes do not shine through
        if kinds[path].startswith("talk"):
            assert page.locator(".tool-line").is_visible()
            assert page.locator("a.left-prev, a.right-next").first.is_visible()
            assert page.locator(".eyebrow a").is_visible()
        if kinds[path] == "search":
            assert page.locator("noscript p", has_text="Search needs JavaScript").is_visible()
            assert page.locator("article noscript a:visible").count() == 5


def test_the_search_works_at_400_percent(open_page):
    page = open_page(KINDS["talk"], 320)
    page.set_viewport_size({"width": 320, "height": 256})
    assert STATES["search"](page)
    assert page.locator("[role=option]").nth(2).bounding_box()["y"] < 256
    option = page.locator("[role=option]").last
    option.scroll_into_view_if_needed()
    assert is_inside(option, page.viewport_size)
    assert page.locator(".search-body").evaluate("body => body.clientHeight") > 200  # all scrolls


def test_the_header_gives_way_to_any_title_in_any_font(open_kind):
    """Also spaced out. No test of the real title can stand on the edge of one machine's font."""
    page = open_kind("reading list", bypass_csp=True)  # its header has most buttons
    title = page.locator(".logo__title")
    title.evaluate("one => one.textContent = 'Another conference of the year 2024 notes'")
    for font, width in product(("sans-serif", "monospace"), (320, 1000)):
        page.set_viewport_size({"width": width, "height": 800})
        page.add_style_tag(content=f"{SPACING} * {{ font-family: {font} !important; }}")
        assert page.evaluate(WIDTH) <= width
        header = page.locator(".bd-header").bounding_box()
        for part in page.locator(".bd-header button:visible, .logo__title").all():
            assert is_inside(part, header)


def test_forced_colors_keep_what_colors_said(open_page, talk):
    first, second = talk["notes"][:2]
    page = open_page(first["address"], forced_colors="active")
    outline = "one => getComputedStyle(one).outlineStyle"
    chosen, other = (page.locator(f"#{note['id']}") for note in (first, second))
    assert chosen.evaluate(outline) != "none" == other.evaluate(outline)
    assert STATES["search"](page)
    chosen = page.locator("[role=option][aria-selected=true]")
    other = page.locator("[role=option][aria-selected=false]").first
    assert chosen.evaluate(outline) != "none" == other.evaluate(outline)
    bar = "one => getComputedStyle(one).borderLeftColor"
    assert chosen.evaluate(bar) != other.evaluate(bar)


def test_a_talk_reads_from_top_to_bottom(open_page, talk):
    page = open_page(talk["address"])
    tree = page.locator("body").aria_snapshot()
    parts = [
        *('- link "Skip to main content"', "- banner", '- button "Search"'),
        *('- navigation "Talks of the day"', "- main", f'- heading "{talk["title"]}" [level=1]'),
        *('- link "Video"', '- switch "Show as typed"', talk["notes"][0]["text"]),
        *("Editor’s note", '- heading "On the reading list" [level=2]', "- contentinfo"),
    ]
    places = [tree.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    notes = tree[places[parts.index('- switch "Show as typed"')] :]
    assert re.search(r"^( +)- listitem:\n(?:\1 +.*\n)*?\1 +- list:\n", notes, re.MULTILINE)
    assert not re.search("[\ue000-\uf8ff]", tree)  # icons say nothing
