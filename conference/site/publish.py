"""What other programs read: sitemap, ``llms.txt``, notes as Markdown and as JSON, JSON-LD.

Addresses are whole where ``SITE_URL`` is set. Without it they are relative, and what has to have whole
ones is left out: the sitemap and JSON-LD.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sphinx.application import Sphinx

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.corrections import compare
from conference.model.entries import Conference, Note, Talk
from conference.model.words import in_a_row, in_words
from conference.pages.domain import domain_of
from conference.pages.html import when_html_is_written
from conference.pages.talk import cited_title

from .missing_pages import WITHOUT_TEXT

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NOTES = "notes.md"  # of each conference, in its folder
MARKS = re.compile(r"[\\*_<\[\]]")  # what Markdown would not show as it is

SCHEMA = Path(__file__).with_name("talks.schema.json")

AddressOf = Callable[[str], str]


def json_ld(talk: Talk, catalogue: Catalogue) -> str:
    """Return what a talk's page is about as JSON-LD, in the words of schema.org.

    The page is a page about a talk: who gave the talk did not write it.
    """
    day = catalogue.days_by_talk.get(talk.docname)
    conference = catalogue.conference_of(talk.docname)
    event = {
        "@type": "Event",
        "name": talk.programme_title or talk.title,
        "startDate": day.held_on.isoformat() if day else None,
        "performer": [{"@type": "Person", "name": name} for name in catalogue.speakers_of(talk)],
        "location": conference.facts.place,
        "superEvent": {"@type": "Event", "name": conference.name},
    }
    page = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": cited_title(talk, catalogue),
        "url": catalogue.addresses[talk.docname],
        "about": {key: value for key, value in event.items() if value},
    }
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def sitemap(addresses: list[str]) -> bytes:
    """Return a sitemap, as https://www.sitemaps.org/protocol.html has them."""
    urls = ElementTree.Element("urlset", xmlns=SITEMAP)
    for address in addresses:
        ElementTree.SubElement(ElementTree.SubElement(urls, "url"), "loc").text = address
    ElementTree.indent(urls)
    text: bytes = ElementTree.tostring(urls, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def llms(catalogue: Catalogue, address_of: AddressOf) -> Iterator[str]:
    """Yield the lines of ``llms.txt``, as https://llmstxt.org has it: what is here, and where."""
    names = [conference.name for conference in catalogue.conferences.values()]
    yield from (f"# Notes on {in_a_row(names)}", "", "> One attendee's notes, talk by talk.", "")
    for conference in catalogue.conferences.values():
        yield from (f"## {conference.name}", "")
        yield f"- [All notes in one file]({address_of(conference.page(NOTES))})"
        for talk in catalogue.talks_of(conference):
            about = f": {talk.facts.about.text}" if talk.facts.about else ""
            yield f"- [{literal(talk.title)}]({address_of(talk.docname)}){about}"
        yield ""


def as_markdown(
    conference: Conference, catalogue: Catalogue, address_of: AddressOf
) -> Iterator[str]:
    """Yield the lines of all notes of a conference; the number of each is a link to its page."""
    about = "Notes by one attendee. Numbers are raw lines."
    yield from (f"# {conference.with_place}", "", about, "")
    for talk in catalogue.talks_of(conference):
        page, day = address_of(talk.docname), catalogue.days_by_talk.get(talk.docname)
        held = f"{day.title}, {in_words(day.held_on)}" if day else ""
        facts = filter(None, [held, in_a_row(catalogue.speakers_of(talk))])
        yield from (f"## [{literal(talk.title)}]({page})", "", "; ".join(facts), "")
        yield from bullets(talk.notes, page)
        for added in talk.additions:
            lines = in_a_row([str(line) for line in added.raw_lines])
            on = f" on {lines}" if lines else ""
            yield f"- [Editor's note{on}]({page}#{added.id}): {literal(added.text)}"
        yield ""
    for docname, title, notes in catalogue.lists_of(conference):
        page = address_of(docname)
        yield from (f"## [{title}]({page})", "", *bullets(notes, page), "")


def bullets(notes: Iterable[Note], page: str) -> Iterator[str]:
    """Yield notes as bullets of Markdown."""
    for note in notes:
        indent = "  " * note.depth
        yield f"{indent}- [{note.raw_line}]({page}#{note.id}) {literal(note.typed)}"


def literal(text: str) -> str:
    """Return a text, with marks of code, that Markdown shows as it is."""
    parts = text.split("`")
    parts[::2] = [MARKS.sub(r"\\\g<0>", part) for part in parts[::2]]
    return "`".join(parts)


def as_data(catalogue: Catalogue, address_of: AddressOf) -> dict[str, Any]:
    """Return the talks as JSON data; *address_of* gives the address of a document in the site."""

    def raw(page: str, line: int | None) -> str:
        return catalogue.conference_of(page).raw.lines[line or 0].text

    def note(page: str, note: Note) -> dict[str, Any]:
        return {
            "id": note.id,
            "address": f"{address_of(page)}#{note.id}",
            "raw_line": note.raw_line,
            "depth": note.depth,
            "text": note.text,
            "corrected": note.typed,
            "raw": raw(page, note.raw_line),
            "corrections": [asdict(c) for c in compare(raw(page, note.raw_line), note.typed)],
            "projects": sorted(catalogue.project_names.named(note.text)),
            "people": sorted(catalogue.person_names.named(note.text)),
            "reading": list(note.cites),
        }

    def talk(page: str, talk: Talk) -> dict[str, Any]:
        facts, day = talk.facts, catalogue.days_by_talk.get(page)
        speakers = zip(facts.speakers, catalogue.speakers_of(talk), strict=True)
        section = catalogue.section_of(talk)
        corrections = compare(section.title, talk.title) if section else ()
        return {
            "conference": catalogue.conference_of(page).name,
            "slug": talk.slug,
            "address": address_of(page),
            "title": talk.title,
            "raw_line": talk.facts.raw_line,
            "raw_heading": section.heading.text if section else None,
            "raw_title": section.title if section else None,
            "title_corrections": [asdict(correction) for correction in corrections],
            "kind": facts.kind,
            "day": day.title if day else None,
            "date": day.held_on.isoformat() if day else None,
            "speakers": [{**speaker.model_dump(), "name": name} for speaker, name in speakers],
            "programme_title": talk.programme_title or None,
            "programme_source": facts.programme.source if facts.programme else None,
            **facts.model_dump(include={"about", "reading", "topics"}),
            "see_also": [{"talk": a.slug, "why": why} for a, why in catalogue.see_also(talk)],
            "links": [link.model_dump() for link in facts.links],
            "notes": [note(page, found) for found in talk.notes],
            "left_out": [
                {**line.model_dump(), "raw": raw(page, line.raw_line)} for line in facts.left_out
            ],
            "additions": [
                {
                    "id": addition.id,
                    "address": f"{address_of(page)}#{addition.id}",
                    "raw_lines": list(addition.raw_lines),
                    "date": addition.date or None,
                }
                for addition in talk.additions
            ],
        }

    return {
        "$schema": SCHEMA.name,
        "talks": [talk(page, found) for page, found in catalogue.talks.items()],
        "reading_list": {
            "address": address_of(READING_LIST),
            "notes": [note(page, one) for page, of in catalogue.lists.items() for one in of],
        },
    }


@when_html_is_written
def write_files(app: Sphinx) -> None:
    """Write the files into the site."""
    catalogue, out, base = domain_of(app.env).catalogue, Path(app.outdir), app.config.html_baseurl

    def address_of(name: str, folder: str = "") -> str:
        """Return an address, as seen from a *folder* if the site does not know its own."""
        uri: str = name if name.endswith(NOTES) else app.builder.get_target_uri(name)
        return f"{base}{uri}" if base else uri.removeprefix(folder)

    files = {"llms.txt": llms(catalogue, address_of)}
    for conference in catalogue.conferences.values():
        seen = partial(address_of, folder=conference.folder)
        files[conference.page(NOTES)] = as_markdown(conference, catalogue, seen)
    for name, lines in files.items():
        (out / name).write_text("\n".join(lines), encoding="utf-8")
    data = as_data(catalogue, app.builder.get_target_uri)
    (out / "talks.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (out / SCHEMA.name).write_bytes(SCHEMA.read_bytes())
    if base:
        names = sorted(app.env.found_docs - WITHOUT_TEXT)
        (out / "sitemap.xml").write_bytes(sitemap([address_of(name) for name in names]))
