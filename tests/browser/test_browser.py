"""The real site in a real Chromium: what only a browser knows."""

import pytest

from tests.states import KINDS


def focus_with_tab(page, selector: str, presses: int = 200) -> None:
    """Press Tab until what has focus matches; fail if it never does."""
    focused = page.locator(f"{selector}:focus")
    while not focused.count():
        assert presses, f"no press of Tab reaches {selector}"
        presses -= 1
        page.keyboard.press("Tab")


def test_a_reader_goes_from_home_to_the_next_talk_by_keyboard(open_page, data):
    first, second, *_ = (talk for talk in data["talks"] if talk["day"] == "Day 2")
    page = open_page("")
    focus_with_tab(page, "[href='#main-content']", 1)
    for link, address in (
        (".home-days a[href='days/day-2/']", "days/day-2/"),
        (f".day-talks a[href='../../{first['address']}']", first["address"]),
        ("a.right-next", second["address"]),
    ):
        focus_with_tab(page, link)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{address}")
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_note_that_is_arrived_at_is_below_the_header_and_marked(open_page, talk, scripts):
    *_, other, last = talk["notes"]
    page = open_page(last["address"], java_script_enabled=scripts)
    background = "n => getComputedStyle(n.querySelector('p')).backgroundColor"
    note = page.locator(f"#{last['id']}")
    assert note.evaluate(background) != page.locator(f"#{other['id']}").evaluate(background)
    header = page.locator(".bd-header").bounding_box()
    assert header["y"] + header["height"] <= note.bounding_box()["y"] < 800


def test_the_number_of_a_line_is_its_link_and_copies_it_where_it_stands(open_page, talk):
    note = talk["notes"][15]
    path = f"{talk['address']}?x=%3Cimg%20src=x%3E#%3Cimg%20src=x%3E"
    page = open_page(path, permissions=["clipboard-read", "clipboard-write"])
    link = page.locator(f"#{note['id']} > p > .line-link")
    focus_with_tab(page, f"#{note['id']} .line-link")
    box = link.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    page.keyboard.press("Enter")
    page.locator("[role=status]", has_text="Address copied").wait_for(state="attached")
    assert page.url.endswith(f"x%3E#{note['id']}")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert link.bounding_box()["y"] == box["y"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_reader_switches_to_what_was_typed_by_keyboard(open_page, talk, scripts):
    page = open_page(talk["address"], java_script_enabled=scripts)
    corrected, typed = page.locator("li.note > p:has(+ p.as-typed), p.as-typed").all()[:2]
    same = page.locator("li.note > p:only-of-type").first
    for switched in (False, True, False):
        assert corrected.is_visible() is not switched
        assert typed.is_visible() is switched
        assert same.is_visible()
        page.locator("#as-typed").press("Space")


def test_the_text_of_all_pages_begins_at_one_edge(open_page, address):
    page = open_page("")
    for width in (768, 1280, 1680):
        page.set_viewport_size({"width": width, "height": 800})
        edges = set()
        for path in KINDS.values():
            page.goto(address + path)
            edges.add(page.locator("h1").first.bounding_box()["x"])
        assert len(edges) == 1


@pytest.mark.parametrize("path", ["projects/", "reading-list/", "about/raw-notes/"])
def test_a_keyboard_passes_long_lists(open_page, path):
    page = open_page(path)
    focus_with_tab(page, ".skip-notes a", 40)
    assert page.evaluate("document.activeElement.checkVisibility()")
    page.keyboard.press("Enter")
    before = page.evaluate("scrollY")
    assert before > 3000
    page.keyboard.press("Tab")
    assert page.evaluate("scrollY") >= before - 800


def test_projects_come_in_the_order_of_names_or_of_mentions(open_page):
    page = open_page("projects/")
    names, switch = page.locator(".projects dt"), page.get_by_label("Most mentioned first")
    by_name = names.all_text_contents()
    switch.press("Space")
    assert names.first.text_content() == "Python"
    assert sorted(names.all_text_contents(), key=str.casefold) == by_name
    switch.press("Space")
    assert names.all_text_contents() == by_name
    dots = page.locator("div:has(> #dask) svg").get_attribute("aria-label")
    assert dots == "Day 1: 3 mentions, Day 2: 1 mention, Day 3: 1 mention"


def test_an_entry_that_an_address_names_is_open_without_scripts(open_page):
    page = open_page("projects/#dask", java_script_enabled=False)
    assert page.get_by_text("in the title of Dask").is_visible()
    assert not page.get_by_text("Aerospike (database)").is_visible()
    assert not page.get_by_label("Most mentioned first").is_visible()


def test_paper_has_what_is_folded_and_the_address_of_the_page_but_no_navigation(
    visit, other_conference, serve
):
    address = serve(other_conference.folders.site)
    page = visit(address + "projects/")
    page.emulate_media(media="print")
    assert all(quotes.is_visible() for quotes in page.locator(".projects .quotes").all())
    above = page.locator("link[rel=canonical]")
    said = above.evaluate("one => getComputedStyle(one, '::before').content")
    assert said == '"https://example.org/a/b/projects/"'
    assert above.bounding_box()["height"] > 10
    page.goto(address + "talks/first/")
    for selector in (".bd-header", ".bd-sidebar-primary", ".prev-next-footer", ".bd-footer"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("li.note").last.is_visible()
