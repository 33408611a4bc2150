"""A talk page: its header with tools above the notes, and below them what else to read and see."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from docutils import nodes
from pybtex.database import Entry

from conference.model.catalogue import CORRECTIONS, PEOPLE, RAW_NOTES, Catalogue
from conference.model.citations import bibtex
from conference.model.entries import TOPICS, Talk
from conference.model.words import counted, in_a_row, in_words, typeset

from .domain import placeholder, refer_to_item, refer_to_line, refer_to_page
from .html import AFTER, element, external, inline, item_about, paragraph, section, separated, skip

BUTTONS = {"video": "Video", "slides": "Slides", "repository": "Code"}
USUAL = "talk"  # the kind that goes without saying
# A browser opens an element that is folded away where an address leads into it.
CITE = "cite-this-page"
MANY = 8  # notes, from which on there is a link past them


@placeholder("talk-eyebrow", None)
def talk_eyebrow(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return where and when: the day, which of its talks this is, its date, the kind if unusual."""
    talk = catalogue.talks[docname]
    parts: list[nodes.Node] = []
    if day := catalogue.days_by_talk.get(talk.docname):
        place = f"{day.talks.index(docname) + 1} of {len(day.talks)}"
        link = refer_to_page(day.docname, catalogue.day_in_words(docname))
        parts = [link, nodes.inline("", place), nodes.inline("", in_words(day.held_on))]
    if talk.facts.kind != USUAL:
        parts.append(nodes.inline("", talk.kind, classes=["kind"]))
    return [paragraph(*separated(parts, " · "), classes=["eyebrow", "aside"])]


