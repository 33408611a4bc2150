"""Everything that the sources say, checked and joined: what pages, data and search are made from."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .corrections import Correction, compare
from .entries import Conference, Day, Note, Person, Project, ReadingItem, Talk
from .mentions import Mentioned, Names
from .raw_notes import RawSection

PEOPLE, PROJECTS = "people", "projects"  # pages of the whole site
READING_LIST = "reading-list"  # the page of the reading list, and of what each conference adds
RAW_NOTES, CORRECTIONS = "about/raw-notes", "about/corrections"  # of each conference, in its folder
TALKS, DAYS = "talks/", "days/"  # the folders of their pages, each in that of its conference
ADDED = "added by the editor"  # what the reading list quotes where front matter names an item


@dataclass
class Catalogue:
    """All entries, in the order of the pages: by key, and those that are pages by document name."""

    conferences: dict[str, Conference]  # by folder, of which "" is one
    days: dict[str, Day] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    reading: dict[str, ReadingItem] = field(default_factory=dict)
    lists: dict[str, tuple[Note, ...]] = field(default_factory=dict)  # of pages that are no talks
    headings: dict[tuple[str, int], str] = field(default_factory=dict)  # page by folder and line
    left_out: dict[tuple[str, int], str] = field(default_factory=dict)  # reason by folder and line
    redirects: dict[str, str] = field(default_factory=dict)  # new names of pages by old ones
    related_words: dict[str, list[str]] = field(default_factory=dict)  # words of notes by others
    addresses: dict[str, str] = field(default_factory=dict)  # public ones, where they are known
    repository: str = ""
    terms: dict[str, str] = field(default_factory=dict)  # places in the glossary

    @cached_property
    def days_by_talk(self) -> dict[str, Day]:
        """The day whose toctree has a talk, by the talk's document name."""
        return {talk: day for day in reversed(self.days.values()) for talk in day.talks}

    def conference_of(self, docname: str) -> Conference:
        """Return the conference that a page belongs to: pages for all are in the folder ""."""
        folder, slash, _ = docname.partition("/")
        return self.conferences.get(folder + slash) or self.conferences[""]

    def days_of(self, conference: Conference) -> list[Day]:
        """Return the days of a conference."""
        return [day for name, day in self.days.items() if self.conference_of(name) is conference]

    def talks_of(self, conference: Conference) -> list[Talk]:
        """Return the talks of a conference."""
        return [talk for name, talk in self.talks.items() if self.conference_of(name) is conference]

    def lists_of(self, conference: Conference) -> Iterator[tuple[str, str, tuple[Note, ...]]]:
        """Yield document name, title and notes of each page of a conference that is not a talk."""
        for name, notes in self.lists.items():
            if self.conference_of(name) is conference:
                yield name, name.rpartition("/")[2].replace("-", " ").capitalize(), notes

    def in_full(self, docname: str, title: str) -> str:
        """Return a title, with the name of its page's conference in front if there are more."""
        name = self.conference_of(docname).name
        return f"{name}, {title}" if len(self.conferences) > 1 else title

    def day_in_words(self, docname: str) -> str:
        """Return what the day of a talk is called, among those of all conferences."""
        day = self.days_by_talk.get(docname)
        return self.in_full(day.docname, day.title) if day else ""

    def notes(self) -> Iterator[tuple[str, Note]]:
        """Yield every note with the document name of its page: the talks, then the lists."""
        for docname, talk in self.talks.items():
            yield from ((docname, note) for note in talk.notes)
        for docname, notes in self.lists.items():
            yield from ((docname, note) for note in notes)

    @cached_property
    def listed(self) -> set[str]:
        """The keys of the reading items on the lists as they were noted."""
        names = (conference.page(READING_LIST) for conference in self.conferences.values())
        notes = (note for name in names for note in self.lists.get(name, ()))
        return {key for note in notes for key in note.cites} & set(self.reading)

    @cached_property
    def _notes_by_line(self) -> dict[tuple[str, int | None], tuple[str, Note]]:
        return {
            (self.conference_of(docname).folder, note.raw_line): (docname, note)
            for docname, note in self.notes()
        }

    def note(self, docname: str, raw_line: int) -> tuple[str, Note] | None:
        """Return a note of the conference of a page by its raw line, with the name of its own page."""
        return self._notes_by_line.get((self.conference_of(docname).folder, raw_line))

    @cached_property
    def project_names(self) -> Names:
        """The spellings of all projects, and the texts that only look like one."""
        found = [(s, key) for key, p in self.projects.items() for s in (p.name, *p.spellings)]
        return Names([*found, *((s, None) for p in self.projects.values() for s in p.exceptions)])

    @cached_property
    def linked_names(self) -> Names:
        """The places of what notes link: projects, and terms that are not the name of one."""
        spellings = self.project_names.keys.items()  # of a text with two meanings, the last counts
        linked = [
            (s, f"{PROJECTS}#{key}") for s, key in spellings if key and self.projects[key].link
        ]
        return Names([*((s, None) for s, _ in spellings), *self.terms.items(), *linked])

    @cached_property
    def person_names(self) -> Names:
        """The spellings of all people."""
        return Names((s, key) for key, p in self.people.items() for s in (p.name, *p.spellings))

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
        places += [_place(docname, note) for docname, note in self.notes()]
        found: dict[str, list[Mentioned]] = {}
        for place in places:
            for key in names.named(place.text):
                found.setdefault(key, []).append(place)
        return found

    @cached_property
    def origins(self) -> dict[str, list[Mentioned]]:
        """What names each reading item: the list as noted first, then each talk, notes first.

        Those are the notes and additions that cite it, the notes that mention its project, and the
        front matter of talks.
        """
        origins: dict[str, list[Mentioned]] = {}

        def add(place: Mentioned, keys: Iterable[str]) -> None:
            for key in dict.fromkeys(keys):
                origins.setdefault(key, []).append(place)

        def add_notes(docname: str, notes: Iterable[Note]) -> None:
            for note in notes:
                named = map(self.projects.__getitem__, self.project_names.named(note.text))
                items = (project.item for project in named if project.item)
                add(_place(docname, note), (*note.cites, *items))

        for docname, notes in self.lists.items():
            add_notes(docname, notes)
        for docname, talk in self.talks.items():
            add_notes(docname, talk.notes)
            for addition in talk.additions:
                place = Mentioned(docname, addition.id, addition.text, by_editor=True)
                add(place, addition.cites)
            add(Mentioned(docname, "on-the-reading-list", ADDED), talk.facts.reading)
        return origins

    def items_of(self, talk: Talk) -> list[ReadingItem]:
        """Return the reading items of a talk: of its notes, its additions, its front matter."""
        cites = [*(note.cites for note in talk.notes), *(added.cites for added in talk.additions)]
        keys = dict.fromkeys(key for keys in (*cites, talk.facts.reading) for key in keys)
        return [self.reading[key] for key in keys if key in self.reading]

    def see_also(self, talk: Talk) -> list[tuple[Talk, str]]:
        """Return the talks that one points to by hand, each with the reason, wherever they moved."""
        named = ((f"{talk.folder}{other.talk}", other.why) for other in talk.facts.see_also)
        moved = ((self.redirects.get(name, name), why) for name, why in named)
        return [(self.talks[name], why) for name, why in moved if name in self.talks]

    def speakers_of(self, talk: Talk) -> list[str]:
        """Return the names of a talk's speakers."""
        return [self.people[speaker.person].name for speaker in talk.facts.speakers]

    def corrections(self, docname: str, note: Note) -> Sequence[Correction]:
        """Return which words were corrected between the raw line of a page's note and the note."""
        lines = self.conference_of(docname).raw.lines
        return _words(lines[note.raw_line].text, note.typed) if note.raw_line else ()

    def section_of(self, talk: Talk) -> RawSection | None:
        """Return the raw section that a talk was made from."""
        return self.conference_of(talk.docname).raw.sections.get(talk.facts.raw_line or 0)

    def title_corrections(self, talk: Talk) -> Sequence[Correction]:
        """Return which words were corrected between the title of a talk's raw heading and its own."""
        section = self.section_of(talk)
        return _words(section.title, talk.title) if section else ()

    def outline(self) -> str:
        """Return a digest of everything, except notes, that one page can show about another."""
        talks = [
            (talk.docname, talk.title, talk.facts, talk.additions, len(talk.notes))
            for talk in self.talks.values()
        ]
        entries = (self.conferences, self.days, self.people, self.projects, self.reading)
        return digest(entries, self.terms, self.headings, self.left_out, talks)


def _words(typed: str, corrected: str) -> list[Correction]:
    return [one for one in compare(typed, corrected) if not one.is_markup]


def _place(docname: str, note: Note) -> Mentioned:
    return Mentioned(docname, note.id, note.text, typed=note.typed)


def digest(*parts: object) -> str:
    """Return a short text that differs where the parts do."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
