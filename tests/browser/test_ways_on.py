"""Ways on from a page: to correct the linked note, and to the page that a reader is about to open."""

import json
from urllib.parse import parse_qs, urlsplit


def test_the_linked_note_can_be_corrected(other_conference, serve, visit):
    address = f"{serve(other_conference.folders.site)}talks/second/"
    page = visit(address)
    assert page.locator(".correct").count() == 0
    page.locator("#line-15 > p .line-link").press("Enter")
    page.locator("#line-14 > p .line-link").press("Enter")
    issue, edit = page.locator(".correct a").all()
    source = other_conference.read("docs/talks/second.md").splitlines()
    place, _, line = edit.get_attribute("href").partition("#L")
    assert place == "https://example.org/me/notes/edit/main/docs/talks/second.md"
    note = page.locator("#line-14 > p").first.inner_text()
    assert source[int(line) - 1].strip("- ").replace("`", "") == note
    asked = urlsplit(issue.get_attribute("href"))
    assert asked.path == "/me/notes/issues/new"
    fields = {name: text for name, (text,) in parse_qs(asked.query).items()}
    assert fields["title"].endswith(", line 14")
    assert fields["body"].startswith(f"{address}#line-14\n\n> {note}")
    footer = page.locator(".bd-footer a").all_inner_texts()
    assert footer == ["About these notes", "Edit", "Source", "Data", "License"]


def test_pages_to_be_opened_are_loaded_before_but_no_searches(open_page):
    """The policy lets the rules through, or otherwise the console has an error."""
    page = open_page("talks/metpy/")
    rules = page.locator("script[type=speculationrules]").text_content()
    (rule,) = json.loads(rules)["prerender"]
    wanted, unwanted = rule["where"]["and"]
    matches = """([patterns, path]) => [patterns].flat().some((pathname) =>
        new URLPattern({ pathname }).test({ pathname: path }))"""
    for place in ("/", "/below/"):
        for path, opened in (("", 1), ("talks/metpy/", 1), ("search/", 0), ("talks.json", 0)):
            assert page.evaluate(matches, [wanted["href_matches"], place + path])
            assert page.evaluate(matches, [unwanted["not"]["href_matches"], place + path]) != opened
