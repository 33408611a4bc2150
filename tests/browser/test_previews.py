"""The cards that links to people, projects, reading items and terms have: for every hand, and in nobody's way."""

import pytest

from tests.states import violations

CARD = "#preview:popover-open"
DASK = "li.note a[href$='projects/#dask']"


@pytest.fixture
def talk_page(open_page, talk):
    return lambda *arguments, **options: open_page(talk["address"], *arguments, **options)


def card_at(page, link):
    """Return the card once it is open; fail if it covers its link or leaves the window."""
    card = page.locator(CARD)
    card.wait_for()
    own, other = card.bounding_box(), link.bounding_box()
    assert own["y"] >= other["y"] + other["height"] or own["y"] + own["height"] <= other["y"]
    assert 0 <= own["x"] <= page.viewport_size["width"] - own["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert link.get_attribute("aria-describedby") == "preview-line"
    return card


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pointer_that_rests_gets_a_card_that_it_can_go_to(talk_page, scheme):
    page = talk_page(bypass_csp=True, color_scheme=scheme)  # the policy keeps axe out
    link = page.locator(DASK)
    link.hover()
    page.locator("h1").hover()  # it only passes by
    page.wait_for_timeout(600)
    assert not page.locator(CARD).count()
    link.hover()
    card = card_at(page, link)
    assert "Parallel computing in Python" in card.text_content()
    assert page.url.removesuffix("/") not in card.inner_html()  # but other talks
    # The card half covers the link of another line, which a reader uncovers.
    assert [one for one in violations(page) if "line-link" not in one] == []
    card.locator("a").first.hover()
    page.wait_for_timeout(600)
    assert "Parallel computing in Python" in card.text_content()
    page.locator("h1").hover()
    card.wait_for(state="detached")
    assert not page.locator("[aria-describedby=preview-line]").count()
    link.hover()
    card.locator("a[href*='/talks/']").first.click()
    page.wait_for_url("**/talks/dask-expressions/")


def test_focus_opens_tab_enters_and_escape_leaves(talk_page):
    page = talk_page()
    link = page.locator(DASK)
    link.press("Shift")  # a key, so that focus shows
    card_at(page, link)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#preview')")
    page.keyboard.press("Escape")
    page.wait_for_timeout(600)  # and it stays closed
    assert not page.locator(CARD).count()
    assert link.evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('#preview')")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *(("", "projects/#cython"), ("", "reading-list/#ref-"), ("", "glossary/#term-fork")),
        ("days/day-1/", "people/#stan-seibert"),
    ],
)
def test_a_first_tap_opens_a_second_follows(open_page, talk, path, kind):
    page = open_page(path or talk["address"], 360, has_touch=True)
    link = page.locator(f".bd-article a[href*='{kind}']").first
    link.tap()
    card = card_at(page, link)
    assert card.locator("a").first.text_content() in link.text_content()
    page.locator("h1").tap()
    assert not page.locator(CARD).count()
    link.tap()
    card.wait_for()
    link.tap()
    page.wait_for_url(f"**/{kind}*")


@pytest.mark.parametrize("scripts", [True, False], ids=["nothing comes", "no scripts"])
def test_without_a_card_a_tap_follows_the_link(talk_page, scripts):
    page = talk_page(360, has_touch=True, java_script_enabled=scripts)
    page.add_init_script("delete window.fetch")
    page.reload()
    page.locator(DASK).tap()
    page.wait_for_url("**/projects/#dask")