@placeholder("talk-header", None)
def talk_header(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return what the talk was about, who spoke, its links, and a line of tools above the notes."""
    talk = catalogue.talks[docname]
    header: list[nodes.Node] = []
    if talk.programme_title and _words(talk.programme_title) != _words(talk.title):
        title = typeset(talk.programme_title)
        header.append(paragraph("Official title: ", title, classes=["official-title", "aside"]))
    if talk.facts.about:
        header.append(paragraph(typeset(talk.facts.about.text), classes=["about-talk"]))
    if talk.facts.speakers:
        names = separated(list(_speakers(talk, catalogue)), " · ")
        header.append(paragraph(*names, classes=["speakers"]))
    buttons, others = _links(talk)
    if buttons:
        header.append(paragraph(*separated(buttons, " "), classes=["link-buttons"]))
    if others:
        header.append(paragraph(*separated(others, " · "), classes=["other-links", "aside"]))
    tools = element("div", *_tools(talk, catalogue), classes=["tool-line", "aside"])
    return [*header, tools]


@placeholder("talk-end", None)
def talk_end(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return sections: what the talk adds to the reading list, what else to see; and its topics."""
    talk = catalogue.talks[docname]
    items = nodes.bullet_list(classes=["talk-reading"])
    for item in catalogue.items_of(talk):
        items += item_about(refer_to_item(item.key, item.label), item.abstract)
    others = nodes.bullet_list(classes=["see-also"])
    for other, why in catalogue.see_also(talk):
        others += item_about(refer_to_page(other.docname, other.title), why)
    topics = [refer_to_page("topics", TOPICS[topic], topic) for topic in talk.facts.topics]
    return [
        nodes.target("", "", ids=[AFTER]),
        *([section("on-the-reading-list", "On the reading list", items)] if len(items) else []),
        *([section("see-also", "See also", others)] if len(others) else []),
        *([paragraph("Topics: ", *separated(topics), classes=["aside"])] if topics else []),
    ]


def speaker_links(talk: Talk, catalogue: Catalogue) -> list[nodes.Node]:
    """Return a link for each speaker of a talk."""
    keys = (speaker.person for speaker in talk.facts.speakers)
    return [refer_to_page(PEOPLE, catalogue.people[key].name, key) for key in keys]


def _speakers(talk: Talk, catalogue: Catalogue) -> Iterator[nodes.Node]:
    for link, speaker in zip(speaker_links(talk, catalogue), talk.facts.speakers, strict=True):
        where = catalogue.people[speaker.person].affiliation
        named: list[nodes.Node] = [link]
        if where:
            named += inline(" ", nodes.inline("", typeset(where.name), classes=["aside"]))
        yield nodes.inline("", "", *named)


def _links(talk: Talk) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the links that most readers come for, and the others with where the facts are from."""
    buttons: dict[str, nodes.Node] = {}
    others: list[nodes.Node] = []
    for link in talk.facts.links:
        if link.kind in BUTTONS.keys() - buttons and (link.kind == "video" or not link.text):
            buttons[link.kind] = external(link.url, link.text or BUTTONS[link.kind])
        else:
            others.append(external(link.url, link.text or link.kind.capitalize()))
    if talk.facts.programme:
        others.append(external(talk.facts.programme.source, "Source of title and speakers"))
    return [buttons[kind] for kind in BUTTONS if kind in buttons], others


def _words(title: str) -> str:
    """Return a title without what two versions of it may differ in: capitals and punctuation."""
    return "".join(character for character in title.casefold() if character.isalnum())


def _tools(talk: Talk, catalogue: Catalogue) -> Iterator[nodes.Node]:
    """Yield the number of notes, the switch to what was typed, links to both proofs, the citation."""
    if not talk.notes:
        yield paragraph("No notes were taken.", classes=["without-notes"])
    else:
        many = counted(len(talk.notes), "note")
        yield paragraph(nodes.strong("", many))
        if len(talk.notes) >= MANY:
            yield skip(many, AFTER)
    conference = catalogue.conference_of(talk.docname)
    in_notes = sum(len(catalogue.corrections(talk.docname, note)) for note in talk.notes)
    if in_notes:  # a check box that the style sheet acts on, so that it needs no script
        box = nodes.raw("", '<input type="checkbox" role="switch" id="as-typed">', format="html")
        yield element("label", box, " Show as typed", classes=["as-typed-switch"])
    if count := in_notes + len(catalogue.title_corrections(talk)):
        corrections = conference.page(CORRECTIONS)
        yield paragraph(refer_to_page(corrections, counted(count, "correction"), talk.slug))
    if talk.facts.raw_line:
        yield paragraph(refer_to_line(conference.page(RAW_NOTES), talk.facts.raw_line, "raw notes"))
    text = nodes.literal_block("", in_bibtex(talk, catalogue), language="none", ids=[CITE])
    copy = element("button", "Copy", type="button", classes=["copy-bibtex"])
    these = nodes.inline("", " these notes", classes=["visually-hidden"])
    yield element(
        "details", element("summary", "Cite", these), text, copy, classes=["bibtex", "no-search"]
    )
    if catalogue.repository:
        issue = f"{catalogue.repository}/issues/new?{urlencode({'title': talk.title})}"
        yield paragraph(external(issue, "Suggest a correction"))


def cited_title(talk: Talk, catalogue: Catalogue) -> str:
    """Return what a page of notes is called where it is cited: whose talk the notes are on.

    The speakers gave the talk and did not write the page, so they stand in the title.
    """
    names = in_a_row(catalogue.speakers_of(talk))
    by = f", a {talk.kind.lower()} by {names}" if names and talk.facts.kind != "plenary" else ""
    official = talk.programme_title or talk.title
    if talk.facts.kind == "plenary" and _words(official) != _words(talk.title):
        return f"Notes on “{talk.title}” ({official})"  # one part of it
    return f"Notes on “{official}”{by}"


def in_bibtex(talk: Talk, catalogue: Catalogue) -> str:
    """Return a talk's page as a BibTeX entry."""
    day = catalogue.days_by_talk.get(talk.docname)
    conference = catalogue.conference_of(talk.docname)
    fields = {
        "title": f"{{{cited_title(talk, catalogue)}}}",
        "howpublished": f"Notes by one attendee of {conference.with_place}",
        "date": day.held_on.isoformat() if day else "",
        "year": str(day.held_on.year) if day else "",
        "url": catalogue.addresses.get(talk.docname, ""),
    }
    written = {name: value.replace("&", r"\&") for name, value in fields.items() if value}
    prefix = re.sub(r"\W", "", conference.name).lower()
    return bibtex(f"{prefix}-{talk.slug}", Entry("misc", written)).rstrip()
