"""A talk page: its header above the notes, and below them what else to read and how to cite it."""

import re
from collections.abc import Iterator, Sequence

from docutils import nodes
from pybtex.database import Entry

from conference.model.catalogue import Catalogue
from conference.model.citations import bibtex
from conference.model.entries import Talk
from conference.model.words import counted, in_words, typeset

from .domain import refer
from .html import element, external, paragraph, section, separated
from .placeholders import placeholder

SOURCES = {"notes": "named in the notes", "programme": "from the programme"}
MOST_NAMES = 4  # that two related talks are said to share


@placeholder("talk-header")
def talk_header(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return the facts as a definition list, and a line on what was typed or that nothing was."""
    talk = catalogue.talks[docname]
    facts = nodes.definition_list(classes=["talk-facts"])
    for name, body in _facts(talk, catalogue):
        facts += nodes.definition_list_item("", nodes.term("", name), nodes.definition("", *body))
    if not talk.notes:
        return [facts, paragraph("No notes were taken.", classes=["without-notes"])]
    return [facts, paragraph(*_as_typed(talk, catalogue), classes=["as-typed-line", "aside"])]


@placeholder("talk-end")
def talk_end(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return sections: what the talk adds to the reading list, related talks, how to cite the page."""
    talk = catalogue.talks[docname]
    items = nodes.bullet_list(classes=["talk-reading"])
    for item in catalogue.items_of(talk):
        what = nodes.inline("", typeset(item.abstract), classes=["aside"])
        items += nodes.list_item("", paragraph(refer("item", item.key, item.label), " ", what))
    related = nodes.bullet_list(classes=["related-talks"])
    for relation in catalogue.relations.get(docname, ()):
        other = catalogue.talks[relation.docname]
        names = ", ".join(relation.shared[:MOST_NAMES])
        reason = nodes.inline("", f"both mention {names}", classes=["aside"])
        related += nodes.list_item(
            "", paragraph(refer("talk", other.slug, other.title), " ", reason)
        )
    cite = section(
        "cite-this-page",
        "Cite this page",
        nodes.literal_block("", in_bibtex(talk, catalogue), language="none"),
    )
    cite["classes"].append("cite")
    return [
        *([section("on-the-reading-list", "On the reading list", items)] if len(items) else []),
        *([section("related-talks", "Related talks", related)] if len(related) else []),
        cite,
    ]


def speaker_links(talk: Talk, catalogue: Catalogue, source: str = "") -> list[nodes.Node]:
    """Return a link for each speaker of a talk, or for those whose names come from one source."""
    return [
        refer("person", speaker.person, catalogue.people[speaker.person].name)
        for speaker in talk.facts.speakers
        if source in ("", speaker.source)
    ]


def _facts(talk: Talk, catalogue: Catalogue) -> Iterator[tuple[str, list[nodes.Node]]]:
    yield "Kind", [paragraph(talk.kind)]
    if day := catalogue.day_of(talk):
        link = refer("day", day.docname, day.title)
        yield "Day", [paragraph(link, f", {in_words(day.held_on)}")]
    if talk.facts.speakers:
        names: list[nodes.Node] = []
        for source, words in SOURCES.items():
            if people := speaker_links(talk, catalogue, source):
                told = nodes.inline("", words, classes=["aside"])
                names.append(paragraph(*separated(people), " ", told, classes=["speakers"]))
        yield ("Speaker" if len(talk.facts.speakers) == 1 else "Speakers"), names
    if talk.programme_title and _words(talk.programme_title) != _words(talk.title):
        yield "Programme", [paragraph(typeset(talk.programme_title))]
    links = [external(link.url, link.text or link.kind.capitalize()) for link in talk.facts.links]
    if talk.facts.programme:
        links.append(external(talk.facts.programme.source, "Programme record"))
    if links:
        items = [nodes.list_item("", paragraph(link)) for link in links]
        yield "Links", [nodes.bullet_list("", *items, classes=["links"])]


def _words(title: str) -> str:
    """Return a title without what two versions of it may differ in: capitals and punctuation."""
    return "".join(character for character in title.casefold() if character.isalnum())


def _as_typed(talk: Talk, catalogue: Catalogue) -> Iterator[nodes.Node]:
    """Yield the switch, and links to the corrections and to the raw notes."""
    in_notes = [
        correction
        for note in talk.notes
        for correction in catalogue.corrections(note)
        if not correction.is_markup
    ]
    in_title = [c for c in catalogue.title_corrections(talk) if not c.is_markup]
    if in_notes:  # a check box that the style sheet acts on, so that it needs no script
        box = nodes.raw("", '<input type="checkbox" role="switch" id="as-typed">', format="html")
        yield element("label", box, " As typed", classes=["as-typed-switch"])
    if count := len(in_notes) + len(in_title):
        yield refer("corrections", talk.slug, counted(count, "correction"))
    yield refer("raw", talk.raw_line or 0, "raw notes")


def in_bibtex(talk: Talk, catalogue: Catalogue) -> str:
    """Return a talk's page as a BibTeX entry."""
    day, conference = catalogue.day_of(talk), catalogue.conference
    # A name in lower case would be read as a particle, as in "van Rossum".
    names = [f"{{{n}}}" if n.islower() else n for n in catalogue.speakers_of(talk)]
    fields = {
        "author": " and ".join(names),
        "title": f"{{{talk.title}}}",
        "howpublished": f"{talk.kind} at {conference.name}, {conference.place}",
        "date": day.held_on.isoformat() if day else "",
        "year": str(day.held_on.year) if day else "",
        "note": "Notes by one attendee",
        "url": catalogue.addresses.get(talk.docname, ""),
    }
    written = {name: value.replace("&", r"\&") for name, value in fields.items() if value}
    prefix = re.sub(r"\W", "", conference.name).lower()
    return bibtex(f"{prefix}-{talk.slug}", Entry("misc", written)).rstrip()
