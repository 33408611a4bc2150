"""Notes as units: their addresses, their corrections, what they mention, what they lead to."""

import json
import re
from collections.abc import Sequence
from typing import Any

import jsonschema
import pytest
import yaml
from pybtex.database import parse_string

from conference.model.corrections import Correction, compare, difference
from conference.model.mentions import Mention, Names
from tests.helpers import addresses, as_typed, run, text, without
from tools.addresses import LIST, addresses_of
from tools.build import ROOT

RAW = (ROOT / "notes" / "scipy-2023.md").read_text("ascii")


# -- Corrections ----------------------------------------------------------------


def undo(corrected: str, corrections: Sequence[Correction]) -> str:
    """Return what was typed, from the corrected text and its corrections."""
    text = corrected
    for correction in reversed(corrections):
        end = correction.offset + len(correction.corrected)
        assert text[correction.offset : end] == correction.corrected
        text = text[: correction.offset] + correction.typed + text[end:]
    return text


@pytest.mark.parametrize(
    ("typed", "corrected", "corrections"),
    [
        ("same words", "same words", []),
        ("magicm ethods", "magic methods", [(0, "magicm ethods", "magic methods")]),
        ("a treee fell", "a tree fell", [(2, "treee", "tree")]),
        ("8TB of dataa", "8 TB of data", [(0, "8TB", "8 TB"), (8, "dataa", "data")]),
        ("", "new", [(0, "", "new")]),
        ("old", "", [(0, "old", "")]),
    ],
)
def test_corrections_are_word_by_word(typed, corrected, corrections):
    found = compare(typed, corrected)
    assert [(c.offset, c.typed, c.corrected) for c in found] == corrections
    assert undo(corrected, found) == typed
    now, then = ("".join(part) for part in zip(*difference(corrected, found), strict=True))
    assert (now, then) == (corrected, typed)


def test_undoing_all_published_corrections_gives_the_raw_file(data, notes):
    """Line by line, from what the site publishes alone."""
    lines = dict.fromkeys(range(1, 389), "")
    for note in notes:
        corrections = [Correction(**correction) for correction in note["corrections"]]
        typed = undo(note["corrected"], corrections)
        assert typed == note["raw"]
        lines[note["raw_line"]] = f"{'    ' * note['depth']}- {typed}"
    for talk in (talk for talk in data["talks"] if talk["raw_line"]):  # or an editor added it
        corrections = [Correction(**correction) for correction in talk["title_corrections"]]
        title = undo(talk["title"], corrections)
        assert talk["raw_heading"].endswith(title)
        start = talk["raw_heading"].removesuffix(talk["raw_title"])
        lines[talk["raw_line"]] = f"### {start}{title}"
        for left_out in talk["left_out"]:
            lines[left_out["raw_line"]] = f"- {left_out['raw']}".rstrip()
    headings = {1: "# SciPy 2023", 3: "## Day 1", 179: "## Day 2", 293: "## Day 3"}
    lines |= headings | {355: "## Things to Google / Read"}
    assert "".join(f"{line}\n" for line in lines.values()) == RAW


def test_the_corrections_page_lists_them_by_talk(site, data):
    page = site.pages["about/corrections/"]
    for talk in data["talks"]:
        corrections = list(talk["title_corrections"])
        for note in talk["notes"]:
            corrections += note["corrections"]
        made = [
            c for c in corrections if c["typed"].replace("`", "") != c["corrected"].replace("`", "")
        ]
        items = page.select(f"#{talk['slug']} li")
        assert len(items) == len(made) + len(talk["additions"]), talk["slug"]
    assert "61 paralllelism → parallelism" in text(page.find(id="too-much-parallelism"))


