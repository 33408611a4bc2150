"""The things that the sources describe, as plain data: talks, days, notes, people, reading items.

What authors write as YAML is a pydantic model, which is its own schema: ``sources.checked_yaml``
checks it and says what is wrong, and ``docs/_data/*.schema.json`` tells an editor the same.
"""

import datetime
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pybtex.database import Entry
from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

from .raw_notes import RawNotes

KINDS = {"keynote": "Keynote", "plenary": "Plenary", "talk": "Talk", "lightning": "Lightning talk"}
LINK_KINDS = (
    *("video", "slides", "paper", "repository"),
    *("documentation", "article", "issue", "website"),
)
# What reading items are, in the order of the page: the values of the field ``keywords``.
GROUPS = {
    "book": "Books",
    "article": "Articles",
    "pep": "PEPs",
    "standard": "Standards",
    "legislation": "Legislation",
    "software": "Software",
    "site": "Sites",
    "concept": "Concepts",
}
# How far the author got. The field ``readstatus`` and its values are JabRef's, where no value means
# that nothing was read; ``readdate`` is a date as biblatex has them, and ``annotation`` is
# biblatex's field for annotated bibliographies: here, the author's verdict.
UNREAD = ""
STATUSES = {UNREAD: "Not read yet", "skimmed": "Skimmed", "read": "Read"}

