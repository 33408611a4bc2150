"""The essentials of the real site in Chromium, Firefox and WebKit: `nox -s engines` runs them.

What only one engine needs to show is in tests/browser. A test fails if a console says anything.
"""

import contextlib
import functools
import time

import pytest

from tests.engines.client import ENGINES, Engine
from tests.states import CUT
from tools.browser import missing_packages

PHONE, DESK = 360, 1280
OPTIONS = "document.querySelectorAll('[role=option]').length"
FIELD = "document.querySelector('input[role=combobox]')"


@pytest.fixture(
    scope="session",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES],
)
def window(request, tmp_path_factory, address):
    """Return a function that returns a window of an engine, one for each width."""
    if missing := missing_packages(request.param):
        pytest.fail(f"Fix, on Debian: apt-get install {' '.join(missing)}", pytrace=False)
    with contextlib.ExitStack() as windows:

        @functools.cache
        def start(width):
            folder = tmp_path_factory.mktemp(request.param)
            return Engine(windows.enter_context(ENGINES[request.param](folder, width)), address)

        yield start


@pytest.fixture
def open_page(window):
    opened = []

    def open_(path, width=DESK):
        page = window(width)
        page.open(path)
        opened.append(page)
        return page

    yield open_
    for page in opened:
        page.run("localStorage.clear()")
        assert page.console() == []


@pytest.fixture
def search(open_page, talk):
    def open_(text, width=DESK):
        page = open_page(talk["address"], width)
        page.press("Control", "k")
        page.until("document.querySelector('.search-body')")
        page.type(text)
        return page

    return open_


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_opens_without_a_word_and_fits(open_page, site, width):
    for path in sorted(set(site.pages) - site.redirects):
        page = open_page(path, width)
        if path == "search/":
            page.until("document.querySelector('.search-summary')")
        assert page.get("innerWidth") == width
        assert page.get(CUT.strip()) == [], path


def test_the_search_is_filled_once_and_keys_do_nothing_without_results(search):
    page = search("oversubscription")
    page.until(OPTIONS)
    before = page.get(OPTIONS)
    page.press("Escape")
    assert not page.get("document.querySelector('#search-dialog').open")
    page.press("Control", "k")
    assert page.get(f"document.activeElement === {FIELD}")
    time.sleep(0.5)  # a second filling would take its time
    assert page.get(OPTIONS) == before
    assert page.get("document.querySelectorAll('.search-body, .search-filters').length") == 2
    ids = page.get("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert sorted(ids) == sorted(set(ids))
    page.type("qqzzxx")
    page.until("/Nothing found/.test(document.querySelector('.search-summary').textContent)")
    address = page.get("location.href")
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        page.press(key)
        assert page.get(f"{FIELD}.getAttribute('aria-activedescendant')") is None
    assert page.get("document.querySelector('#search-dialog').open")
    assert page.get("location.href") == address


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_enter_lands_on_the_note_with_its_words_marked(search, width):
    page = search("oversubscription", width)
    page.until(OPTIONS)
    page.press("Enter")
    page.until("document.querySelector(':target mark.search-match')")
    assert page.get("location.search") == ""
    paint = page.get("getComputedStyle(document.querySelector(':target > p')).backgroundColor")
    assert paint != "rgba(0, 0, 0, 0)"
    box = "document.querySelector('{}').getBoundingClientRect()"
    page.until(f"{box.format('#pst-header')}.bottom <= {box.format(':target')}.top")
    assert page.get(f"{box.format(':target')}.top") < 800


def test_back_on_the_search_page_the_query_stands_in_its_field(open_page):
    page = open_page("search/")
    page.until(f"document.activeElement === {FIELD}")
    page.type("oversubscription")
    page.until(OPTIONS)
    page.press("Enter")
    page.until("document.querySelector(':target')")
    page.back()
    page.until(OPTIONS)
    assert page.get(f"{FIELD}.value") == "oversubscription"


def test_the_menu_of_a_phone_has_a_name_and_closes(open_page, talk):
    page = open_page(talk["address"], PHONE)
    dialog = "document.querySelector('#pst-primary-sidebar-modal')"
    still = f"!{dialog}.getAnimations().length"
    for close in (lambda: page.press("Escape"), lambda: page.click("dialog[open] .search-close")):
        page.click(".primary-toggle")
        page.until(f"{dialog}.open && {still}")
        assert page.get(f"{dialog}.getAttribute('aria-label')") == "Site navigation"
        close()
        page.until(f"!{dialog}.open && {still}")
        assert page.get("document.activeElement.matches('.primary-toggle')")


def test_an_address_is_copied_and_colors_and_as_typed_are_kept_on_the_next_page(open_page, talk):
    page = open_page(talk["address"])
    note = talk["notes"][15]["id"]
    page.click(f"#{note} > p > .line-link")
    page.until("document.querySelector('#announcement').textContent === 'Address copied'")
    assert page.get("location.hash") == f"#{note}"
    paint = "getComputedStyle(document.body).backgroundColor"
    shown = "document.querySelector('p.as-typed').checkVisibility()"
    before = page.get(paint)
    assert not page.get(shown)
    page.click(".theme-switch-button")  # from the system's colors to the other ones
    page.click("#as-typed, label[for=as-typed]")
    page = open_page("talks/metpy/")
    assert page.get("document.documentElement.dataset.theme") == "dark"
    assert page.get(paint) != before
    page = open_page(talk["address"])
    assert page.get(shown)
