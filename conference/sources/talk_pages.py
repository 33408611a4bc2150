"""Reads a talk page: its facts, its speakers, its additions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conference.model.faults import nearest
from .front_matter import (
    LINK_FIELDS,
    PROGRAMME_FIELDS,
    SPEAKER_FIELDS,
    TALK_FIELDS,
    checked,
    front_matter_of,
    one_of,
    text_of,
)
from conference.model.catalogue import KINDS, LINK_KINDS, SPEAKER_SOURCES, Addition, Catalogue, Link, Speaker, Talk

if TYPE_CHECKING:
    from . import checked_yaml as schema
    from .loader import Loader
    from conference.model.raw_notes import RawSection
    from .written_pages import SourcePage


def read_talk(loader: Loader, page: SourcePage, catalogue: Catalogue) -> Talk:
    """Return the talk of a page, without its notes; what is wrong on the page is reported."""
    path = page.path
    front = front_matter_of(loader, page, TALK_FIELDS, "a talk page")
    kind = one_of(loader, front, "kind", KINDS, path, "kind")
    speakers = []
    for node in checked(loader, front, "speakers", SPEAKER_FIELDS, path):
        source = one_of(loader, node, "source", SPEAKER_SOURCES, path, "source")
        if not _is_known(loader, page, node, catalogue):
            continue
        if source in SPEAKER_SOURCES:
            speakers.append(Speaker(text_of(node, "person"), source))
        else:
            loader.unknown_people.add(text_of(node, "person"))
    links = []
    for node in checked(loader, front, "links", LINK_FIELDS, path):
        one_of(loader, node, "kind", LINK_KINDS, path, "kind of link")
        links.append(Link(text_of(node, "kind"), text_of(node, "url"), text_of(node, "text")))
    programme = checked(loader, front, "programme", PROGRAMME_FIELDS, path)
    raw_line = text_of(front, "raw_line", None)
    talk = Talk(
        page.docname,
        page.title,
        kind,
        raw_line if isinstance(raw_line, int) else None,
        tuple(speakers),
        text_of(programme[0], "title") if programme else "",
        text_of(programme[0], "source") if programme else "",
        tuple(links),
        tuple(_read_additions(loader, page)),
    )
    if not page.title and page.docname not in loader.unreadable:
        loader.fault(path, 1, "the page has no title", "add one heading, '# …', above the notes")
    for line, text in page.stray:
        loader.fault(
            path,
            line,
            f'"{text}" is neither a note nor an addition',
            "make it a bullet, or move it into an {addition} with its source",
        )
    return talk


def _is_known(loader: Loader, page: SourcePage, node: schema.Node, catalogue: Catalogue) -> bool:
    """Return whether a speaker is in the registry; report one who is not, or is not in the notes."""
    key = text_of(node, "person")
    line = node.value["person"].line
    person = catalogue.people.get(key)
    if person is None:
        loader.unknown_people.add(key)
        if loader.people_are_known:
            people = loader.sources.name(loader.sources.people)
            loader.fault(
                page.path,
                line,
                f"unknown person '{key}'{nearest(key, catalogue.people)}",
                f"correct the key, or add the person to {people}",
            )
        return False
    section = catalogue.raw.sections.get(text_of(page.front_matter or node, "raw_line", 0))
    if text_of(node, "source") == "notes" and section and not _names(section, key, catalogue):
        loader.fault(
            page.path,
            line,
            f"the raw lines of this talk do not name '{person.name}'",
            "use 'source: programme', or add the spelling of the notes to the person",
        )
    return True


def _names(section: RawSection, key: str, catalogue: Catalogue) -> bool:
    """Return whether the raw lines of a section name a person."""
    typed = "\n".join(line.text for line in (section.heading, *section.bullets))
    return any(mention.key == key for mention in catalogue.person_names.find(typed))


def _read_additions(loader: Loader, page: SourcePage) -> list[Addition]:
    additions: list[Addition] = []
    for directive in page.directives:
        if directive.name != "addition":
            continue
        if directive.argument in [addition.id for addition in additions]:
            message = f"two additions have the id '{directive.argument}'"
            loader.fault(page.path, directive.line, message, "give one of the two another id")
        numbers = directive.options.get("lines", "").replace(",", " ").split()
        lines = tuple(int(number) for number in numbers if number.isdecimal())
        cites = tuple(key for _, key in directive.cites())
        additions.append(Addition(directive.argument, lines, cites, directive.text()))
    return additions
