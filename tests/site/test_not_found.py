"""404.html: works wherever it is shown, and looks for the page that was most likely meant."""

import shutil

import pytest

FIRST = "main .search-option >> nth=0"
# The looks of a page of the site.
LOOKS = """
() => [".bd-header", ".navbar-brand", "h1", ".bd-footer"].map((selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.color, style.backgroundColor, style.font, style.display].join(" ");
})
"""


def test_it_cannot_be_found(site, other_site):
    assert not (site.folder / "404").exists()
    assert "Page not found" not in (site.folder / "search-records.js").read_text("utf-8")
    for one, root in ((site, "/"), (other_site, "/a/b/")):
        page = one.pages["404.html"]
        assert page.select_one("meta[name=robots]")["content"] == "noindex"
        assert page.select_one("link[rel=canonical]") is None
        assert page.html["data-content_root"] == root


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory, other_conference, serve) -> str:
    """Return the address of a site below the path that it was built for."""
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(other_conference.folders.site, host / "a/b")
    return f"{serve(host)}a/b/"


each_place = pytest.mark.parametrize("place", ["address", "below_a_path"])


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
    links = page.locator("[href^='/'], [src], form[action]").evaluate_all(
        "list => list.map(n => n.href ?? n.src ?? n.action)"
    )
    assert len(links) > 10
    for link in set(links):
        assert link.startswith(root)
        assert page.request.get(link).ok, link
    page.locator("[role=combobox]").fill(talk["title"])
    page.locator(f".search-option[href*='/{talk['address']}']").first.click()
    page.wait_for_url(f"{root}{talk['address']}**")


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
