"""404.html: works wherever it is shown, and offers the page that was most likely meant."""

import re
import shutil
from urllib.parse import urlsplit

import pytest

from tests.states import violations

NEAREST = "#nearest-pages a"
# The looks of a page of the site.
LOOKS = """
() => [".bd-header", ".navbar-brand", "h1", ".bd-footer"].map((selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.color, style.backgroundColor, style.font, style.display].join(" ");
})
"""


def mutations(talk: dict[str, str]) -> list[str]:
    """Return addresses that somebody may have for a talk: its raw heading, a word less, a typo."""
    slug = talk["slug"]
    words = slug.split("-")
    found = [
        "-".join(words[:at] + words[at + 1 :]) for at in range(len(words)) if len(words) > 1
    ] or [f"../{slug}"]
    middle = len(slug) // 2
    found += [
        slug[:middle] + slug[middle + 1 :],  # a letter less,
        slug[:middle] + "q" + slug[middle:],  # one too many,
        slug[:-2] + slug[-1] + slug[-2],  # two swapped
    ]
    addresses = [f"talks/{name}/" for name in found if name != slug]
    if heading := talk["raw_heading"]:
        day = talk["day"].lower().replace(" ", "-")
        name = re.sub(r"\W+", "-", heading.lower()).strip("-")
        addresses.append(f"{day}/{name}/")
    return addresses


@pytest.fixture(scope="module")
def missing(data) -> dict[str, str]:
    """Return missing addresses of many kinds, each with the page that is meant."""
    first = data["talks"][0]
    return {
        **{name: talk["address"] for talk in data["talks"] for name in mutations(talk)},
        f"TALKS/{first['slug'].title()}": first["address"],
        f"a/deep/way/to/talks/{first['slug']}.html": first["address"],
        f"{first['day'].lower().replace(' ', '')}.html#{first['slug']}": first["address"],
        "reading_list.php": "reading-list/",
        "peopel/": "people/",
        "about/corections": "about/corrections/",
    }


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
    assert not (site.folder / "_static" / "not_found.js").exists()
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
        page.locator(NEAREST).first.wait_for()
        assert page.locator(NEAREST).first.evaluate("n => n.href") == root + talk["address"]
        assert page.evaluate(LOOKS) == looks
    links = page.locator("a[href^='/'], form[action]").evaluate_all(
        "list => list.map(n => n.href ?? n.action)"
    )
    assert len(links) > 10
    for link in set(links):
        assert link.startswith(root)
        assert page.request.get(link).ok, link
    search = page.locator(NEAREST, has_text="Search the notes")
    query = f"a deep way to {talk['slug'].replace('-', ' ')}".replace(" ", "+")
    assert search.evaluate("n => n.href") == f"{root}search/?q={query}"
    page.keyboard.press("Control+k")
    page.keyboard.type(talk["title"])
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
    assert not page.locator("#nearest-pages").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the content of this page
    page.wait_for_url("**/talks/deep/metpi#main-content")
    page.locator("article li a").first.click()
    page.wait_for_url(root)


@pytest.mark.browser
def test_the_page_that_was_meant_comes_first(visit, address, missing):
    """Also, nothing is asked of the network. One page plays them all, which is quicker."""
    page = visit(f"{address}talks/metpi/")
    page.locator(NEAREST).first.wait_for()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    offered = page.evaluate(
        """names => names.map((name) => {
            history.replaceState(null, "", `/${name}`);
            dispatchEvent(new Event("DOMContentLoaded"));
            return document.querySelector("#nearest-pages a").pathname.slice(1);
        })""",
        list(missing),
    )
    assert requests == []
    wrong = {
        name: first
        for (name, meant), first in zip(missing.items(), offered, strict=True)
        if first != meant
    }
    assert len(missing) > 200
    assert len(wrong) / len(missing) <= 0.05, wrong
    assert not {"reading_list.php", "peopel/", "about/corections"} & set(wrong)


@pytest.mark.browser
def test_axe_finds_nothing_and_it_fits_a_phone(visit, address):
    page = visit(f"{address}talks/{'metpi' * 40}/day-1-j", color_scheme="dark")
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert page.locator(NEAREST).count() > 2
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
