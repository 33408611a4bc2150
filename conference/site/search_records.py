"""``search-records.js``: what the search finds, made from the catalogue when the build ends.

It is a script and no JSON file, since pages opened from a disk may load scripts and nothing else.
What its rows mean stands in ``conference/browser/search/records.js``, which reads them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from conference.model.citations import names, text
from conference.pages.references import PEOPLE, PROJECTS
from conference.pages.loading import catalogue_of
from conference.model.catalogue import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from sphinx.application import Sphinx

    from conference.sources.bibliography import ReadingItem
    from conference.model.corrections import Correction
    from conference.model.catalogue import Catalogue, Note, Talk

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
    named = _Named(catalogue)

    def talk(docname: str, talk: Talk) -> list[Any]:
        return [
            address_of(docname),
            talk.title,
            [
                *named.notes(docname, talk.notes),
                *([added.id, 0, added.text] for added in talk.additions),
            ],
            day_of.get(docname, -1),
            kinds.get(talk.kind, -1),
            [people[speaker.person] for speaker in talk.speakers],
            talk.programme_title,
            _typed(catalogue.title_corrections(talk)),
        ]

    others = [
        name for name in titles if name not in catalogue.talks and name not in {"search", "404"}
    ]
    list_notes = named.notes(catalogue.reading_list, catalogue.list_notes)
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
                    person.affiliation,
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
            f"{address_of(catalogue.reading_list)}#ref-",
            [_item(item) for item in catalogue.reading.values()],
        ],
        "pages": [
            *(_row(*talk(docname, found)) for docname, found in catalogue.talks.items()),
            *(
                [
                    address_of(name),
                    titles[name],
                    list_notes if name == catalogue.reading_list else [],
                ]
                for name in sorted(others)
            ),
        ],
    }


class _Named:
    """The people and projects that each note names, as places in their lists."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.projects = _places(catalogue.project_mentions, catalogue.projects)
        self.people = _places(catalogue.person_mentions, catalogue.people)

    def notes(self, docname: str, notes: Iterable[Note]) -> list[list[Any]]:
        """Return the rows of a page's notes. Each begins with the raw lines since the one before."""
        rows = []
        before = 0
        for note in notes:
            place = (docname, note.id)
            raw_line = note.raw_line or 0
            rows.append(
                _row(
                    raw_line - before,
                    note.depth,
                    note.text,
                    _typed(self.catalogue.corrections(note)),
                    self.projects.get(place, []),
                    self.people.get(place, []),
                )
            )
            before = raw_line
        return rows


def _places(
    mentions: Mapping[str, list[Any]], entries: Mapping[str, object]
) -> dict[tuple[str, str], list[int]]:
    index = {key: number for number, key in enumerate(entries)}
    found: dict[tuple[str, str], list[int]] = {}
    for key, places in mentions.items():
        for place in places:
            found.setdefault((place.docname, place.anchor), []).append(index[key])
    return {place: sorted(numbers) for place, numbers in found.items()}


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


def write_records(app: Sphinx, exception: Exception | None) -> None:
    """Write the records into the site."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    titles = {name: app.env.titles[name].astext() for name in app.env.found_docs}
    records = as_records(catalogue_of(app.config), titles, app.builder.get_target_uri)
    text = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
    file = Path(app.outdir, FILE)
    file.write_text(f"{RECEIVER}({text});\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the writing."""
    app.connect("build-finished", write_records)
