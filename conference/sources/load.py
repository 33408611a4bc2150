"""Reads the sources into a checked ``Catalogue``, and says everything that is wrong with them.

Plain Python, no Sphinx: ``load`` takes the documentation folder and returns model and faults.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from .bibliography import read_bibliography
from .checks import check_cites, check_people, check_projects
from conference.model.faults import Fault
from .front_matter import (
    DAY_FIELDS,
    LEFT_OUT_FIELDS,
    LIST_FIELDS,
    checked,
    front_matter_of,
    text_of,
)
from .kept import Kept
from .loader import Loader, Sources
from conference.model.catalogue import Catalogue, Day, Talk
from .moved_pages import read_redirects
from .provenance import Claim, trace
from conference.model.raw_notes import RawNotes, parse_raw_notes
from .registries import read_people, read_projects
from .written_pages import SourcePage, read_page
from .talk_pages import read_talk
from .toctrees import check_slugs, read_toctrees

__all__ = ["Sources", "load"]

LONG_LISTS = ("corrections", "raw-notes")


def load(sources: Sources, kept: Kept | None = None) -> tuple[Catalogue, list[Fault]]:
    """Return the catalogue of the sources, and all their faults in the order of files and lines.

    The catalogue has what could be read, so that a build can go on and find more. *kept* are results
    of an earlier build, and takes those of this one.
    """
    loader = Loader(sources, kept or Kept())
    raw = _read_raw(loader)
    catalogue = Catalogue(raw, reading_list=sources.reading_list)
    _read_pages(loader)
    people = read_people(sources.people, sources.name(sources.people))
    projects = read_projects(sources.projects, sources.name(sources.projects))
    loader.faults += people.faults + projects.faults
    loader.people_are_known = people.readable
    catalogue.people, catalogue.projects = people.entries, projects.entries
    catalogue.reading, faults = read_bibliography(
        sources.bibliography, sources.name(sources.bibliography)
    )
    loader.faults += faults
    check_slugs(loader)
    talks = {
        docname: read_talk(loader, page, catalogue)
        for docname, page in loader.pages.items()
        if docname.startswith(f"{sources.talks}/")
    }
    listed = read_toctrees(loader)
    days = [
        _read_day(loader, page, tuple(d for d in listed.get(docname, ()) if d in talks))
        for docname, page in loader.pages.items()
        if docname.startswith(f"{sources.days}/")
    ]
    catalogue.days = {
        day.docname: day for day in sorted(days, key=lambda d: (d.held_on, d.docname))
    }
    catalogue.parts = _parts(loader, catalogue)
    in_order = [docname for day in catalogue.days.values() for docname in day.talks]
    catalogue.talks = {docname: talks[docname] for docname in dict.fromkeys([*in_order, *talks])}
    _trace_notes(loader, catalogue)
    catalogue.redirects, faults = read_redirects(
        sources.redirects, sources.name(sources.redirects), {*loader.pages, *loader.unreadable}
    )
    loader.faults += faults
    check_people(loader, catalogue, people.lines)
    check_projects(loader, catalogue, projects)
    if not any(fault.path == sources.name(sources.bibliography) for fault in loader.faults):
        check_cites(loader, catalogue)
    return catalogue, sorted(set(loader.faults))


def _read_raw(loader: Loader) -> RawNotes:
    file = loader.sources.raw_notes
    path = loader.sources.name(file)
    try:
        source = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        loader.fault(path, 1, "the raw notes are missing", "restore the file from git")
        loader.raw_is_known = False
        source = ""
    except UnicodeDecodeError:
        loader.fault(path, 1, "the raw notes are not UTF-8", "restore the file from git")
        loader.raw_is_known = False
        source = ""
    raw, faults = parse_raw_notes(source, path)
    loader.faults += faults
    return raw


def _read_pages(loader: Loader) -> None:
    docs = loader.sources.docs
    for file in sorted(docs.rglob("*.md")):
        inside = file.relative_to(docs)
        if any(part.startswith("_") for part in inside.parts):
            continue
        docname = inside.with_suffix("").as_posix()
        page, faults = read_page(file, docname, loader.sources.name(file), loader.kept)
        loader.faults += faults
        if page is None or (faults and page.front_matter is None):
            loader.unreadable.add(docname)
        if page is not None:
            loader.pages[docname] = page


def _read_day(loader: Loader, page: SourcePage, talks: tuple[str, ...]) -> Day:
    front = front_matter_of(loader, page, DAY_FIELDS, "a day page")
    held_on = text_of(front, "held_on", None)
    return Day(
        page.docname,
        page.title,
        held_on if type(held_on) is datetime.date else datetime.date.max,
        str(text_of(front, "summary")),
        talks,
    )


def _parts(loader: Loader, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Return which page has which day's part of the lists that are long."""
    return {
        name: {
            directive.argument: docname
            for docname, page in loader.pages.items()
            for directive in page.directives
            if directive.name == name and directive.argument in catalogue.days
        }
        for name in LONG_LISTS
    }


def _trace_notes(loader: Loader, catalogue: Catalogue) -> None:
    """Give every note its raw line, and report each raw line and each note that is left over."""
    sources = loader.sources
    claims = []
    for docname, page in loader.pages.items():
        talk = catalogue.talks.get(docname)
        if talk is None and docname in {sources.home, sources.reading_list}:
            front_matter_of(loader, page, LIST_FIELDS, "this page")
        front = page.front_matter
        if front is None or not isinstance(front.value, dict) or "raw_line" not in front.value:
            continue
        if not isinstance(front.value["raw_line"].value, int):
            loader.unreadable.add(docname)  # what it claims is not known
            continue
        left_out = checked(loader, front, "left_out", LEFT_OUT_FIELDS, page.path) if talk else []
        catalogue.left_out |= {
            text_of(node, "raw_line"): text_of(node, "reason") for node in left_out
        }
        catalogue.headings[front.value["raw_line"].value] = docname
        claims.append(
            Claim(
                page,
                front.value["raw_line"].value,
                front.value["raw_line"].line,
                {text_of(node, "raw_line"): node.line for node in left_out},
                has_notes=talk is not None or docname == sources.reading_list,
                programme_title=talk.programme_title if talk else "",
            )
        )
    if not loader.raw_is_known:
        return
    notes, faults = trace(catalogue.raw, claims, loader.kept, complete=not loader.unreadable)
    loader.faults += faults
    for docname, talk in catalogue.talks.items():
        catalogue.talks[docname] = _with_notes(loader, talk, notes.get(docname, ()))
    catalogue.list_notes = notes.get(sources.reading_list, ())


def _with_notes(loader: Loader, talk: Talk, notes: Any) -> Talk:
    """Return the talk with its notes; report additions about lines of other pages."""
    page = loader.pages[talk.docname]
    numbers = {note.raw_line for note in notes}
    written = [directive for directive in page.directives if directive.name == "addition"]
    for directive, addition in zip(written, talk.additions, strict=True):
        for number in addition.raw_lines:
            if number not in numbers:
                loader.fault(
                    page.path,
                    directive.line,
                    f"the addition '{addition.id}' is about raw line {number}, "
                    "which has no note here",
                    "correct ':lines:'",
                )
    if talk.raw_line is None and page.notes and talk.docname not in loader.unreadable:
        loader.fault(
            page.path,
            1,
            "the page has notes but no 'raw_line'",
            "add 'raw_line:' with the line of the talk's heading in the raw notes",
        )
    return replace(talk, notes=tuple(notes))