def test_the_raw_notes_page_is_the_raw_file(site):
    page = site.pages["about/raw-notes/"]
    items = page.select(".raw-lines > li")
    assert [item["id"] for item in items] == [f"line-{n}" for n in range(1, 389)]
    for item, line in zip(items, RAW.splitlines(), strict=True):
        shown = item.select_one(".raw-line")
        assert (shown.get_text() if shown else "") == line
        if line and line != "-":
            path, _, anchor = addresses("about/raw-notes/", [item.a])[0].partition("#")
            assert anchor == ("" if line.startswith("#") else item["id"])
            assert site.pages[path].select_one(f"li.note#{anchor}" if anchor else "h1")


def test_corrected_notes_carry_what_was_typed(site, notes):
    raw = {note["address"]: note["raw"] for note in notes}
    for path, page in site.pages.items():
        for typed in page.select("li.note > .as-typed"):
            assert without(typed, "ins").get_text() == raw[f"{path}#{typed.parent['id']}"]
            assert typed.has_attr("hidden")  # reader views would show it as another note
    typed = site.pages["talks/too-much-parallelism/"].select_one("#line-61 > .as-typed")
    assert [text(word) for word in typed.select("del, ins")] == ["paralllelism", "parallelism"]
    assert not site.pages["talks/too-much-parallelism/"].select("#line-62 > .as-typed")


# -- Addresses ------------------------------------------------------------------


def test_every_note_stands_at_its_address_with_a_link_to_itself(site, notes):
    """As deep as it was typed, in that order; and nothing else has the address of a note."""
    found = {}
    for path in sorted(set(site.pages) - {"about/raw-notes/"}):
        nodes = site.pages[path].select("[id^=line-]")
        numbers = [int(node["id"].removeprefix("line-")) for node in nodes]
        assert numbers == sorted(numbers), path
        for node, number in zip(nodes, numbers, strict=True):
            assert "note" in node["class"]
            link = node.p.select_one("a.line-link")
            assert link["href"] == f"#line-{number}"
            assert link["aria-label"] == f"Line {number}"
            assert link["data-line"] == f"{number}"
            own = without(node.p, ".line-link, .bibtex-citation, .see-addition")
            depth = len(node.find_parents("li", class_="note"))
            found[f"{path}#{node['id']}"] = (as_typed(text(own)), depth)
    assert found == {note["address"]: (note["text"], note["depth"]) for note in notes}


def test_every_address_ever_published_opens_and_those_of_the_site_are_listed(real_site):
    """An address with an anchor that moved leads to the same anchor of the new page.

    A new address is added with ``nox -s addresses``.
    """
    published = real_site.read("tests/addresses.txt").split()
    assert published == sorted(set(published))
    there = set(addresses_of(real_site.folders.site))
    assert there - set(published) == set()
    moved = real_site.redirects()
    assert set(moved) <= there
    for address in published:
        page, mark, anchor = address.partition("#")
        assert moved.get(page, page) + mark + anchor in there, address


