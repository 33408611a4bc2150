"""What axe cannot see: keyboard, headings, zoom, spacing, colours, motion, and how a page reads."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tools.measure.pages import KINDS, STATES

each_kind = pytest.mark.parametrize("kind", KINDS)

# What Tab reaches, in order, and whether one sees where it is.
TAB_STOPS = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
  .length
"""
FOCUSED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.stops ??= new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  const box = one.getBoundingClientRect();
  const ring = (style) =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return {
    stop: window.stops.get(one),
    ringed: ring(getComputedStyle(one)) || [...one.labels ?? []].some((l) => ring(getComputedStyle(l))),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    html: one.outerHTML.slice(0, 120),
  };
}
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
    if (one.closest(".visually-hidden, .skip-link") || style.position === "absolute") return false;
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


@pytest.mark.browser
@each_kind
def test_tab_reaches_everything_visibly_and_is_never_trapped(open_page, kind):
    page = open_page(KINDS[kind], reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    page.locator(".skip-link a").focus()  # where Tab begins; the search page starts at its field
    stops = page.evaluate(TAB_STOPS)
    reached = set()
    # The largest pages have many hundred links of one kind; their beginning stands for the rest.
    for _ in range(min(stops, 150)):
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        assert focused["ringed"], focused["html"]
        assert focused["inside"], focused["html"]
        assert focused["stop"] not in reached, f"back at {focused['html']}"
        reached.add(focused["stop"])
        page.keyboard.press("Tab")
    assert len(reached) >= min(stops, 150) - 1  # a group of radio buttons is one stop
    if stops < 150:
        assert page.evaluate(FOCUSED) is None  # the browser's own controls come next


def test_headings_are_in_order_and_one_names_the_page(site):
    for path, soup in site.pages.items():
        headings = [
            (int(found.get("aria-level") or found.name[1]), found.get_text(" ", strip=True))
            for found in soup.select("h1, h2, h3, h4, h5, h6, [role=heading]")
        ]
        main = [level for level, _ in headings if level == 1]
        assert len(main) == 1, (path, headings)
        for (above, _), (below, text) in pairwise(headings):
            assert below <= above + 1, (path, text)


@pytest.mark.browser
@each_kind
def test_at_400_percent_everything_is_there_and_nothing_needs_two_ways_of_scrolling(
    open_page, kind
):
    """WCAG 1.4.10: 1280 by 1024 px at 400 % are 320 by 256."""
    page = open_page(KINDS[kind], 320)
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("h1").first.is_visible()
    page.evaluate("scrollTo(0, 300)")
    header = page.locator("#pst-header").bounding_box()
    assert header["y"] + header["height"] <= 0  # or it would hide a quarter of what is read


@pytest.mark.browser
def test_the_search_works_at_400_percent(open_page):
    page = open_page(KINDS["talk"], 320)
    page.set_viewport_size({"width": 320, "height": 256})
    assert STATES["search"](page)
    option = page.locator("[role=option]").last
    option.scroll_into_view_if_needed()
    box = option.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 256
    assert box["x"] + box["width"] <= 320


@pytest.mark.browser
@each_kind
def test_text_can_be_spaced_out(open_page, kind):
    """WCAG 1.4.12."""
    page = open_page(KINDS[kind], 320, bypass_csp=True)
    page.add_style_tag(content=SPACING)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
@each_kind
def test_nothing_moves_for_readers_who_do_not_want_it(open_page, kind):
    page = open_page(KINDS[kind], reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


@pytest.mark.browser
def test_forced_colours_keep_what_colours_said(open_page):
    page = open_page(
        "talks/too-much-parallelism/?highlight=parallelism#line-61", forced_colors="active"
    )
    outline = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("#line-61").evaluate(outline) != "none"
    assert page.locator("#line-62").evaluate(outline) == "none"
    assert STATES["search"](page)
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.evaluate(outline) != "none"
    assert page.locator("[role=option][aria-selected=false]").first.evaluate(outline) == "none"


@pytest.mark.browser
def test_a_talk_reads_from_top_to_bottom(open_page):
    page = open_page("talks/disciplined-saddle-programming/")
    tree = page.locator("body").aria_snapshot()
    parts = [
        '- link "Skip to main content"',
        "- banner",
        '- button "Search"',
        '- navigation "Talks of the day"',
        "- main",
        '- navigation "Breadcrumb"',
        '- heading "Disciplined Saddle Programming" [level=1]',
        "- term: Kind",
        "- term: Day",
        "- term: Speakers",
        "- term: Links",
        '- switch "As typed"',
        '- text: "speaker: Philipp Schiele"',
        "is a thing for convex optimization problems",
        "which are like “minimize a function relative to some constraints”",
        "Editor’s note",
        '- heading "On the reading list" [level=2]',
        '- heading "Cite this page" [level=2]',
        "- contentinfo",
    ]
    places = [tree.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    above = re.search(r"^( +)- listitem:\n(?:.*\n){1,4}.*is a thing for convex", tree, re.MULTILINE)
    below = re.search(r"^( +)- listitem:\n(?:.*\n){1,2}.*which are like", tree, re.MULTILINE)
    assert above
    assert below
    assert len(below[1]) > len(above[1])  # a list within the note above it
    assert not re.search("[\ue000-\uf8ff]", tree)  # icons say nothing
