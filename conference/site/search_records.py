"""``search-records.js`` has what the search finds, ``search-related.js`` what it needs at times.

They are scripts and not JSON files, since pages opened from a disk may load scripts and nothing more.
``conference/browser/search/records.ts`` reads the records, and says what each key means.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from conference.model.catalogue import PEOPLE, PROJECTS, READING_LIST, Catalogue
from conference.model.citations import names, text
from conference.model.corrections import Correction
from conference.model.entries import KINDS, Addition, Note, ReadingItem, item_id
from conference.pages.domain import domain_of
from conference.pages.html import when_html_is_written

from .missing_pages import WITHOUT_TEXT

IDENTIFIER = re.compile(r"\S*[_./@]\S*")  # "threads" does not name OpenMP, OMP_NUM_THREADS does
FEW = 3  # authors; of more the family names have to do


def as_records(
    catalogue: Catalogue, titles: Mapping[str, str], address_of: Callable[[str], str]
) -> dict[str, Any]:
    """Return the records of a site, whose pages have *titles* by their document names."""
    entries = dict(_entries(catalogue))
    told: set[str] = set()  # an addition that several talks have is found once
    places = {name: place for place, name in enumerate(entries)}
    for key, project in catalogue.projects.items():
        if project.item:  # they are one
            places["item", project.item] = places["project", key]

    def numbers(**keys: Iterable[str]) -> list[int]:
        return sorted(places[kind, key] for kind, some in keys.items() for key in some)

    def named(text: str) -> list[int]:
        people, projects = catalogue.person_names.named(text), catalogue.project_names.named(text)
        return numbers(person=people, project=projects)

    def nested(
        docname: str, notes: Iterable[Note], heading: int = 0, additions: Iterable[Addition] = ()
    ) -> list[dict[str, Any]]:
        """Return the records of a page's notes: below each those of its own, and what answers it.

        A line that follows the one before, first the *heading*, is not said: half a kilobyte.
        """
        last = heading
        top: list[dict[str, Any]] = []
        above: list[dict[str, Any]] = [{"notes": top}]
        by_line = {}
        for note in notes:
            cited = numbers(item=note.cites)
            # A line of the list and its item are one.
            is_list = docname == catalogue.conference_of(docname).page(READING_LIST)
            item = cited[0] if is_list and cited else None
            record = by_line[note.raw_line] = _record(
                line=None if note.raw_line == last + 1 else note.raw_line,
                text=note.text,
                typed=_typed(catalogue.corrections(docname, note)),
                item=item,
                entries=sorted({*named(note.text), *cited} - {item}),
            )
            last = note.raw_line or last
            del above[note.depth + 1 :]
            above[-1].setdefault("notes", []).append(record)
            above.append(record)
        for added in additions:
            if added.text in told:
                continue
            told.add(added.text)
            answered = [by_line[line] for line in added.raw_lines if line in by_line]
            record = _record(id=added.id, text=added.text, entries=numbers(item=added.cites))
            (answered or above)[0].setdefault("notes", []).append(record)
        return top

    pages = [
        _record(
            address=address_of(docname),
            text=talk.title,
            line=talk.facts.raw_line,
            typed=_typed(catalogue.title_corrections(talk)),
            programme=talk.programme_title,
            day=catalogue.day_in_words(docname),
            kind=talk.facts.kind,
            speakers=numbers(person=[one.person for one in talk.facts.speakers]),
            entries=named(talk.title),
            notes=nested(docname, talk.notes, talk.facts.raw_line or 0, talk.additions),
        )
        for docname, talk in catalogue.talks.items()
    ]
    for docname in sorted({*titles} - {*catalogue.talks, *WITHOUT_TEXT}):
        notes = nested(docname, catalogue.lists.get(docname, ()))
        pages.append(_record(address=address_of(docname), text=titles[docname], notes=notes))
    conferences = list(catalogue.conferences.values())
    days = []
    for one in conferences:
        days += [one.name] if len(conferences) > 1 else []
        days += [catalogue.in_full(day.docname, day.title) for day in catalogue.days_of(one)]
    return {
        "conference": " ".join(conference.name for conference in conferences),
        "examples": conferences[0].facts.search_examples,
        "days": days,
        "kinds": KINDS,
        "bases": _bases(address_of),
        "entries": list(entries.values()),
        "pages": pages,
    }


def _entries(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Yield types and keys of all entries, with their records."""

    def entry(
        kind: str, key: str, name: str, spellings: Iterable[str], words: Iterable[str], about: str
    ) -> tuple[tuple[str, str], dict[str, Any]]:
        # The reader makes the key of the name where it can.
        slug = "-".join(re.findall("[a-z0-9]+", name.lower()))
        others = [one for one in dict.fromkeys([*spellings, *words]) if one and one != name]
        said = [*words, *filter(IDENTIFIER.fullmatch, others)]
        return (kind, key), _record(
            type=kind,
            name=name,
            key="" if slug == key else key,
            spellings=[one for one in others if one not in said],
            words=[one for one in others if one in said],
            about=about,
        )

    items = dict(catalogue.reading)
    for key, person in catalogue.people.items():
        about = person.affiliation.name if person.affiliation else ""
        yield entry("person", key, person.name, person.spellings, [], about)
    for key, project in catalogue.projects.items():
        spellings = [*project.spellings, *project.raw_spellings, *project.aliases]
        item = items.pop(project.item or "", None)
        words = [text(item.entry, "title"), *_words(item)] if item else []
        about = _clause(project.description) if project.link else ""
        yield entry("project", key, project.name, spellings, words, about)
    for item in items.values():
        title, about = text(item.entry, "title"), _clause(item.abstract)
        yield entry("item", item.key, title, [item.label], _words(item), about)


