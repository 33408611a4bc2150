"""``{corrections}`` and ``{raw-notes}``: what was changed and added, and the file as it was typed."""

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from conference.model.catalogue import RAW_NOTES, Catalogue
from conference.model.corrections import Correction
from conference.model.entries import Note, Talk, note_id

from .domain import placeholder, refer_to_line, refer_to_page, reference_to
from .html import paragraph, section, skippable

MOST_WORDS = 8  # of an editor's note that a link to it says


@placeholder("corrections")
def corrections(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return a section for each talk, and for the reading list, that has corrections or additions."""
    conference = catalogue.conference_of(docname)
    sections = [
        (talk.slug, refer_to_page(talk.docname, talk.title), list(_of_talk(talk, catalogue)))
        for talk in catalogue.talks_of(conference)
    ]
    for name, title, notes in catalogue.lists_of(conference):
        link = refer_to_line(name, notes[0].raw_line, title)
        sections.append((name.rpartition("/")[2], link, list(_of_notes(name, notes, catalogue))))
    return [
        section(anchor, title, nodes.bullet_list("", *items, classes=["corrected"]))
        for anchor, title, items in sections
        if items
    ]


def _of_talk(talk: Talk, catalogue: Catalogue) -> Iterator[nodes.list_item]:
    raw = catalogue.conference_of(talk.docname).page(RAW_NOTES)
    for correction in catalogue.title_corrections(talk):
        yield _item(correction, refer_to_line(raw, talk.facts.raw_line))
    yield from _of_notes(talk.docname, talk.notes, catalogue)
    for addition in talk.additions:
        words = addition.text.split()
        begins = " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
        # Not typeset: it may have code in it, whose quotes are those of the keyboard.
        link = reference_to(f"{talk.docname}#{addition.id}", nodes.inline("", begins))
        yield nodes.list_item("", paragraph("editor’s note: ", link))


def _of_notes(
    docname: str, notes: Iterable[Note], catalogue: Catalogue
) -> Iterator[nodes.list_item]:
    for note in notes:
        for correction in catalogue.corrections(docname, note):
            yield _item(correction, refer_to_line(docname, note.raw_line))


def _item(correction: Correction, line: nodes.Element) -> nodes.list_item:
    """Return one correction in words, after the number of its line: "this" became "that"."""
    line["classes"] = ["line-link"]
    typed = nodes.literal("", correction.typed)
    corrected = nodes.literal("", correction.corrected)
    parts: list[nodes.Node | str] = [typed, " → ", corrected]
    if not correction.corrected:
        parts = [typed, " removed"]
    elif not correction.typed:
        parts = [corrected, " added"]
    return nodes.list_item("", paragraph(line, " ", *parts))


@placeholder("raw-notes")
def raw_notes(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return the raw file line by line, each with an anchor; its number is the link to its note."""
    lines = nodes.enumerated_list(classes=["raw-lines"], enumtype="arabic", suffix=".")
    conference = catalogue.conference_of(docname)
    raw, folder = conference.raw, conference.folder
    for number in range(1, len(raw.lines) + len(raw.blank) + 1):
        item = nodes.list_item(ids=[note_id(number)])
        if line := raw.lines.get(number):
            name: nodes.Element = nodes.inline("", f"{number}")
            if found := catalogue.note(docname, number):
                name = refer_to_line(found[0], number)
            elif page := catalogue.headings.get((folder, number)):
                name = refer_to_page(page, f"{number}")
            name["classes"] = ["line-link"]
            typed = nodes.inline("", line.source, classes=["raw-line"])
            parts: list[nodes.Node | str] = [name, " ", typed]
            if reason := catalogue.left_out.get((folder, number)):
                parts.append(nodes.inline("", f" left out: {reason}", classes=["aside"]))
            item += paragraph(*parts)
        lines += item
    return skippable("lines", lines)