def test_the_list_of_addresses_only_grows():
    def git(*arguments: str) -> str:
        done = run("git", *arguments, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        return done.stdout

    if git("rev-parse", "--is-shallow-repository").strip() == "true":
        git("fetch", "--quiet", "--unshallow")  # or fail: it proves nothing then
    history = git("log", "--format=", "--patch", "--unified=0", "--", str(LIST))
    removed = {line[1:] for line in history.splitlines() if re.match(r"-[^-]", line)}
    assert removed <= set(LIST.read_text("utf-8").split())


# -- Mentions -------------------------------------------------------------------


def test_the_longest_name_wins_and_is_used_up_as_a_whole_word():
    known = {"Dask": "dask", "dask-contrib/dask-expr": "dask-expr", "dask-contrib": None}
    names = Names(list(known.items()))
    found = [Mention(0, 22, "dask-expr"), Mention(27, 31, "dask")]
    assert names.find("dask-contrib/dask-expr and DASK") == found
    assert names.find("dask-contrib/other, dasks _dask dask_ dask2 xdask") == []
    assert Names([]).find("anything") == []


def plain_search(registry: dict[str, Any]) -> dict[str, set[int]]:
    """Return the raw lines that name each project, by a search of its own over the raw text."""
    owners: dict[str, str] = {}
    for key, entry in registry.items():
        names = [entry["name"], *entry.get("spellings", []), *entry.get("raw_spellings", [])]
        owners |= dict.fromkeys(map(str.casefold, names), key)
        owners |= dict.fromkeys(map(str.casefold, entry.get("except", [])), "")
    words = "|".join(map(re.escape, sorted(owners, key=len, reverse=True)))
    found: dict[str, set[int]] = {key: set() for key in ["", *registry]}
    for number, line in enumerate(RAW.casefold().splitlines(), 1):
        if line.lstrip().startswith("-"):
            for name in re.findall(f"(?<![a-z0-9_])(?:{words})(?![a-z0-9_])", line):
                found[owners[name]].add(number)
    return found


@pytest.mark.parametrize("name", ["projects", "people"])
def test_pages_quote_every_mention_in_full_and_none_too_many(site, real_site, notes, name):
    registry = yaml.safe_load(real_site.read(f"docs/_data/{name}.yaml"))
    found = plain_search(registry)
    texts = {note["address"]: note["text"] for note in notes}
    page = site.pages[f"{name}/"]
    assert len(registry) > (100 if name == "projects" else 30)
    assert {term["id"] for term in page.select(f".{name} dt")} == set(registry)
    for key in registry:
        body = page.find(id=key).find_next_sibling("dd")
        given = {link["href"] for link in body.select(".talks a")}  # their lines say nothing more
        anchors = [link["href"].partition("#")[2] for link in body.select(".quotes a")]
        own = {note["id"] for path in given for note in site.pages[path[3:]].select("li.note")}
        expected = sorted({f"line-{line}" for line in found[key]} - own)
        assert sorted(filter(None, anchors)) == expected, key
        for quote in body.select(".quotes li .quote"):
            [link] = addresses(f"{name}/", [quote.find_parent("li").a])
            assert as_typed(text(quote)) == texts[link], link


def test_the_first_mention_on_a_page_is_a_link(site):
    links = site.pages["talks/duckdb/"].select("#line-121 > p a.mention")
    assert [(text(link), link["href"]) for link in links] == [("DuckDB", "../../projects/#duckdb")]
    code = site.pages["talks/too-much-parallelism/"].select_one("#line-73 a.mention")
    assert code["href"] == "../../projects/#threadpoolctl"
    term = site.pages["talks/numpy/"].select_one("li.note a.mention[href*=glossary]")
    assert (term.text, term["href"]) == ("wheels", "../../glossary/#term-Wheel")
    for talk in site.pages.values():
        targets = [link["href"] for link in talk.select("li.note > p a.mention")]
        assert len(targets) == len(set(targets))


# -- Citing ---------------------------------------------------------------------


def test_a_talk_can_be_cited(site):
    page = site.pages["talks/disciplined-saddle-programming/"]
    folded = page.find(id="cite-this-page")
    assert folded.find_parent("details")  # which opens where an address leads into it
    (entry,) = parse_string(folded.get_text(), "bibtex").entries.values()
    assert "author" not in entry.persons  # the speakers did not write the notes
    assert "Philipp Schiele and Eric Sager Luxenberg" in entry.fields["title"]
    meta = {m["name"]: m["content"] for m in page.select("meta[name^=citation_]")}
    assert meta["citation_publication_date"] == "2023/07/12"
    assert meta["citation_conference_title"] == "SciPy 2023"
    assert meta["citation_title"].startswith("Notes on “")
    assert "citation_author" not in meta


# -- Data -----------------------------------------------------------------------


def test_talks_json_is_valid_by_its_schema(real_site, data):
    schema = json.loads((real_site.folders.site / data["$schema"]).read_text("utf-8"))
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    kind(schema, format_checker=jsonschema.FormatChecker()).validate(data)
