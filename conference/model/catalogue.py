"""The words of this project as plain data: days, talks, notes, people. Nothing here knows Sphinx."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .corrections import Correction, compare
from .mentions import Mentioned, Names
from .origins import find_origins
from .raw_notes import RawNotes
from .related import Relation, relate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conference.sources.bibliography import ReadingItem

KINDS = {
    "keynote": "Keynote",
    "plenary": "Plenary",
    "talk": "Talk",
    "lightning": "Lightning talk",
}
LINK_KINDS = {
    "video": "Video",
    "slides": "Slides",
    "paper": "Paper",
    "repository": "Repository",
    "documentation": "Documentation",
    "article": "Article",
    "issue": "Issue",
    "website": "Website",
}
SPEAKER_SOURCES = ("notes", "programme")


@dataclass(frozen=True)
class Note:
    """One bullet of a page, made from the raw line ``raw_line`` (None only in faulty sources)."""

    raw_line: int | None
    depth: int
    text: str
    cites: tuple[str, ...]
    typed: str = ""  # the text with the marks of code, to be compared with the raw line

    @property
    def id(self) -> str:
        """The note's anchor, for good: the raw file never changes."""
        return note_id(self.raw_line) if self.raw_line else ""


def note_id(raw_line: int) -> str:
    """Return the anchor of the note made from a raw line."""
    return f"line-{raw_line}"


@dataclass(frozen=True)
class Speaker:
    """Who gave a talk; ``source`` is where the name comes from: the notes or the programme."""

    person: str
    source: str


@dataclass(frozen=True)
class Link:
    """An address that belongs to a talk; ``text`` is its words where the kind does not say enough."""

    kind: str
    url: str
    text: str


@dataclass(frozen=True)
class Addition:
    """An editor's note: its anchor, the raw lines that it answers, reading items it cites, text."""

    id: str
    raw_lines: tuple[int, ...]
    cites: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Talk:
    """One talk page. ``notes`` are in the order of the page."""

    docname: str
    title: str
    kind: str
    raw_line: int | None
    speakers: tuple[Speaker, ...] = ()
    programme_title: str = ""
    programme_source: str = ""
    links: tuple[Link, ...] = ()
    additions: tuple[Addition, ...] = ()
    notes: tuple[Note, ...] = field(default=(), repr=False)

    @property
    def slug(self) -> str:
        """The talk's part of its address: the file name."""
        return self.docname.rpartition("/")[2]


