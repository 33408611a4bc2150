"""Ways on from a page: to correct the linked note, and to the page that a reader is about to open."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.project import other_project

REPOSITORY = "https://example.org/me/notes"


@pytest.mark.browser
def test_the_linked_note_can_be_corrected(tmp_path, serve, visit, monkeypatch):
    monkeypatch.setenv("REPOSITORY_URL", f"{REPOSITORY}/")
    project = other_project(tmp_path)
    assert project.build() == 0
    address = serve(project.folders.site)
    page = visit(f"{address}talks/second/")
    assert page.locator(".correct").count() == 0
    page.locator("#line-15 > p .line-link").press("Enter")
    page.locator("#line-14 > p .line-link").press("Enter")
    issue, edit = page.locator(".correct a").all()
    source = project.read("docs/talks/second.md").splitlines()
    place, _, line = (edit.get_attribute("href") or "").partition("#L")
    assert place == f"{REPOSITORY}/edit/main/docs/talks/second.md"
    note = page.locator("#line-14 > p").first.inner_text()
    assert source[int(line) - 1].strip("- ").replace("`", "") == note
    asked = urlsplit(issue.get_attribute("href") or "")
    assert asked.path == "/me/notes/issues/new"
    fields = {name: text for name, (text,) in parse_qs(asked.query).items()}
    assert fields["title"].endswith(", line 14")
    assert fields["body"].startswith(f"{address}talks/second/#line-14\n\n> {note}")
    footer = page.locator(".bd-footer a").all_inner_texts()
    assert footer == ["About these notes", "Edit", "Source", "Data", "License"]


def test_without_a_repository_nothing_leads_to_one(site):
    for page in site.pages.values():
        assert page.select(".edit-page, [data-source]") == []


@pytest.mark.browser
def test_pages_to_be_opened_are_loaded_before_but_no_searches(open_page):
    """The policy lets the rules through, or otherwise the console has an error."""
    page = open_page("talks/metpy/")
    (rule,) = page.evaluate(
        "JSON.parse(document.querySelector('script[type=speculationrules]').text).prerender"
    )
    wanted, unwanted = rule["where"]["and"]
    matches = """([patterns, paths]) => paths.map((path) =>
        [patterns].flat().some((pathname) => new URLPattern({ pathname }).test({ pathname: path })))"""
    paths = [
        "/",
        "/talks/metpy/",
        "/below/talks/metpy/",
        "/below/search/",
        "/search/",
        "/talks.json",
    ]
    assert page.evaluate(matches, [wanted["href_matches"], paths]) == [True] * 6
    not_these = page.evaluate(matches, [unwanted["not"]["href_matches"], paths])
    assert not_these == [False] * 3 + [True] * 3
