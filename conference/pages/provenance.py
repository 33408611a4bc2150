"""``{corrections}`` and ``{raw-notes}``: what was changed and added, and the file as it was typed."""

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from sphinx.application import Sphinx

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.corrections import Correction
from conference.model.entries import Note, Talk, note_id

from .domain import refer, reference_to
from .html import paragraph, section, skippable
from .placeholders import PlaceholderDirective, placeholder

MOST_WORDS = 8  # of an editor's note that a link to it says


@placeholder("corrections", shows=lambda catalogue: [note.typed for _, note in catalogue.notes()])
def corrections(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a section for each talk, and for the reading list, that has corrections or additions."""
    sections = [
        (talk.slug, refer("talk", talk.slug, talk.title), list(_of_talk(talk, catalogue)))
        for talk in catalogue.talks.values()
    ]
    title = refer("anchor", f"{READING_LIST}#as-noted", "Reading list")
    sections.append((READING_LIST, title, list(_of_notes(catalogue.list_notes, catalogue))))
    return [
        section(anchor, title, nodes.bullet_list("", *items, classes=["corrected"]))
        for anchor, title, items in sections
        if items
    ]


def _of_talk(talk: Talk, catalogue: Catalogue) -> Iterator[nodes.list_item]:
    for correction in catalogue.title_corrections(talk):
        if not correction.is_markup:
            yield _item(correction, refer("raw", talk.raw_line or 0, f"{talk.raw_line}"))
    yield from _of_notes(talk.notes, catalogue)
    for addition in talk.additions:
        words = addition.text.split()
        begins = " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
        # Not typeset: it may have code in it, whose quotes are those of the keyboard.
        link = reference_to("anchor", f"{talk.docname}#{addition.id}", nodes.inline("", begins))
        yield nodes.list_item("", paragraph("editor’s note: ", link))


def _of_notes(notes: Iterable[Note], catalogue: Catalogue) -> Iterator[nodes.list_item]:
    for note in notes:
        for correction in catalogue.corrections(note):
            if not correction.is_markup:
                yield _item(correction, refer("note", note.raw_line or 0, f"{note.raw_line}"))


def _item(correction: Correction, line: nodes.Element) -> nodes.list_item:
    """Return one correction in words, after the number of its line: "this" became "that"."""
    line["classes"] = ["line-link"]
    typed = nodes.literal("", correction.typed)
    corrected = nodes.literal("", correction.corrected)
    match (bool(correction.typed), bool(correction.corrected)):
        case (True, True):
            parts: list[nodes.Node | str] = [typed, " → ", corrected]
        case (True, False):
            parts = [typed, " removed"]
        case _:
            parts = [corrected, " added"]
    return nodes.list_item("", paragraph(line, " ", *parts))


def _traced(catalogue: Catalogue) -> object:
    """Return which raw lines became notes and pages, and why the others did not."""
    noted = [number for number in catalogue.raw.lines if catalogue.note(number)]
    return noted, catalogue.headings, catalogue.left_out


@placeholder("raw-notes", shows=_traced)
def raw_notes(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return the raw file line by line, each with an anchor; its number is the link to its note."""
    lines = nodes.enumerated_list(classes=["raw-lines"], enumtype="arabic", suffix=".")
    for number in range(1, len(catalogue.raw.lines) + len(catalogue.raw.blank) + 1):
        item = nodes.list_item(ids=[note_id(number)])
        if line := catalogue.raw.lines.get(number):
            name: nodes.Element = nodes.inline("", f"{number}")
            if catalogue.note(number):
                name = refer("note", number, f"{number}")
            elif page := catalogue.headings.get(number):
                name = refer("anchor", page, f"{number}")
            name["classes"] = ["line-link"]
            raw = nodes.inline("", line.source, classes=["raw-line"])
            parts: list[nodes.Node | str] = [name, " ", raw]
            if reason := catalogue.left_out.get(number):
                parts.append(nodes.inline("", f" left out: {reason}", classes=["aside"]))
            item += paragraph(*parts)
        lines += item
    return skippable("lines", lines)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("corrections", PlaceholderDirective)
    app.add_directive("raw-notes", PlaceholderDirective)