# What talks of several days have in common: the values of ``topics``, in the order of their page.
TOPICS = {
    "speed": "Speed and parallelism",
    "arrays": "Arrays and their API",
    "packaging": "Packaging and conda",
    "data": "Dataframes, SQL and workflows",
    "maintainers": "People who maintain",
    "privacy": "Privacy and law",
    "science": "Science",
    "docs": "Docs, plots and the browser",
}

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LineNumber = Annotated[int, Strict(), Field(ge=1)]
Date = Annotated[datetime.date, Strict()]
PARTIAL_DATE = r"^\d{4}(-\d\d){0,2}$"  # a day, a month or a year, as in ISO 8601
PartialDate = Annotated[str, StringConstraints(pattern=PARTIAL_DATE)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
NotesOrAddress = Annotated[str, StringConstraints(pattern=r"^(notes|https?://\S+)$")]


class Written(BaseModel):
    """A mapping that authors write as YAML; a key that it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Speaker(Written):
    """Who gave a talk, and where the name comes from."""

    person: Text
    source: Literal["notes", "programme"]


class Programme(Written):
    """What the program of the conference says of a talk."""

    title: Text | None = None
    source: Address


class About(Written):
    """What a talk was about, in a sentence; ``source`` is ``notes`` or the address of an abstract."""

    text: Text
    source: NotesOrAddress


class SeeAlso(Written):
    """Another talk, by its slug, and what it has to do with this one."""

    talk: Text
    why: Text


class Link(Written):
    """An address that belongs to a talk; ``text`` says what the kind does not."""

    kind: Literal[*LINK_KINDS]  # type: ignore[valid-type]
    url: Address
    text: Text | None = None


class LeftOut(Written):
    """A raw line that no note is made from."""

    raw_line: LineNumber
    reason: Text


class ListFacts(Written):
    """The front matter of a page that has notes and is not a talk."""

    raw_line: LineNumber
    left_out: tuple[LeftOut, ...] = ()


class TalkFacts(Written):
    """The front matter of a talk page."""

    kind: Literal[*KINDS]  # type: ignore[valid-type]
    raw_line: LineNumber | None = None
    speakers: tuple[Speaker, ...] = ()
    programme: Programme | None = None
    about: About | None = None
    links: tuple[Link, ...] = ()
    reading: tuple[Text, ...] = Field(
        (), description="Keys of reading items that belong to the talk, though no note names them."
    )
    topics: tuple[Literal[*TOPICS], ...] = ()  # type: ignore[valid-type]
    see_also: tuple[SeeAlso, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class DayFacts(ListFacts):
    """The front matter of a day page."""

    held_on: Date
    summary: Text | None = None


class ConferenceFacts(Written):
    """What the conference is called, where it was, its raw notes, and what to search them for.

    The path of the raw notes begins in the folder of the home page.
    """

    name: Text
    place: Text | None = None
    raw_notes: Text
    search_examples: tuple[Text, ...] = ()
    as_of: PartialDate | None = Field(None, description="When links and editor's notes were true.")


class HomeFacts(ListFacts):
    """The front matter of the home page of a conference."""

    conference: ConferenceFacts


class Registered(Written):
    """An entry of a registry, where it has a key: its anchor on the page."""

    name: Text
    spellings: tuple[Text, ...] = Field((), description="Other ways in which the notes write it.")


class Affiliation(Written):
    """Where a person worked, and where that was seen."""

    name: Text
    source: NotesOrAddress


class Person(Registered):
    """Somebody who spoke."""

    affiliation: Affiliation | None = None


class Project(Registered):
    """A project, company or organization that notes name, with its home and one sentence on it."""

    raw_spellings: tuple[Text, ...] = Field((), description="Spellings of the raw notes alone.")
    url: Address
    description: Text
    item: Text | None = Field(None, description="The key of its reading item.")
    exceptions: tuple[Text, ...] = Field(
        (), alias="except", description="Texts with a spelling in them that mean something else."
    )
    aliases: tuple[Text, ...] = Field(
        (), description="Names that readers search by, though no note has them."
    )
    link: bool = Field(True, description="Whether notes that name it link it.")


@dataclass(frozen=True)
class Note:
    """One bullet of a page."""

    raw_line: int | None  # None only in faulty sources
    depth: int
    text: str
    cites: tuple[str, ...] = ()  # keys of reading items
    typed: str = ""  # the text with the marks of code, to be compared with the raw line
    line: int = field(default=0, compare=False, repr=False)  # of the page

    @property
    def id(self) -> str:
        """The note's anchor, for good: the raw file never changes."""
        return note_id(self.raw_line) if self.raw_line else ""


def note_id(raw_line: int) -> str:
    """Return the anchor of the note made from a raw line."""
    return f"line-{raw_line}"


def item_id(key: str) -> str:
    """Return the anchor of a reading item, for good."""
    return f"ref-{key}"


@dataclass(frozen=True)
class Addition:
    """An editor's note."""

    id: str
    raw_lines: tuple[int, ...]  # that it answers
    cites: tuple[str, ...] = ()
    text: str = ""
    date: str = ""  # the day, month or year, as in ISO 8601, on which what it tells happened
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Conference:
    """A conference: the folder of its pages, "" or such as "euroscipy-2024/", its facts, raw notes."""

    folder: str
    facts: ConferenceFacts
    raw: RawNotes = field(repr=False)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.facts.name

    @property
    def with_place(self) -> str:
        """Its name, and where it was."""
        return ", ".join(filter(None, [self.facts.name, self.facts.place]))

    def page(self, name: str) -> str:
        """Return the document name of one of its pages."""
        return f"{self.folder}{name}"


@dataclass(frozen=True)
class Talk:
    """One talk page. ``notes`` are in the order of the page."""

    docname: str
    title: str
    facts: TalkFacts
    additions: tuple[Addition, ...] = ()
    notes: tuple[Note, ...] = field(default=(), repr=False)

    @property
    def slug(self) -> str:
        """The talk's part of its address: the file name."""
        return self.docname.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folder of its page and of the other talks of its conference."""
        return self.docname.removesuffix(self.slug)

    @property
    def kind(self) -> str:
        """The kind of talk in words."""
        return KINDS[self.facts.kind]

    @property
    def programme_title(self) -> str:
        """The official title, where it is known."""
        return (self.facts.programme and self.facts.programme.title) or ""


@dataclass(frozen=True)
class Day:
    """One day, and the document names of its talks in order."""

    docname: str
    title: str
    held_on: datetime.date
    summary: str | None
    talks: tuple[str, ...]


@dataclass(frozen=True)
class ReadingItem:
    """One entry of the bibliography."""

    key: str
    group: str
    label: str  # what links to it say
    abstract: str
    status: str  # how far it is read: a key of STATUSES
    status_since: datetime.date | None
    verdict: str
    entry: Entry