def _bases(address_of: Callable[[str], str]) -> dict[str, str]:
    """Return what the addresses of entries begin with, by their types; their keys follow."""
    return {
        "person": f"{address_of(PEOPLE)}#",
        "project": f"{address_of(PROJECTS)}#",
        "item": f"{address_of(READING_LIST)}#{item_id('')}",
    }


def _sentences(catalogue: Catalogue, address_of: Callable[[str], str]) -> dict[str, str]:
    """Return the whole of what is said of talks, projects and reading items, by their addresses."""
    talks, bases = catalogue.talks, _bases(address_of)
    said = {
        address_of(name): one.facts.about.text for name, one in talks.items() if one.facts.about
    }
    said |= {f"{bases['project']}{key}": one.description for key, one in catalogue.projects.items()}
    said |= {f"{bases['item']}{key}": one.abstract for key, one in catalogue.reading.items()}
    return said


def _clause(sentence: str) -> str:
    """Return the first clause of a description, which has to do where every byte counts."""
    return re.split("[;.:] ", sentence)[0].rstrip(".")


def _words(item: ReadingItem) -> list[str]:
    authors = names(item.entry)
    parts = ["given", "family"] if len(authors) <= FEW else ["family"]
    by = " ".join(name.get(part, "") for name in authors for part in parts)
    return [by, text(item.entry, "year")]


def _typed(corrections: Iterable[Correction]) -> list[str]:
    return [correction.typed for correction in corrections if correction.typed]


def _record(**values: Any) -> dict[str, Any]:
    """Return a record without its empty values: the records have to be light."""
    return {key: value for key, value in values.items() if value}


@when_html_is_written
def write_records(app: Sphinx) -> None:
    """Write the records into the site, and what is fetched once no note has all words."""
    titles = {name: app.env.titles[name].astext() for name in app.env.found_docs}
    catalogue = domain_of(app.env).catalogue
    files = {
        "records": as_records(catalogue, titles, app.builder.get_target_uri),
        "related": {
            "words": catalogue.related_words,
            "about": _sentences(catalogue, app.builder.get_target_uri),
        },
    }
    for name, data in files.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        script = f"receiveSearch{name.title()}({text});\n"
        Path(app.outdir, f"search-{name}.js").write_text(script, encoding="utf-8")
