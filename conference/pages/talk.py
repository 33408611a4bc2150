"""The header of a talk page: day, kind, speakers, programme and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from conference.model.dates import in_words
from .placeholders import OnTalks, external, paragraph, separated, typeset
from .references import refer
from conference.model.catalogue import KINDS, LINK_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue, Day, Talk

SOURCES = {"notes": "named in the notes", "programme": "from the programme"}


def same_words(one: str, other: str) -> bool:
    """Return whether two titles differ in no more than capitals and punctuation."""
    return _words(one) == _words(other)


def _words(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())


def speakers_of(talk: Talk, catalogue: Catalogue, source: str = "") -> list[nodes.Node]:
    """Return a link for each speaker of a talk, or for those whose names come from one source."""
    return [
        refer("person", speaker.person, catalogue.people[speaker.person].name)
        for speaker in talk.speakers
        if source in ("", speaker.source)
    ]


class TalkHeader(OnTalks):
    """The facts of a talk, below its title."""

    place = -30

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return the facts as a definition list."""
        talk = catalogue.talks[docname]
        facts = nodes.definition_list(classes=["talk-facts"])
        for name, body in _facts(talk, catalogue.day_of(talk), catalogue):
            facts += nodes.definition_list_item(
                "", nodes.term("", name), nodes.definition("", *body)
            )
        return [facts]


class WithoutNotes(OnTalks):
    """Says of a talk without notes that there are none."""

    place = -10

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a sentence, or nothing where there are notes."""
        if catalogue.talks[docname].notes:
            return []
        return [paragraph("No notes were taken.", classes=["without-notes"])]


def _facts(
    talk: Talk, day: Day | None, catalogue: Catalogue
) -> Iterator[tuple[str, list[nodes.Node]]]:
    if talk.kind in KINDS:
        yield "Kind", [paragraph(KINDS[talk.kind])]
    if day:
        link = refer("day", day.docname, day.title)
        yield "Day", [paragraph(link, f", {in_words(day.held_on)}")]
    if talk.speakers:
        names: list[nodes.Node] = []
        for source, words in SOURCES.items():
            if people := speakers_of(talk, catalogue, source):
                told = nodes.inline("", words, classes=["source"])
                names.append(paragraph(*separated(people), " ", told, classes=["speakers"]))
        yield ("Speaker" if len(talk.speakers) == 1 else "Speakers"), names
    if talk.programme_title and not same_words(talk.programme_title, talk.title):
        yield "Programme", [paragraph(typeset(talk.programme_title))]
    links = [external(link.url, link.text or LINK_KINDS.get(link.kind, "")) for link in talk.links]
    if talk.programme_source:
        links.append(external(talk.programme_source, "Programme record"))
    if links:
        items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
        yield "Links", [nodes.bullet_list("", *items, classes=["links"])]


def setup(app: Sphinx) -> None:
    """Register header and sentence."""
    TalkHeader.register(app)
    WithoutNotes.register(app)
