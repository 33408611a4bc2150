"""404.html: works wherever it is shown, and looks for the page that was most likely meant."""

import re
import shutil
from urllib.parse import urlsplit

import pytest

from tests.states import violations

FIRST = "main .search-option >> nth=0"
# The looks of a page of the site.
LOOKS = """
() => [".bd-header", ".navbar-brand", "h1", ".bd-footer"].map((selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.color, style.backgroundColor, style.font, style.display].join(" ");
})
"""


@pytest.mark.parametrize(("fixture", "root"), [("site", "/"), ("other_site", "/a/b/")])
def test_its_addresses_start_at_the_root_and_lead_to_files(request, fixture, root):
    site = request.getfixturevalue(fixture)
    page = site.pages["404.html"]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one("link[rel=canonical]") is None
    assert page.html["data-content_root"] == root
    addresses = [
        element[name]
        for name in ("href", "src", "action")
        for element in page.select(f"[{name}]")
        if not re.match(r"https?:|#", element[name])
    ]
    assert len(addresses) > 10
    for address in addresses:
        path = urlsplit(address).path
        assert path.startswith(root), address
        file = site.folder / path.removeprefix(root)
        assert (file / "index.html" if path.endswith("/") else file).is_file(), address


def test_it_cannot_be_found(site):
    assert not (site.folder / "404").exists()
    assert "Page not found" not in (site.folder / "search-records.js").read_text("utf-8")


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory, other_conference, serve) -> str:
    """Return the address of a site below the path that it was built for."""
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(other_conference.folders.site, host / "a/b")
    return f"{serve(host)}a/b/"


each_place = pytest.mark.parametrize("place", ["address", "below_a_path"])


@pytest.mark.browser
@each_place
def test_it_works_at_any_depth(request, visit, place):
    root = request.getfixturevalue(place)
    page = visit(f"{root}about/")
    looks = page.evaluate(LOOKS)
    talk = page.request.get(f"{root}talks.json").json()["talks"][0]
    for missing in (f"{talk['slug'][:-1]}", f"a/deep/way/to/talks/{talk['slug']}.html"):
        page.goto(root + missing)
        assert page.locator(FIRST).evaluate("n => n.href").startswith(root + talk["address"])
        assert page.url == root + missing
        assert page.evaluate(LOOKS) == looks
    links = page.locator("a[href^='/'], form[action]").evaluate_all(
        "list => list.map(n => n.href ?? n.action)"
    )
    assert len(links) > 10
    for link in set(links):
        assert link.startswith(root)
        assert page.request.get(link).ok, link
    page.locator("[role=combobox]").fill(talk["title"])
    page.locator(f".search-option[href*='/{talk['address']}']").first.click()
    page.wait_for_url(f"{root}{talk['address']}**")


@pytest.mark.browser
@each_place
def test_it_works_without_javascript(request, visit, place):
    root = request.getfixturevalue(place)
    page = visit(f"{root}about/", java_script_enabled=False)
    looks = page.evaluate(LOOKS)
    page.goto(f"{root}talks/deep/metpi")
    assert page.evaluate(LOOKS) == looks
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the content of this page
    page.wait_for_url("**/talks/deep/metpi#main-content")
    page.locator("article p a").first.click()
    page.wait_for_url(root)


@pytest.mark.browser
def test_the_page_that_was_meant_comes_first(visit, address):
    for missing, meant in {
        "talks/metpi/": "talks/metpy/",
        "TALKS/MetPy": "talks/metpy/",
        "talks/to-much-paralelism/": "talks/too-much-parallelism/",
        "day-1/too-much-parallelism/index.html": "talks/too-much-parallelism/",
        "day-1.html#disciplined-saddle-programing": "talks/disciplined-saddle-programming/",
        "talks/metpy.php#line-12": "talks/metpy/",
    }.items():
        page = visit(address + missing)
        first = page.locator(FIRST).evaluate("n => n.href")
        assert first.startswith(address + meant), missing


@pytest.mark.browser
def test_axe_finds_nothing_and_it_fits_a_phone(visit, address):
    page = visit(f"{address}talks/{'metpi' * 40}/day-1-j", color_scheme="dark")
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert page.locator(".search-body").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
