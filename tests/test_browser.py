"""The real site in a real Chromium: what only a browser knows."""

from __future__ import annotations

import itertools
import re

import pytest

from tools.measure.pages import violations
from tools.measure.pages import KINDS

pytestmark = pytest.mark.browser

PAGES = {
    **KINDS,
    "talk with additions": "talks/tools-plenary-day-2/",
    "talk without notes": "talks/espaloma-sake/",
}
WIDTHS = (320, 375, 768, 1280)
each_page = pytest.mark.parametrize("kind", PAGES)
each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])


@each_page
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing(open_page, kind, scheme, width):
    """On a page of each kind; `nox -s audit` looks at every page in every state."""
    page = open_page(PAGES[kind], width, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


@each_page
def test_no_page_scrolls_sideways(open_page, kind):
    for width in WIDTHS:
        page = open_page(PAGES[kind], width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"


def test_no_talk_scrolls_sideways_on_a_narrow_phone(open_page, site):
    page = open_page("", 320)
    base = page.url
    for path in site.pages:
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@each_page
def test_pages_work_without_javascript(open_page, kind):
    page = open_page(PAGES[kind], 375, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    header = page.locator(".bd-header").evaluate("n => getComputedStyle(n).backgroundColor")
    assert header == "rgb(255, 255, 255)"  # the notes do not shine through
    if kind.startswith("talk"):
        assert page.locator(".talk-facts").is_visible()
        assert page.locator("a.left-prev, a.right-next").first.is_visible()
        assert page.locator(".bd-breadcrumbs a").first.is_visible()


@each_scheme
def test_the_site_follows_the_system_and_the_switch(open_page, scheme):
    page = open_page("talks/metpy/", color_scheme=scheme)
    html = page.locator("html")
    assert html.get_attribute("data-theme") == scheme
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".theme-switch-button").first.click()
    other = {"light": "dark", "dark": "light"}[scheme]
    page.locator(f".theme-change-button[data-mode={other}]:visible").click()
    assert html.get_attribute("data-theme") == other
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert html.get_attribute("data-theme") == other


def focus_with_tab(page, selector: str, presses: int = 60) -> None:
    """Press Tab until what has focus matches; fail where it never does."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{presses} presses of Tab do not reach {selector}")


def test_a_reader_goes_from_home_to_the_next_talk_by_keyboard(open_page):
    page = open_page("")
    focus_with_tab(page, ".days a[href='days/day-2/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/days/day-2/")
    focus_with_tab(page, ".day-talks a[href='../../talks/metpy/']", 200)
    page.keyboard.press("Enter")
    page.wait_for_url("**/talks/metpy/")
    focus_with_tab(page, "a.right-next", 100)
    page.keyboard.press("Enter")
    page.wait_for_url("**/talks/works-on-my-machine/")
    assert page.locator("h1").inner_text().startswith("it doesn’t work on my machine")


def test_the_first_tab_skips_to_the_content(open_page):
    page = open_page("talks/metpy/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"


def test_focus_is_visible(open_page):
    page = open_page("talks/too-much-parallelism/")
    focus_with_tab(page, ".talk-facts a", 80)
    style = page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle, s.outlineWidth, s.boxShadow] })()"
    )
    assert (style[0] != "none" and style[1] != "0px") or style[2] != "none", style


def test_what_is_typed_while_the_search_loads_is_kept(open_page):
    page = open_page("talks/metpy/")
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile(r"/search\.\w+\.js"), hold)
    page.keyboard.press("Control+k")
    page.keyboard.type("thread")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.locator(".search-option").first.wait_for()
    page.keyboard.type("poolctl")
    assert page.locator("#search-dialog input").input_value() == "threadpoolctl"


def test_a_link_to_a_note_arrives_below_the_header(open_page):
    page = open_page("talks/too-much-parallelism/#line-88")
    page.wait_for_load_state("networkidle")
    top = page.locator("#line-88").bounding_box()["y"]
    header = page.locator(".bd-header").bounding_box()
    assert header["y"] + header["height"] <= top < 800


def test_a_note_that_is_arrived_at_is_marked_also_without_javascript(open_page):
    for scripts in (True, False):
        page = open_page("talks/too-much-parallelism/#line-89", java_script_enabled=scripts)
        marked = page.locator("#line-89").evaluate("n => getComputedStyle(n).backgroundColor")
        other = page.locator("#line-87").evaluate("n => getComputedStyle(n).backgroundColor")
        assert marked != other
        assert page.locator("#line-89").bounding_box()["y"] > 56


def test_the_link_of_a_note_shows_on_hover_and_focus_and_copies_its_address(open_page):
    page = open_page(
        "talks/too-much-parallelism/", permissions=["clipboard-read", "clipboard-write"]
    )
    link = page.locator("#line-76 > p > .note-link")
    shown = "n => getComputedStyle(n).opacity"
    assert link.evaluate(shown) == "0"
    page.locator("#line-76 > p").hover()
    assert link.evaluate(shown) == "1"
    page.mouse.move(0, 0)
    focus_with_tab(page, "#line-76 .note-link", 200)
    assert link.evaluate(shown) == "1"
    box = link.bounding_box()
    assert box["width"] >= 24
    assert box["height"] >= 24
    page.keyboard.press("Enter")
    page.locator("[role=status]", has_text="Address copied").wait_for(state="attached")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.url
    assert address.endswith("talks/too-much-parallelism/#line-76")


def test_a_reader_switches_to_what_was_typed_by_keyboard(open_page):
    for scripts in (True, False):
        page = open_page("talks/too-much-parallelism/", java_script_enabled=scripts)
        corrected, typed = page.locator("#line-61 > p").all()
        assert corrected.is_visible()
        assert not typed.is_visible()
        page.locator("#as-typed").focus()
        page.keyboard.press("Space")
        assert not corrected.is_visible()
        assert typed.is_visible()
        assert "paralllelism" in typed.inner_text()
        assert page.locator("#line-62 > p").is_visible()
        page.keyboard.press("Space")
        assert corrected.is_visible()


def test_a_raw_line_leads_to_its_note_and_the_talk_back(open_page):
    page = open_page("talks/too-much-parallelism/")
    page.locator(".as-typed-line a", has_text="raw notes").click()
    page.wait_for_url("**/about/raw-notes/#line-57")
    page.locator("#line-67 a").click()
    page.wait_for_url("**/talks/too-much-parallelism/#line-67")


def test_a_redirect_keeps_the_note(chromium, serve, tmp_path):
    from tests.project import mini_project

    project = mini_project(tmp_path)
    redirect = "talks/old: talks/first\n"
    project.write("docs/_data/redirects.yaml", redirect)
    assert project.build() == 0
    page = chromium.new_page()
    page.goto(f"{serve(project.folders.site)}talks/old/#line-9")
    page.wait_for_url("**/talks/first/#line-9")
    page.close()


def test_links_of_the_header_are_large_enough_to_touch(open_page):
    """WCAG 2.5.8: 24 by 24 px, or as far apart."""
    page = open_page("talks/array-api/", 320)
    links = page.locator(".talk-facts ul.links a").all()
    boxes = [link.bounding_box() for link in links]
    rows = sorted({round(box["y"]) for box in boxes})
    assert all(below - above >= 24 for above, below in itertools.pairwise(rows)), rows


def test_print_leaves_navigation_out(open_page):
    page = open_page("talks/too-much-parallelism/")
    page.emulate_media(media="print")
    for selector in (".bd-header", ".bd-sidebar-primary", ".prev-next-footer", ".bd-footer"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("#line-89").is_visible()


def test_the_site_works_below_a_path(chromium, real_site, serve, tmp_path):
    import shutil

    shutil.copytree(real_site.folders.site, tmp_path / "some" / "path")
    address = serve(tmp_path)
    page = chromium.new_page()
    missing = []
    page.on("response", lambda r: missing.append(r.url) if r.status >= 400 else None)
    page.goto(f"{address}some/path/")
    page.locator(".days a").first.click()
    page.wait_for_url("**/some/path/days/day-1/")
    page.locator(".day-talks .talk-title a").first.click()
    page.locator(".speakers a").first.click()
    page.wait_for_url("**/some/path/people/#michael-droettboom")
    page.close()
    assert missing == []
