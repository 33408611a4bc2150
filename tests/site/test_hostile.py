"""Whatever an address holds is text to the scripts of a page: nothing runs, breaks or leads away."""

from urllib.parse import quote

import pytest

TEXTS = {
    "markup": '<img src=x onerror="alert(1)"><svg onload=alert(2)><script>alert(3)</script>',
    "quotes": "\"'`${alert(1)}`'\"",
    "script address": "javascript:alert(1)",
    "right to left": "\u202e\u05e9\u05dc\u05d5\u05dd\u2066 gro.elpmaxe",
    "10,000 characters": "a-" * 5_000,
    "pattern": "(a+)+$[[[\\",
    "emoji": "\U0001f4a5\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
}
# As they are, since encoding would spoil them.
RAW = {
    "half a letter": "%E0%A4%A",
    "lone per cent sign": "100%",
    "nul": "%00",
    "line breaks": "%0d%0aSet-Cookie:%20a=b",
    "other host": "//evil.example",
    "other host, encoded": "%2F%2Fevil.example%2F%2E%2E",
    "markup, not encoded": "<img/src=x/onerror=alert(1)>",
    "back slashes": "\\\\evil.example\\",
    "prototype": "__proto__/constructor/toString",
}
ATTACKS = {name: quote(text, safe="") for name, text in TEXTS.items()} | RAW


@pytest.fixture
def attack(open_page, address):
    """Return a function that opens an address; the test fails if a dialog opened or markup got in."""
    page = open_page("", 375)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def attack_(path: str):
        page.goto(address + path)
        assert page.locator("main img, main svg[onload], main script[src]").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, path
        assert page.url.startswith(address), path
        assert dialogs == [], path
        return page

    yield attack_
    assert dialogs == []


def test_the_missing_page_and_the_search_take_anything_for_text(attack):
    for name, text in ATTACKS.items():
        for path in (
            f"talks/{text}/?q={text}",
            f"search/?q={text}&day={text}&kind={text}&in={text}",
        ):
            page = attack(f"{path}#{text}")
            page.locator(".search-body").wait_for()
            assert page.locator(".search-form input").count() == 1, name
    page = attack("talks/" + ATTACKS["markup"])
    page.locator(".search-body").wait_for()
    assert "<img src=x" in page.locator("[role=combobox]").input_value()


def test_words_to_mark_are_text_and_no_pattern(attack):
    for name, text in ATTACKS.items():
        page = attack(f"talks/too-much-parallelism/?highlight={text}|threads#{text}")
        assert page.locator("h1").inner_text().startswith("Can there be too much"), name
        page.keyboard.press("Escape")
        assert page.locator("mark").count() == 0
    page = attack("talks/too-much-parallelism/?highlight=.|[a-z]#line-61")
    assert page.locator("mark").all_inner_texts() == [".", "."]


def test_a_redirect_leads_to_its_page_alone(visit, other_conference, serve):
    root = serve(other_conference.folders.site)
    for name in ("markup, not encoded", "script address", "other host", "half a letter"):
        page = visit(f"{root}talks/old/#{ATTACKS[name]}")
        page.wait_for_url(lambda url: url.startswith(f"{root}talks/first/#"))
