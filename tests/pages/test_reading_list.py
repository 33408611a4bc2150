"""The reading list: where its items come from, how far they are read, and what others read of it."""

import json
import re

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from tests.helpers import addresses, text, without

PAGE = "reading-list/"


# The names that the file may use, of
# https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
CSL = {
    *("type", "id", "author", "issued", "edition", "issue", "number", "page", "volume"),
    *("abstract", "annote", "archive", "archive_location", "container-title", "DOI", "genre"),
    *("ISBN", "keyword", "note", "publisher", "title", "title-short", "URL"),
}


def parsed(source: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return type and fields of each entry of a BibTeX source, by another parser than ours."""
    library = parse_string(source)
    assert library.failed_blocks == []
    return {
        entry.key: (entry.entry_type, {field.key: field.value for field in entry.fields})
        for entry in library.entries
    }


def plain(value: str) -> str:
    return value.replace("{", "").replace("}", "")


@pytest.fixture(scope="session")
def source(real_site):
    return parsed(real_site.read("docs/references.bib"))


@pytest.fixture(scope="session")
def items(site):
    terms = site.pages[PAGE].select(".reading-items dt")
    return {dt["id"].removeprefix("ref-"): dt.find_next_sibling("dd") for dt in terms}


# -- Where items come from -------------------------------------------------------------------------


def citations(site):
    """Return each citation on the site: item, page, anchor and own words of what cites it."""
    found = []
    for path, page in site.pages.items():
        for link in page.select(".bibtex-citation a"):
            place = link.find_parent(class_=["note", "addition"])
            words = without(link.find_parent("p"), ".bibtex-citation, .line-link")
            said = re.sub(" (?=[.,])", "", text(words))  # where a citation stood
            found.append((link["href"].partition("#ref-")[2], path, place["id"], said))
        cited = {key for key, at, *_ in found if at == path}
        for link in page.select("#on-the-reading-list li a"):
            key = link["href"].partition("#ref-")[2]
            if key not in cited:  # the front matter of the talk has it
                found.append((key, path, "on-the-reading-list", "added by the editor"))
    return found


def mentions(site):
    """Return each mention of an item's project in a note: item, page and anchor."""
    projects = site.pages["projects/"]
    return {
        (link["href"].partition("#ref-")[2], *address.split("#"))
        for link in projects.select(".project-home a[href*='#ref-']")
        for address in addresses("projects/", link.find_parent("dd").select(".quotes a[href*='#']"))
    }


def test_every_item_quotes_all_that_names_it_and_nothing_else(site, items):
    quoted = {
        (key, *addresses(PAGE, [origin.a])[0].split("#")): text(origin.select_one(".quote"))
        for key, body in items.items()
        for origin in body.select(".origins > li")
    }
    cited = {(key, path, anchor): words for key, path, anchor, words in citations(site)}
    assert {place: quoted.get(place) for place in cited} == cited
    assert set(quoted) == set(cited) | mentions(site)
    assert {key for key, *_ in quoted} == set(items)
    origins = items["zarr"].select(".origins > li")
    assert [(text(origin), origin.a["href"]) for origin in origins][:2] == [
        ("Zarr the list as noted", "#line-387"),
        ("Zarr SciPy Tools Plenary, Day 1", "../talks/tools-plenary-day-1/#line-23"),
    ]


def test_an_editors_note_is_an_origin_of_its_own_kind(other_site):
    origins = other_site.pages[PAGE].select("#ref-book + dd .origins > li")
    assert [text(origin) for origin in origins] == [
        "a book the list as noted",
        "numbers Second things, Day 1",
        "They are in it. editor’s note on Second things, Day 1",
    ]
    assert [link["href"] for link in origins[2].select("a")] == ["../talks/second/#both"]


def test_each_talk_ends_with_what_it_cites(site):
    for path, page in site.talks.items():
        cited = {link["href"] for link in page.select(".bibtex-citation a")}
        items = page.select("section#on-the-reading-list li")
        listed = [item.a["href"] for item in items]
        assert set(listed[: len(cited)]) == cited, path  # those of the front matter follow
        for item in items:
            assert text(item).startswith(text(item.a)), path
            assert text(item).endswith("."), path


# -- How far items are read ------------------------------------------------------------------------


def test_an_item_says_how_far_it_is_read_and_the_page_counts_that(other_site):
    page = other_site.pages[PAGE]
    said = {
        dt["id"]: text(dt.find_next_sibling("dd").select_one(".reading-status") or dt.a)
        for dt in page.select(".reading-items dt")
    }
    assert said == {
        "ref-book": "Book",  # and nothing of an item that is not read
        "ref-seen": "✓ Skimmed on 1 August 2023",
        "ref-done": "✓ Read on 31 July 2023: Don’t “miss” it.",
    }
    progress = page.select_one(".reading-progress")
    assert text(progress) == "0 of 1 on the list read, 1 of 2 more from talks."
    assert (progress.progress["value"], progress.progress["max"]) == ("0", "1")
    nav = page.select_one("nav.reading-filter")
    assert nav["aria-label"] == "Show a part of the list"
    links = [text(link) for link in nav.select("li > p:first-child a")]
    assert links == ["All 3", "My list 1", "From talks 2", "Books 3", "Skimmed 1", "Read 1"]


def test_an_item_leads_to_the_thing_says_what_it_is_and_is_not_read_unless_its_author_says_so(
    site, source
):
    page = site.pages[PAGE]
    for key, (_, fields) in source.items():
        term = page.find(id=f"ref-{key}")
        body = term.find_next_sibling("dd")
        assert term.a["href"] == fields["url"]
        assert text(body.select_one(".what")).endswith("."), key
        assert bool(body.select(".reading-status")) == ("readstatus" in fields), key
    read = any(fields.get("readstatus") == "read" for _, fields in source.values())
    counted = text(page.select_one(".reading-progress"))
    assert counted.startswith("Nothing read yet: ") != read
    listed = page.select("#as-noted li.note")
    assert all(n.select_one(".bibtex-citation a") for n in listed if n["id"] != "line-361")
    names = ("JupySQL", "PEP 709", "OpenBLAS", "The Mythical Man-Month", "amanda casari")
    assert [name for name in names if name not in text(page.article)] == []


# How many of these are visible.
SHOWN = """
selectors => selectors.map((selector) =>
  [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length)
"""
ITEMS = [".reading-items dt", ".reading-items dd", ".reading-group"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_filter_shows_as_many_items_as_it_says(open_page, items, scripts):
    page = open_page(PAGE, java_script_enabled=scripts)
    page.locator(".fold > summary").first.click()
    assert page.locator(".copy-bibtex").first.is_visible() is scripts  # it would do nothing
    links = page.locator(".reading-filter li > p:first-child a")
    for index in range(links.count()):
        link = links.nth(index)
        link.click()
        number = int(link.locator(".number").inner_text())
        terms, bodies, groups = page.evaluate(SHOWN, ITEMS)
        assert terms == bodies == number > 0
        assert groups == 8 if number == len(items) else groups > 0
        if index:
            sentence = page.locator(".reading-filter .shown:visible")
            assert f", {number} of {len(items)}." in sentence.inner_text()
    sentence.get_by_role("link", name=f"Show all {len(items)}").click()
    assert page.evaluate(SHOWN, [*ITEMS, "#as-noted"]) == [len(items), len(items), 8, 1]


def test_the_filter_works_by_keyboard_and_hides_no_item_that_is_linked(open_page, items):
    page = open_page(PAGE)
    page.locator(".reading-filter a", has_text="PEPs").focus()
    page.keyboard.press("Enter")
    assert 0 < page.evaluate(SHOWN, ITEMS)[0] < len(items)
    page.keyboard.press("Tab")  # from the sentence that the link leads to
    assert page.evaluate("document.activeElement.textContent") == f"Show all {len(items)}"
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN, ITEMS)[0] == len(items)
    page.goto(f"{page.url.partition('#')[0]}#show-book")
    assert 0 < page.evaluate(SHOWN, ITEMS)[0] < len(items)
    page.evaluate("location.hash = '#ref-zarr'")
    assert page.locator("#ref-zarr").is_visible()
    assert page.evaluate(SHOWN, ITEMS)[0] == len(items)


# -- What others read of the list ------------------------------------------------------------------


def test_bibtex_of_the_page_and_of_each_item_has_every_field_of_every_entry(site, source, items):
    links = [link["href"] for link in site.pages[PAGE].select(".reading-downloads a")]
    assert links == ["references.bib", "references.ris", "references.json"]
    assert parsed((site.folder / PAGE / "references.bib").read_text("utf-8")) == source
    for key, body in items.items():
        shown = body.select_one("details.bibtex pre").get_text()
        assert parsed(shown) == {key: source[key]}


@pytest.fixture(scope="session")
def ris(site):
    records = rispy.loads((site.folder / PAGE / "references.ris").read_text("utf-8"))
    return {record["id"]: record for record in records}


@pytest.fixture(scope="session")
def csl(site):
    items = json.loads((site.folder / PAGE / "references.json").read_text("utf-8"))
    return {item["id"]: item for item in items}


def test_other_formats_have_the_items_with_title_address_and_numbers(source, ris, csl):
    assert list(ris) == list(csl) == list(source)
    for key, (_, fields) in source.items():
        doi, isbn = fields.get("doi"), fields.get("isbn")
        wanted = (plain(fields["title"]), fields["url"], plain(fields["abstract"]), doi, isbn)
        record, item = ris[key], csl[key]
        said = (record["title"], *record["urls"], record["abstract"], record.get("doi"))
        assert (*said, record.get("issn")) == wanted  # RIS has one tag for both
        said = (item["title"], item["URL"], item["abstract"], item.get("DOI"), item.get("ISBN"))
        assert said == wanted
        assert record["type_of_reference"] in TYPE_OF_REFERENCE_MAPPING
        assert "unknown_tag" not in record
        assert set(item) <= CSL
        authors = fields["author"].split(" and ") if "author" in fields else []
        assert len(record.get("authors", [])) == len(item.get("author", [])) == len(authors)
        dated = "yearbasis" not in fields and bool({"year", "date"} & set(fields))
        assert ("year" in record) == ("issued" in item) == dated
        if "yearbasis" in fields:  # it is no date of publication
            assert item["note"].endswith(f"First commit in {fields['year']}.")


def test_names_are_sorted_in_ris_and_in_parts_in_csl_json_and_types_are_theirs(ris, csl):
    authors = {key: record.get("authors") for key, record in ris.items()}
    assert authors["pep-654"][-1] == "van Rossum, Guido"
    assert authors["mythical-man-month"] == ["Brooks, Frederick P., Jr."]
    assert authors["array-api-paper"][-1] == "Consortium for Python Data API Standards"
    assert authors["beyond-the-repository"][0] == "casari, amanda"
    authors = {key: item.get("author", []) for key, item in csl.items()}
    names = {part for people in authors.values() for name in people for part in name}
    assert names <= {"family", "given", "non-dropping-particle", "suffix", "literal"}
    van = {"family": "Rossum", "given": "Guido", "non-dropping-particle": "van"}
    assert authors["pep-654"][-1] == van
    junior = {"family": "Brooks", "given": "Frederick P.", "suffix": "Jr."}
    assert authors["mythical-man-month"] == [junior]
    assert authors["ibis"] == [{"literal": "The Ibis Project Authors"}]
    assert csl["chatgpt-jailbreaks"]["issued"] == {"date-parts": [[2023, 4, 13]]}
    for key, types in {
        "array-api-paper": ("CPAPER", "paper-conference"),
        "securing-open-source-software-act": ("BILL", "bill"),
        "zarr": ("COMP", "software"),
    }.items():
        assert (ris[key]["type_of_reference"], csl[key]["type"]) == types


def test_the_author_s_verdict_goes_along(other_conference):
    folder = other_conference.folders.site / PAGE
    read = {item["id"]: item for item in json.loads((folder / "references.json").read_text())}
    assert read["done"]["annote"] == 'Don\'t "miss" it.'
    back = parsed((folder / "references.bib").read_text("utf-8"))
    assert back["done"][1]["readstatus"] == "read"
    assert back == parsed(other_conference.read("docs/references.bib"))


# -- Copying ---------------------------------------------------------------------------------------


def test_the_button_copies_bibtex_and_says_so(open_page):
    page = open_page(f"{PAGE}#ref-zarr", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy BibTeX of Zarr", exact=True)
    box = button.bounding_box()
    assert min(box["height"], box["width"]) >= 24
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="BibTeX of Zarr copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@software{zarr,\n")
    assert list(parsed(copied)) == ["zarr"]
