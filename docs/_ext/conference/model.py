"""The words of this project as plain data: days, talks, notes, people. Nothing here knows Sphinx."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .raw_notes import RawNotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .bibliography import ReadingItem

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
    """An editor's note: its anchor, the raw lines that it answers, the reading items it cites."""

    id: str
    raw_lines: tuple[int, ...]
    cites: tuple[str, ...] = ()


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


@dataclass
class Catalogue:
    """Everything that the sources say, checked and joined. Mappings are in the order of the pages.

    ``talks`` is by document name, ``days`` by document name and date, ``people`` by key,
    ``reading`` by BibTeX key, ``list_notes`` are the notes of the reading list page.
    """

    raw: RawNotes
    days: dict[str, Day] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    reading: dict[str, ReadingItem] = field(default_factory=dict)
    reading_list: str = ""
    list_notes: tuple[Note, ...] = ()

    def day_of(self, talk: Talk) -> Day | None:
        """Return the day whose toctree has the talk."""
        return next((day for day in self.days.values() if talk.docname in day.talks), None)

    def notes(self) -> Iterator[tuple[str, Note]]:
        """Yield every note with the document name of its page: the talks, then the reading list."""
        for talk in self.talks.values():
            for note in talk.notes:
                yield talk.docname, note
        for note in self.list_notes:
            yield self.reading_list, note

    def note(self, raw_line: int) -> tuple[str, Note] | None:
        """Return the note made from a raw line, with the document name of its page."""
        return next((found for found in self.notes() if found[1].raw_line == raw_line), None)

    def talks_of(self, person: str) -> list[Talk]:
        """Return the talks that a person gave."""
        return [t for t in self.talks.values() if person in (s.person for s in t.speakers)]

    def citing(self, key: str) -> dict[str, list[str]]:
        """Return the ids of notes and additions that cite a reading item, by document name."""
        found: dict[str, list[str]] = {}
        for docname, note in self.notes():
            if key in note.cites:
                found.setdefault(docname, []).append(note.id)
        for talk in self.talks.values():
            for addition in talk.additions:
                if key in addition.cites:
                    found.setdefault(talk.docname, []).append(addition.id)
        return found

    def outline(self) -> str:
        """Return a digest of all that a page may show of other pages, short of their notes' text."""
        counted = [(talk, len(talk.notes)) for talk in self.talks.values()]
        cited = [(docname, note.id, note.cites) for docname, note in self.notes() if note.cites]
        return _digest(self.days, counted, self.people, self.reading, cited)

    def full_text(self) -> str:
        """Return a digest of the outline and of every note's text."""
        return _digest(self.outline(), list(self.notes()))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
