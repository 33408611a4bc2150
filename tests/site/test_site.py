"""The built site, page by page: links, headings, listings, spelling."""

import re
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit

from tests.helpers import ORIGIN, addresses, text, without
from tools.build import ROOT

MISSPELLINGS = (ROOT / "tests" / "misspellings.txt").read_text("utf-8").splitlines()
KINDS = {"keynote": "Keynote", "plenary": "Plenary", "lightning": "Lightning talk"}
DAYS = ("days/day-1/", "days/day-2/", "days/day-3/")


def test_every_link_and_anchor_resolves(site):
    ids = {path: {node["id"] for node in page.select("[id]")} for path, page in site.pages.items()}
    for path, page in site.pages.items():
        for node in page.select("[href], [src]"):
            address = urljoin(ORIGIN + path, node.get("href") or node.get("src"))
            if address.startswith(ORIGIN):
                parts = urlsplit(address)
                target, anchor = unquote(parts.path.lstrip("/")), unquote(parts.fragment)
                assert target in ids or (site.folder / target).is_file(), f"{path} -> {target}"
                assert not anchor or anchor in ids[target], f"{path} -> {target}#{anchor}"


def test_each_page_by_itself(site):
    for path, page in site.pages.items():
        assert page.title.string.strip(), path
        # The policy of the pages would block it, with an error in Firefox's console.
        assert not page.select("link[rel=next], link[rel=prefetch]"), path
        if path in site.redirects:
            continue
        # Otherwise screen readers do not speak what is announced.
        assert len(page.select("#announcement[role=status]")) == 1, path
        headings = page.select("h1, h2, h3, h4, h5, h6, [role=heading]")
        levels = [int(one.get("aria-level") or one.name[1]) for one in headings]
        assert levels.count(1) == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), path


def test_no_markup_is_left_unparsed(site):
    unparsed = re.compile(r"\{[a-z][\w:-]*\}|\*\*|:::|```|\]\(|^#+ |\[\^|<http")
    for path, page in site.pages.items():
        found = unparsed.search(without(page.body, "code, pre, script, style").get_text())
        assert found is None, f"{path}: {found}"


