"""Reads the sources that are not pages, and joins them with the pages into a checked catalogue.

Sphinx reads each page once, between the two: ``load`` comes before, ``join`` after.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conference.model.catalogue import DAYS, READING_LIST, TALKS, Catalogue
from conference.model.entries import (
    Conference,
    ConferenceFacts,
    Day,
    DayFacts,
    HomeFacts,
    ListFacts,
    Person,
    Project,
    ReadingItem,
    Talk,
    TalkFacts,
    Written,
)
from conference.model.faults import Fault
from conference.model.raw_notes import RawNotes, parse_raw_notes

from .bibliography import read_bibliography
from .pages import Page, read_front_matter
from .registries import Registry, read_redirects, read_registry, read_related_words, read_text

NO_CONFERENCE = ConferenceFacts.model_construct(name="", raw_notes="")
IS_HOME = re.compile(r"---\n(?:(?!---\n).*\n)*?conference:")


@dataclass
class Loaded:
    """What the sources that are not pages say, and what is wrong with them. Conferences are by folder.

    What cannot be read is empty, and what would follow from that is not a fault.
    """

    docs: Path
    conferences: dict[str, Conference]
    people: Registry[Person]
    projects: Registry[Project]
    reading: Registry[ReadingItem]
    redirects: Registry[str]
    related_words: Registry[list[str]]
    faults: list[Fault]


def path_in_project(docs: Path, name: str) -> str:
    """Return what messages call a file: its path from the folder that *docs* is in."""
    project = docs.resolve().parent
    return posixpath.relpath((docs / name).resolve().as_posix(), project.as_posix())


def load(docs: Path, home: str) -> Loaded:
    """Return what stands in the files that are not pages; *home* names the page of the conference."""

    def source(name: str) -> tuple[Path, str]:
        return docs / name, path_in_project(docs, name)

    conferences = {}
    faults: list[Fault] = []
    for index in (docs / f"{home}.md", *sorted(docs.glob(f"*/{home}.md"))):
        folder = index.relative_to(docs).as_posix().removesuffix(f"{home}.md")
        page = Page(f"{folder}{home}", path_in_project(docs, f"{folder}{home}.md"))
        text, _ = read_text(index, page.path)  # what is wrong is told when Sphinx reads the page
        if folder and not IS_HOME.match(text or ""):
            continue
        read_front_matter(page, text or "", HomeFacts, "")
        facts = page.facts.conference if isinstance(page.facts, HomeFacts) else NO_CONFERENCE
        raw = RawNotes("", {}, [])
        if facts.raw_notes:
            file, path = source(f"{folder}{facts.raw_notes}")
            text, wrong = read_text(file, path)
            raw, malformed = parse_raw_notes(text or "", path)
            faults += [*wrong, *malformed]
        conferences[folder] = Conference(folder, facts, raw)
    people = read_registry(*source("_data/people.yaml"), Person, "a person")
    projects = read_registry(*source("_data/projects.yaml"), Project, "a project")
    reading = read_bibliography(*source("references.bib"))
    redirects = read_redirects(*source("_data/redirects.yaml"))
    related_words = read_related_words(*source("_data/related_words.yaml"))
    files = (people, projects, reading, redirects, related_words)
    return Loaded(docs, conferences, *files, [*faults, *(f for file in files for f in file.faults)])


def kind_of_page(docname: str, home: str, source: str) -> tuple[type[Written] | None, str]:
    """Return what the front matter of a page has to be, and what messages call such a page."""
    if TALKS in docname:
        return TalkFacts, "a talk page"
    if DAYS in docname:
        return DayFacts, "a day page"
    if docname == home or IS_HOME.match(source):
        return HomeFacts, "the home page"
    if docname == READING_LIST or "\nraw_line:" in source.partition("\n---")[0]:
        return ListFacts, "this page"
    return None, ""


def join(loaded: Loaded, pages: Mapping[str, Page], listed: Mapping[str, list[str]]) -> Catalogue:
    """Return everything that could be read; *listed* has the pages that each page lists."""
    catalogue = Catalogue(
        loaded.conferences,
        people=loaded.people.entries,
        projects=loaded.projects.entries,
        reading=loaded.reading.entries,
        redirects=loaded.redirects.entries,
        related_words=loaded.related_words.entries,
    )
    talks, days = dict[str, Talk](), list[Day]()
    for docname, page in pages.items():
        facts, notes = page.facts, tuple(page.notes)
        if isinstance(facts, TalkFacts):
            talks[docname] = Talk(docname, page.title, facts, tuple(page.additions), notes)
        elif notes:
            catalogue.lists[docname] = notes
        if isinstance(facts, DayFacts):
            entries = listed.get(docname, ())
            names = tuple(name for name in entries if isinstance(pages[name].facts, TalkFacts))
            days.append(Day(docname, page.title, facts.held_on, facts.summary, names))
        if isinstance(facts, (ListFacts, TalkFacts)):
            folder = catalogue.conference_of(docname).folder
            if facts.raw_line:
                catalogue.headings[folder, facts.raw_line] = docname
            for line in facts.left_out:
                catalogue.left_out[folder, line.raw_line] = line.reason
    days.sort(key=lambda day: (day.held_on, day.docname))
    catalogue.days = {day.docname: day for day in days}
    in_order = [*(name for day in days for name in day.talks), *talks]
    catalogue.talks = {docname: talks[docname] for docname in in_order}
    return catalogue
