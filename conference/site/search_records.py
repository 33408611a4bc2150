"""``search-records.js``: what the search finds, made from the catalogue when the build ends.

It is a script and no JSON file, since pages opened from a disk may load scripts and nothing else.
What its rows mean stands in ``conference/browser/search/records.js``, which reads them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from conference.model.catalogue import READING_LIST
from conference.model.citations import names, text
from conference.model.entries import KINDS
from conference.pages.domain import PEOPLE, PROJECTS, catalogue_of
from conference.pages.html import when_html_is_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue
    from conference.model.corrections import Correction
    from conference.model.entries import Note, ReadingItem, Talk

# The records have to be light. Of what a reading item is about they have the words that its title
# has not, and none where people know the item by its name; of many authors the family names.
BY_NAME = {"software", "site"}
FEW = 3
WORD = re.compile(r"\w[\w.-]*\w")
SHORTEST_TOPIC = 4
NO_SLUG = re.compile(r"[^a-z0-9]+")

FILE = "search-records.js"
RECEIVER = "receiveSearchRecords"  # the function of the page that is called with them


def as_records(
    catalogue: Catalogue, titles: Mapping[str, str], address_of: Callable[[str], str]
) -> dict[str, Any]:
    """Return the records: the talks and their notes, people, projects, reading items, other pages.

    *titles* has the titles of all pages by document name, *address_of* gives the address of one in
    the site.
    """
    days = {docname: index for index, docname in enumerate(catalogue.days)}
    day_of = {
        docname: days[day.docname] for day in catalogue.days.values() for docname in day.talks
    }
    kinds = {kind: index for index, kind in enumerate(KINDS)}
    people = {key: index for index, key in enumerate(catalogue.people)}

    def talk(docname: str, talk: Talk) -> list[Any]:
        return [
            address_of(docname),
            talk.title,
            [
                *_notes(catalogue, docname, talk.notes),
                *([added.id, 0, added.text] for added in talk.additions),
            ],
            day_of.get(docname, -1),
            kinds[talk.facts.kind],
            [people[speaker.person] for speaker in talk.facts.speakers],
            talk.programme_title,
            _typed(catalogue.title_corrections(talk)),
        ]

    others = [
        name for name in titles if name not in catalogue.talks and name not in {"search", "404"}
    ]
    return {
        "days": [day.title for day in catalogue.days.values()],
        "kinds": list(KINDS.items()),
        "people": [
            f"{address_of(PEOPLE)}#",
            [
                _row(
                    _key(person.key, person.name),
                    person.name,
                    list(person.spellings),
                    person.affiliation.name if person.affiliation else "",
                )
                for person in catalogue.people.values()
            ],
        ],
        "projects": [
            f"{address_of(PROJECTS)}#",
            [
                _row(
                    _key(project.key, project.name),
                    project.name,
                    [*project.spellings, *project.raw_spellings, *project.aliases],
                )
                for project in catalogue.projects.values()
            ],
        ],
        "reading": [
            f"{address_of(READING_LIST)}#ref-",
            [_item(item) for item in catalogue.reading.values()],
        ],
        "pages": [
            *(_row(*talk(docname, found)) for docname, found in catalogue.talks.items()),
            *(
                [
                    address_of(name),
                    titles[name],
                    _notes(catalogue, name, catalogue.lists.get(name, ())),
                ]
                for name in sorted(others)
            ),
        ],
    }


def _notes(catalogue: Catalogue, docname: str, notes: Iterable[Note]) -> list[list[Any]]:
    """Return the rows of a page's notes. Each begins with the raw lines since the one before."""
    projects, people = (
        {key: index for index, key in enumerate(entries)}
        for entries in (catalogue.projects, catalogue.people)
    )
    rows = []
    before = 0
    for note in notes:
        place, raw_line = (docname, note.id), note.raw_line or 0
        rows.append(
            _row(
                raw_line - before,
                note.depth,
                note.text,
                _typed(catalogue.corrections(note)),
                sorted(projects[key] for key in catalogue.projects_by_place.get(place, ())),
                sorted(people[key] for key in catalogue.people_by_place.get(place, ())),
            )
        )
        before = raw_line
    return rows


def _item(item: ReadingItem) -> list[Any]:
    title = text(item.entry, "title")
    authors = names(item.entry)
    parts = ["given", "family"] if len(authors) <= FEW else ["family"]
    other = [
        item.label if item.label != title else "",
        " ".join(getattr(name, part) for name in authors for part in parts),
        text(item.entry, "year"),
    ]
    row = [_key(item.key, title), title, [words for words in other if words]]
    if item.group in BY_NAME:
        return _row(*row)
    said = {word.casefold() for word in WORD.findall(" ".join([title, *other]))}
    topics = dict.fromkeys(word.casefold() for word in WORD.findall(item.abstract))
    found = [word for word in topics if word not in said and len(word) >= SHORTEST_TOPIC]
    return _row(*row, " ".join(found))


def _key(key: str, name: str) -> str:
    """Return a key, or nothing where it is just what ``keyOf`` in the reader makes of the name."""
    return "" if NO_SLUG.sub("-", name.lower()).strip("-") == key else key


def _typed(corrections: Sequence[Correction]) -> str:
    """Return what was typed and is no more, each piece on a line."""
    return "\n".join(c.typed for c in corrections if c.typed and not c.is_markup)


def _row(*values: object) -> list[Any]:
    """Return a row without the empty values at its end."""
    row = list(values)
    while row and row[-1] in ("", []):
        row.pop()
    return row


def write_records(app: Sphinx) -> None:
    """Write the records into the site."""
    titles = {name: app.env.titles[name].astext() for name in app.env.found_docs}
    records = as_records(catalogue_of(app.env), titles, app.builder.get_target_uri)
    text = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
    file = Path(app.outdir, FILE)
    file.write_text(f"{RECEIVER}({text});\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the writing."""
    when_html_is_written(app, write_records)
