"""Pages of every kind for every reader: axe, keyboard, zoom, spacing, motion, and no scripts."""

import re
from itertools import pairwise, product

import pytest

from tests.states import KINDS, STATES, violations

PAGES = {
    **KINDS,
    "talk with additions": "talks/tools-plenary-day-2/",
    "talk without notes": "talks/espaloma-sake/",
}
TABS = 60  # the largest pages have many hundred links of one kind; these stand for the rest
each_page = pytest.mark.parametrize("kind", PAGES)
each_kind = pytest.mark.parametrize("kind", KINDS)

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
CLIPPED = """
() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && one.textContent.trim())
  .filter((one) => {
    const style = getComputedStyle(one);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    const folded = "details:not([open]) .what";  // opens to all of it
    if (one.closest(`.visually-hidden, .skip-link, [aria-hidden=true], ${folded}`) || style.position === "absolute") return false;
    return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
  })
  .map((one) => one.outerHTML.slice(0, 120))
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


@pytest.fixture
def open_kind(open_page):
    """Return a function that opens a page of a kind, with the options of ``open_page``."""

    def open_(kind: str, *arguments, **options):
        page = open_page(PAGES[kind], *arguments, **options)
        if kind == "search":
            page.locator(".search-summary").wait_for()
        return page

    return open_


@pytest.mark.browser
@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind != "not found"])
def test_axe_finds_nothing(open_kind, kind):
    """On a page of each kind; `nox -s audit` looks at every page in every state.

    The page of missing addresses is looked at where it is tested, with what it offers on it.
    """
    page = open_kind(kind, color_scheme="dark")
    page.evaluate(SHORTEN)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    assert violations(page) == []


@pytest.mark.browser
@each_kind
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


@pytest.mark.browser
@each_page
def test_zoom_spacing_and_stillness(open_kind, kind):
    """WCAG 1.4.10 (1280 by 1024 px at 400 % are 320 by 256), 1.4.12 and 2.3.3."""
    page = open_kind(kind, 320, bypass_csp=True, reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    for width in (1280, 768, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDTH) <= width
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate(WIDTH) <= 320
    page.evaluate("scrollTo(0, 300)")
    header = page.locator("#pst-header").bounding_box()
    assert header["y"] + header["height"] <= 0  # or it would hide a quarter of what is read
    page.set_viewport_size({"width": 320, "height": 800})
    page.add_style_tag(content=SPACING)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(WIDTH) <= 320


@pytest.mark.browser
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


def test_headings_are_in_order_and_one_names_the_page(site):
    for path in set(site.pages) - site.redirects:
        headings = [
            (int(found.get("aria-level") or found.name[1]), found.get_text(" ", strip=True))
            for found in site.pages[path].select("h1, h2, h3, h4, h5, h6, [role=heading]")
        ]
        assert [level for level, _ in headings].count(1) == 1, (path, headings)
        for (above, _), (below, text) in pairwise(headings):
            assert below <= above + 1, (path, text)


@pytest.mark.browser
def test_the_search_works_at_400_percent(open_page):
    page = open_page(KINDS["talk"], 320)
    page.set_viewport_size({"width": 320, "height": 256})
    assert STATES["search"](page)
    boxes = [option.bounding_box() for option in page.locator("[role=option]").all()]
    assert len([box for box in boxes if box["y"] < 256]) >= 3
    option = page.locator("[role=option]").last
    option.scroll_into_view_if_needed()
    box = option.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 256
    assert box["x"] + box["width"] <= 320
    assert page.locator(".search-body").evaluate("body => body.clientHeight") > 200  # all scrolls


@pytest.mark.browser
def test_the_header_gives_way_to_any_title_in_any_font(open_kind):
    """Also spaced out. No test of the real title can stand on the edge of one machine's font."""
    page = open_kind("reading list", bypass_csp=True)  # its header has most buttons
    page.locator(".logo__title").evaluate(
        "title => { title.textContent = 'Another conference of the year 2024 notes'; }"
    )
    for font, width in product(("sans-serif", "monospace"), (320, 1000)):
        page.set_viewport_size({"width": width, "height": 800})
        page.add_style_tag(content=f"{SPACING} * {{ font-family: {font} !important; }}")
        assert page.evaluate(WIDTH) <= width
        header = page.locator(".bd-header").bounding_box()
        for part in page.locator(".bd-header button:visible, .logo__title").all():
            box = part.bounding_box()
            assert header["x"] <= box["x"]
            assert box["x"] + box["width"] <= width
            assert header["y"] <= box["y"]
            assert box["y"] + box["height"] <= header["y"] + header["height"]


@pytest.mark.browser
def test_forced_colors_keep_what_colors_said(open_page, talk):
    first, second = talk["notes"][:2]
    page = open_page(first["address"], forced_colors="active")
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator(f"#{first['id']}").evaluate(outline) != "none"
    assert page.locator(f"#{second['id']}").evaluate(outline) == "none"
    assert STATES["search"](page)
    chosen = page.locator("[role=option][aria-selected=true]")
    other = page.locator("[role=option][aria-selected=false]").first
    bar = "one => getComputedStyle(one).borderLeftColor"
    assert chosen.evaluate(outline) != "none"
    assert other.evaluate(outline) == "none"
    assert chosen.evaluate(bar) != other.evaluate(bar)


@pytest.mark.browser
def test_a_talk_reads_from_top_to_bottom(open_page, talk):
    page = open_page(talk["address"])
    tree = page.locator("body").aria_snapshot()
    parts = [
        '- link "Skip to main content"',
        "- banner",
        '- button "Search"',
        '- navigation "Talks of the day"',
        "- main",
        f'- heading "{talk["title"]}" [level=1]',
        '- link "Video"',
        '- switch "Show as typed"',
        talk["notes"][0]["text"],
        "Editor’s note",
        '- heading "On the reading list" [level=2]',
        "- contentinfo",
    ]
    places = [tree.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    notes = tree[places[parts.index('- switch "Show as typed"')] :]
    assert re.search(r"^( +)- listitem:\n(?:\1 +.*\n)*?\1 +- list:\n", notes, re.MULTILINE)
    assert not re.search("[\ue000-\uf8ff]", tree)  # icons say nothing