def test_no_misspelling_of_the_raw_notes_is_on_the_site(site, real_site):
    raw = real_site.read("notes/scipy-2023.md")
    assert [wrong for wrong in MISSPELLINGS if wrong not in raw] == []
    for path, page in site.pages.items():
        if path in {"about/corrections/", "about/raw-notes/"}:
            continue  # these show what was typed
        words = without(page, ".as-typed, pre").get_text(" ")  # pre: keys of BibTeX are no words
        wrong = [w for w in MISSPELLINGS if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", words)]
        assert wrong == [], path


def test_every_talk_has_its_place_in_one_day(site, data):
    found = []
    for day in DAYS:
        talks = addresses(day, site.pages[day].select(".day-talks .talk-title a"))
        for place, path in enumerate(talks, 1):
            eyebrow = site.pages[path].select_one(".eyebrow")
            assert addresses(path, eyebrow.select("a")) == [day]
            assert f"· {place} of {len(talks)} ·" in text(eyebrow), path
        for before, after in pairwise(talks):
            assert addresses(before, site.pages[before].select("a.right-next")) == [after]
            assert addresses(after, site.pages[after].select("a.left-prev")) == [before]
        found += talks
    assert sorted(found) == sorted(site.talks)
    assert set(site.talks) == {talk["address"] for talk in data["talks"]}


def test_the_page_of_a_talk_has_what_its_data_says(site, data):
    dates = {"Day 1": "12 July 2023", "Day 2": "13 July 2023", "Day 3": "14 July 2023"}
    for talk in data["talks"]:
        path, page = talk["address"], site.pages[talk["address"]]
        day, _, date, *kind = text(page.select_one(".eyebrow")).split(" · ")
        assert date == dates[day], path
        assert kind == ([] if talk["kind"] == "talk" else [KINDS[talk["kind"]]])
        assert bool(page.select(".about-talk")) == bool(talk["about"]), path
        others = [f"talks/{other['talk']}/" for other in talk["see_also"]]
        assert addresses(path, page.select(".see-also li a")) == others
        tools = addresses(path, page.select(".tool-line a"))
        assert not talk["notes"] or f"about/raw-notes/#line-{talk['raw_line']}" in tools, path
        additions = {addition["id"]: addition["raw_lines"] for addition in talk["additions"]}
        assert {node["id"] for node in page.select(".addition")} == set(additions)
        for name, lines in additions.items():
            assert page.select_one(f"#{name} .addition-source a.external"), path
            # Below the last of the notes that it answers.
            assert not lines or page.select_one(f"#line-{lines[-1]} > #{name}"), path


def test_what_single_talks_show(site):
    page = site.pages["talks/disciplined-saddle-programming/"]
    assert text(page.select_one(".eyebrow")).startswith("Day 1 · 5 of ")
    speakers = [text(link) for link in page.select(".speakers a")]
    assert speakers == ["Philipp Schiele", "Eric Sager Luxenberg"]
    assert page.select_one(".speakers a")["href"].endswith("people/#philipp-schiele")
    links = {text(a): a["href"] for a in page.select(".link-buttons a, .other-links a")}
    assert links["Video"] == "https://www.youtube.com/watch?v=UwyiA3jzQ5k"
    assert links["Paper"] == "https://arxiv.org/abs/2301.13427"
    assert not page.select(".official-title")
    page = site.pages["talks/duckdb/"]
    assert text(page.h1).startswith("In-process something something with DuckDB")
    title = "Official title: In-Process Analytical Data Management with DuckDB"
    assert text(page.select_one(".official-title")) == title
    page = site.pages["talks/espaloma-sake/"]
    assert text(page.select_one(".without-notes")) == "No notes were taken."
    assert page.select(".speakers a, .link-buttons a")
    addition = site.pages["talks/tools-plenary-day-2/"].find(id="per-interpreter-gil")
    assert text(addition.select_one(".admonition-title")) == "Editor’s note on line 199"
    assert "3.12" in text(addition)
    assert addition.select_one(".addition-source a")["href"] == "https://peps.python.org/pep-0684/"


def test_everybody_who_spoke_is_on_the_people_page_once(site):
    people = site.pages["people/"]
    names = [text(term) for term in people.select(".people dt")]
    assert len(names) == len(set(names))
    assert names == sorted(names, key=str.casefold)
    for path, talk in site.talks.items():
        for link in talk.select(".speakers a"):
            person = people.find(id=link["href"].partition("#")[2])
            assert text(person) == text(link)
            given = person.find_next_sibling("dd").select("ul.talks a")
            assert path in addresses("people/", given)


def test_addresses_in_notes_are_links(site):
    address = re.compile(r"https?://\S+|\b(?:github\.com|bit\.ly)/\S+|\b(?:sli\.dev|zarr\.dev)\b")
    for path, page in [*site.talks.items(), ("list", site.pages["reading-list/"])]:
        for note in page.select("li.note > p:not(.as-typed)"):
            assert not address.search(without(note, "a, code").get_text()), path
    noted = site.pages["talks/too-much-parallelism/"].select_one("#line-83 a.external")
    assert text(noted) == "https://github.com/thomasjpfan/parallelism-python-libraries-design"


def test_home_leads_everywhere_and_shows_each_talk_as_a_bar_and_as_a_row(site):
    page = site.pages[""]
    links = {link["href"].rstrip("#") for link in page.select("article a")}
    assert links >= {*DAYS, "people/", "reading-list/", "about/", "talks/metpy/#line-257"}
    bars = {bar["href"]: bar for bar in page.select(".picture a")}
    assert list(bars) == [row["href"] for row in page.select(".home-days li a")]
    assert len(bars) == len(site.talks)
    told = {text(bar.title): int(bar.rect["height"]) for bar in bars.values()}
    assert told["Can there be too much parallelism?: 31 notes"] == max(told.values()) == 100
    assert min(told.values()) > 0  # a talk without notes has a line
    assert {bar["tabindex"] for bar in bars.values()} == {"-1"}


def test_a_day_shows_all_of_a_few_notes_and_the_first_of_many(site):
    """Whatever it shows leads to its line; who speaks stands above."""
    for path in DAYS:
        for item in site.pages[path].select(".day-talks > li"):
            notes = site.pages[addresses(path, [item.a])[0]].select("li.note")
            lines = [link["href"].partition("#")[2] for link in item.select(".excerpt a")]
            few = [n["id"] for n in notes if not re.match(r"speakers?: \w", text(n.p))]
            top = [n["id"] for n in notes if n["id"] in few and not n.find_parent("li")]
            assert lines == (few if len(notes) <= 4 else top[:3])
            assert (f"All {len(notes)} notes" in text(item)) == (len(lines) < len(notes))


def test_every_page_says_what_it_is_about(site):
    texts = []
    for path, soup in site.pages.items():
        if path == "404.html" or path in site.redirects:  # search engines leave them out
            continue
        [meta] = soup.find_all("meta", attrs={"name": "description"})
        assert 40 < len(meta["content"]) <= 162, path
        texts.append(meta["content"])
    assert len(set(texts)) == len(texts)
    talk = site.pages["talks/too-much-parallelism/"].find("meta", attrs={"name": "description"})
    assert talk["content"] == (
        "What happens when several libraries go parallel at once, and how to keep them off each "
        "other's cores. Notes on “Can There Be Too Much Parallelism?”, a talk by …"
    )


def test_another_conference_is_named_by_its_home_page(other_site):
    """Name, place and raw notes stand there alone: no page of another site says "SciPy"."""
    files = [file for file in other_site.folder.rglob("*") if file.is_file()]
    assert [file for file in files if b"SciPy" in file.read_bytes()] == []
    page, address = other_site.pages["talks/first/"], "https://example.org/a/b/talks/first/"
    assert page.title.string == "First things — Mini 2030 notes"
    said = text(page)
    for words in ("Mini 2030.", "Mini 2030, Little Town"):
        assert f"Notes by one attendee of {words}" in said
    assert "mini2030-first," in said
    assert f"url = {{{address}}}" in said
    assert page.select_one("link[rel=canonical]")["href"] == address
    assert page.select_one("meta[name=citation_public_url]")["content"] == address
