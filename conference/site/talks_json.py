"""``talks.json``: everything on the talk pages as data, with a JSON Schema that says what it is.

It is made from the catalogue when the build ends, so every way to build gives the same bytes.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.corrections import compare
from conference.model.entries import Addition, Note, Talk
from conference.pages.domain import catalogue_of
from conference.pages.html import when_html_is_written

SCHEMA = Path(__file__).with_name("talks.schema.json")


def as_data(catalogue: Catalogue, address_of: Callable[[str], str]) -> dict[str, Any]:
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
            "raw_line": talk.raw_line,
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
            "additions": [added(page, addition) for addition in talk.additions],
        }

    def added(page: str, addition: Addition) -> dict[str, Any]:
        return {
            "id": addition.id,
            "address": f"{address_of(page)}#{addition.id}",
            "raw_lines": list(addition.raw_lines),
            "date": addition.date or None,
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
def write_talks(app: Sphinx) -> None:
    """Write data and schema into the site."""
    out = Path(app.outdir)
    data = as_data(catalogue_of(app.env), app.builder.get_target_uri)
    (out / "talks.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (out / SCHEMA.name).write_bytes(SCHEMA.read_bytes())
