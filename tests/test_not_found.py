"""404.html: works wherever it is shown, and offers the page that was most likely meant."""

from __future__ import annotations

import json
import re
import shutil
from urllib.parse import urlsplit

import pytest

from tests.project import mini_project, whole_project
from tools.measure.pages import violations

NEAREST = "#nearest-pages a"
# Missing addresses at different depths, with the page that is offered first for each,
MISSING = {
    "metpi": "talks/metpy/",
    "a/deep/way/to/talks/metpy.html": "talks/metpy/",
}
# and others.
OTHERS = {
    "talks/metpi/": "talks/metpy/",
    "TALKS/MetPy": "talks/metpy/",
    "2023/notes/day-1/D": "talks/too-much-parallelism/",
    "day1.html#d-can-there-be-too-much": "talks/too-much-parallelism/",
    "reading_list.php": "reading-list/",
    "peopel/": "people/",
    "about/corections": "about/corrections/",
}


@pytest.fixture
def visit(chromium):
    """Return a function that opens an address, with the options of Playwright's ``new_context``."""
    contexts = []

    def visit_(address: str, **options):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield visit_
    for context in contexts:
        context.close()


def looks(page) -> list[str]:
    """Return what says whether a page has the look of the site."""
    return page.evaluate(
        """[".bd-header", ".navbar-brand", "h1", ".bd-footer"].map((selector) => {
            const style = getComputedStyle(document.querySelector(selector));
            return [style.color, style.backgroundColor, style.font, style.display].join(" ");
        })"""
    )


def test_its_addresses_start_at_the_root_and_lead_to_files(site):
    page = site.pages["404.html"]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one("link[rel=canonical]") is None
    assert page.html["data-content_root"] == "/"
    addresses = [
        element[name]
        for name in ("href", "src", "action")
        for element in page.select(f"[{name}]")
        if not re.match(r"https?:|#", element[name])
    ]
    assert len(addresses) > 20
    for address in addresses:
        path = urlsplit(address).path
        assert path.startswith("/"), address
        file = site.folder / path[1:]
        assert (file / "index.html" if path.endswith("/") else file).is_file(), address


def test_it_is_no_page_to_be_found(site):
    assert not (site.folder / "404").exists()
    assert not (site.folder / "_static" / "not_found.js").exists()
    records = (site.folder / "search-records.js").read_text("utf-8")
    assert "Page not found" not in records


def test_below_a_path_that_is_known_its_addresses_start_with_it(tmp_path):
    project = mini_project(tmp_path)
    project.write("docs/404.md", "---\norphan: true\n---\n# Not here\n\n[home](index.md)\n")
    conf = project.read("docs/conf.py")
    project.write("docs/conf.py", f'{conf}html_baseurl = "https://example.org/a/b/"\n')
    assert project.build("-b", "dirhtml") == 0
    html = (project.folders.site / "404.html").read_text("utf-8")
    assert '<a class="reference internal" href="/a/b/">' in html
    assert 'data-content_root="/a/b/"' in html
    assert 'rel="canonical"' not in html
    assert 'rel="stylesheet" href="/a/b/_static/' in html
    assert not (project.folders.site / "404").exists()


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "a/b/"])
def test_it_works_at_any_depth_below_any_path(visit, serve, real_site, tmp_path, prefix):
    shutil.copytree(real_site.folders.site, tmp_path / prefix, dirs_exist_ok=True)
    root = serve(tmp_path) + prefix
    expected = looks(visit(f"{root}about/"))
    for missing, first in MISSING.items():
        page = visit(root + missing)
        page.locator(f'html[data-content_root="/{prefix}"]').wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        assert page.locator(NEAREST).first.evaluate("n => n.href") == root + first
        assert looks(page) == expected
    links = page.locator("a[href^='/'], form[action]").evaluate_all(
        "list => list.map(n => n.href ?? n.action)"
    )
    assert len(links) > 20
    for link in set(links):
        assert link.startswith(root)
        assert page.request.get(link).ok, link


@pytest.mark.browser
def test_without_javascript_it_works_where_the_path_is_known(
    visit, serve, tmp_path, monkeypatch, address
):
    monkeypatch.setenv("SITE_URL", "https://example.org/a/b")
    project = whole_project(tmp_path / "project")
    assert project.build() == 0
    shutil.copytree(project.folders.site, tmp_path / "host/a/b")
    known = f"{serve(tmp_path / 'host')}a/b/"
    for root in (address, known):
        expected = looks(visit(f"{root}about/", java_script_enabled=False))
        page = visit(f"{root}talks/deep/metpi", java_script_enabled=False)
        assert looks(page) == expected
        assert not page.locator("#nearest-pages").inner_text()
        ways = page.locator("article li a")
        assert ways.all_inner_texts()[0] == "home"
        ways.first.click()
        page.wait_for_url(root)
        page.wait_for_load_state()
        page.goto(f"{root}talks/deep/metpi")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # skips to the content of this page
        page.wait_for_url("**/talks/deep/metpi#main-content")


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "a/b/"])
def test_the_search_works_on_it(visit, serve, real_site, tmp_path, prefix):
    shutil.copytree(real_site.folders.site, tmp_path / prefix, dirs_exist_ok=True)
    root = serve(tmp_path) + prefix
    page = visit(f"{root}talks/parallell-threads/")
    page.wait_for_load_state("networkidle")
    link = page.locator(NEAREST, has_text="Search the notes")
    assert link.evaluate("n => n.href") == f"{root}search/?q=parallell+threads"
    page.keyboard.press("Control+k")
    page.keyboard.type("threadpoolctl")
    result = page.locator(".search-option[href*='/talks/']").first
    result.click()
    page.wait_for_url(f"{root}talks/too-much-parallelism/**")


def mutations(talk: dict[str, str]) -> list[str]:
    """Return addresses that somebody may have for a talk: its letter, a word less, a typo."""
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
    day = talk["day"].lower().replace(" ", "-")
    letter = talk["raw_heading"][0] if re.match(r"[A-Z]\.", talk["raw_heading"]) else ""
    heading = re.sub(r"\W+", "-", talk["raw_heading"].lower()).strip("-")
    return [
        *(f"talks/{name}/" for name in found if name != slug),
        *([f"{day}/{letter}", f"{day}-{letter.lower()}"] if letter else []),
        f"{day}/{heading}/",
    ]


@pytest.mark.browser
def test_the_page_that_was_meant_comes_first(visit, address, site):
    """Also, nothing is asked of the network. One page plays them all, which is quicker."""
    talks = json.loads((site.folder / "talks.json").read_text("utf-8"))["talks"]
    page = visit(address + "404.html")
    page.wait_for_load_state("networkidle")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    missing = {name: talk["address"] for talk in talks for name in mutations(talk)}
    missing |= OTHERS
    offered = page.evaluate(
        """names => names.map((name) => {
            history.replaceState(null, "", `/${name}`);
            dispatchEvent(new Event("DOMContentLoaded"));
            return document.querySelector("#nearest-pages a").pathname.slice(1);
        })""",
        list(missing),
    )
    assert requests == []
    wrong = [
        name
        for (name, meant), first in zip(missing.items(), offered, strict=True)
        if first != meant
    ]
    assert not set(wrong) & set(OTHERS), wrong
    assert len(missing) > 200
    assert len(wrong) / len(missing) <= 0.05, wrong


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_it_fits_a_phone(visit, address, scheme):
    page = visit(f"{address}talks/{'metpi' * 40}/day-1-j", color_scheme=scheme)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_load_state("networkidle")
        assert page.locator(NEAREST).count() > 2
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