@dataclass(frozen=True)
class Day:
    """One day, and the document names of its talks in order."""

    docname: str
    title: str
    held_on: datetime.date
    summary: str
    talks: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Somebody who spoke. ``spellings`` are the other ways in which sources write the name."""

    key: str
    name: str
    spellings: tuple[str, ...] = ()
    affiliation: str = ""
    affiliation_source: str = ""


@dataclass(frozen=True)
class Project:
    """A project, company or organisation that notes name, with its home and one sentence on it.

    ``spellings`` are those of the notes beside the name, ``raw_spellings`` those of the raw notes
    alone; ``exceptions`` are texts that have a spelling in them and do not mean the project;
    ``item`` is the key of its reading item; ``aliases`` are other names that readers search by, which
    no note has.
    """

    key: str
    name: str
    spellings: tuple[str, ...] = ()
    raw_spellings: tuple[str, ...] = ()
    url: str = ""
    description: str = ""
    item: str = ""
    exceptions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass
class Catalogue:
    """Everything that the sources say, checked and joined. Mappings are in the order of the pages.

    ``talks`` is by document name, ``days`` by document name and date, ``people`` and ``projects``
    by key, ``reading`` by BibTeX key, ``list_notes`` are the notes of the reading list page,
    ``headings`` has the page that was made from each raw heading, and ``left_out`` the raw lines
    that no note was made from, with the reason.
    """

    raw: RawNotes
    days: dict[str, Day] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    reading: dict[str, ReadingItem] = field(default_factory=dict)
    reading_list: str = ""
    list_notes: tuple[Note, ...] = ()
    headings: dict[int, str] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)  # old document names to new ones
    # By directive and day: the pages of days that have a part of a long list to themselves.
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)  # public ones, by document name

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Become None in a pickle: Sphinx keeps its configuration, but each build loads its own."""
        return type(None), ()

    @cached_property
    def _days_by_talk(self) -> dict[str, Day]:
        return {talk: day for day in reversed(self.days.values()) for talk in day.talks}

    def day_of(self, talk: Talk) -> Day | None:
        """Return the day whose toctree has the talk."""
        return self._days_by_talk.get(talk.docname)

    @cached_property
    def days_by_line(self) -> dict[int, str]:
        """The day that each raw line was typed on, by document name; "" for what has none."""
        days: dict[int, str] = {}
        day = ""
        for number in range(1, len(self.raw.lines) + len(self.raw.blank) + 1):
            page = self.headings.get(number, "")
            if page in self.days:
                day = page
            elif page:
                day = found.docname if (found := self._days_by_talk.get(page)) else ""
            days[number] = day
        return days

    def part(self, directive: str, day: str) -> str | None:
        """Return the page with a day's part of the list that a directive makes, if it has one."""
        return self.parts.get(directive, {}).get(day)

    def day_of_part(self, directive: str, docname: str) -> str | None:
        """Return the day whose part of a list a page has."""
        parts = self.parts.get(directive, {})
        return next((day for day, page in parts.items() if page == docname), None)

    def notes(self) -> Iterator[tuple[str, Note]]:
        """Yield every note with the document name of its page: the talks, then the reading list."""
        for talk in self.talks.values():
            for note in talk.notes:
                yield talk.docname, note
        for note in self.list_notes:
            yield self.reading_list, note

    @cached_property
    def _notes_by_line(self) -> dict[int | None, tuple[str, Note]]:
        return {found[1].raw_line: found for found in reversed(list(self.notes()))}

    def note(self, raw_line: int) -> tuple[str, Note] | None:
        """Return the note made from a raw line, with the document name of its page."""
        return self._notes_by_line.get(raw_line)

    @cached_property
    def project_names(self) -> Names:
        """The spellings of all projects."""
        return Names(
            (spelling, key)
            for project in self.projects.values()
            for spelling, key in (
                *((s, project.key) for s in (project.name, *project.spellings)),
                *((text, None) for text in project.exceptions),
            )
        )

    @cached_property
    def person_names(self) -> Names:
        """The spellings of all people."""
        return Names((s, p.key) for p in self.people.values() for s in (p.name, *p.spellings))

    @cached_property
    def project_mentions(self) -> dict[str, list[Mentioned]]:
        """The notes and talk titles that name each project, in order."""
        return self._mentions(self.project_names)

    @cached_property
    def person_mentions(self) -> dict[str, list[Mentioned]]:
        """The notes and talk titles that name each person, in order."""
        return self._mentions(self.person_names)

    def _mentions(self, names: Names) -> dict[str, list[Mentioned]]:
        places = [Mentioned(talk.docname, "", talk.title) for talk in self.talks.values()]
        places += [Mentioned(docname, note.id, note.text) for docname, note in self.notes()]
        found: dict[str, list[Mentioned]] = {}
        for place in places:
            for key in dict.fromkeys(mention.key for mention in names.find(place.text)):
                found.setdefault(key, []).append(place)
        return found

    @cached_property
    def origins(self) -> dict[str, list[Mentioned]]:
        """What names each reading item, by its key."""
        return find_origins(self)

    @cached_property
    def relations(self) -> dict[str, list[Relation]]:
        """The talks related to each talk."""
        names: dict[str, set[str]] = {docname: set() for docname in self.talks}
        for mentions, entries in (
            (self.project_mentions, self.projects),
            (self.person_mentions, self.people),
        ):
            for key, places in mentions.items():
                for place in places:
                    if place.docname in names:
                        names[place.docname].add(entries[key].name)
        for talk in self.talks.values():
            names[talk.docname] |= {self.people[s.person].name for s in talk.speakers}
        return relate(names)

    @cached_property
    def _talks_by_person(self) -> dict[str, list[Talk]]:
        talks: dict[str, list[Talk]] = {}
        for talk in self.talks.values():
            for person in dict.fromkeys(speaker.person for speaker in talk.speakers):
                talks.setdefault(person, []).append(talk)
        return talks

    def talks_of(self, person: str) -> list[Talk]:
        """Return the talks that a person gave."""
        return self._talks_by_person.get(person, [])

    def typed_line(self, raw_line: int) -> str:
        """Return a raw line as it was typed, without its marker."""
        return self.raw.lines[raw_line].text

    def corrections(self, note: Note) -> Sequence[Correction]:
        """Return what was corrected between a note's raw line and the note."""
        return compare(self.typed_line(note.raw_line), note.typed) if note.raw_line else ()

    def title_corrections(self, talk: Talk) -> Sequence[Correction]:
        """Return what was corrected between a talk's raw title and its title.

        The raw title is the raw heading without its letter and its session.
        """
        section = self.raw.sections.get(talk.raw_line or 0)
        return compare(section.title, talk.title) if section else ()

    def outline(self) -> str:
        """Return a digest of all that a page may show of other pages, short of their notes' text."""
        counted = [(talk, len(talk.notes)) for talk in self.talks.values()]
        cited = [(docname, note.id, note.cites) for docname, note in self.notes() if note.cites]
        mentioned = [
            (key, [(place.docname, place.anchor) for place in places])
            for mentions in (self.project_mentions, self.person_mentions)
            for key, places in mentions.items()
        ]
        return digest(
            *(self.days, counted, self.people, self.projects, self.reading, cited, mentioned),
            self.parts,
        )


def digest(*parts: object) -> str:
    """Return a short text that differs where the parts do."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
