"""``{corrections}``: what was corrected and what was added, talk by talk.

``{corrections} days/day-7`` has those of one day. Where pages have it, ``{corrections}`` links to
them instead, so that the list of a large site is not one page of many megabytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import Derived, paragraph
from .references import refer
from .parts import PartDirective, links_to_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx

    from conference.model.corrections import Correction
    from conference.model.catalogue import Catalogue, Talk

NAME = "corrections"


class CorrectionsPage(Derived):
    """The corrections and additions of a day, or all that no other page has."""

    @classmethod
    def shows(cls, catalogue: Catalogue, docname: str) -> object:
        """Return what each note became."""
        notes = [note for talk in _talks(catalogue, docname) for note in talk.notes]
        if catalogue.day_of_part(NAME, docname) is None:
            notes += catalogue.list_notes
        return [note.typed for note in notes]

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a section for each talk that has any, and one for the reading list."""
        sections: list[nodes.Node] = []
        for talk in _talks(catalogue, docname):
            items = list(_of_talk(talk, catalogue))
            if items:
                title = refer("talk", talk.slug, talk.title)
                sections.append(_section(talk.slug, title, items))
        if catalogue.day_of_part(NAME, docname) is not None:
            return sections or [paragraph("Nothing was corrected.")]
        items = [
            _item(correction, refer("note", note.raw_line or 0, f"line {note.raw_line}"))
            for note in catalogue.list_notes
            for correction in catalogue.corrections(note)
            if not correction.is_markup
        ]
        if items:
            title = refer("anchor", f"{catalogue.reading_list}#as-noted", "Reading list")
            sections.append(_section("reading-list", title, items))
        return [*links_to_parts(NAME, catalogue), *sections]


def _talks(catalogue: Catalogue, docname: str) -> Iterable[Talk]:
    """Yield the talks whose corrections a page has."""
    if day := catalogue.day_of_part(NAME, docname):
        yield from (catalogue.talks[name] for name in catalogue.days[day].talks)
        return
    for talk in catalogue.talks.values():
        held = catalogue.day_of(talk)
        if not catalogue.part(NAME, held.docname if held else ""):
            yield talk


def _section(name: str, title: nodes.Node, items: Sequence[nodes.list_item]) -> nodes.section:
    heading = nodes.title("", "", title)
    return nodes.section("", heading, nodes.bullet_list("", *items), ids=[name])


def _of_talk(talk: Talk, catalogue: Catalogue) -> Iterable[nodes.list_item]:
    for correction in catalogue.title_corrections(talk):
        if not correction.is_markup:
            where = refer("raw", talk.raw_line or 0, f"title, line {talk.raw_line}")
            yield _item(correction, where)
    for note in talk.notes:
        for correction in catalogue.corrections(note):
            if not correction.is_markup:
                where = refer("note", note.raw_line or 0, f"line {note.raw_line}")
                yield _item(correction, where)
    for addition in talk.additions:
        link = refer("anchor", f"{talk.docname}#{addition.id}", "editor’s note")
        yield nodes.list_item("", paragraph("added: ", link))


def _item(correction: Correction, where: nodes.Node) -> nodes.list_item:
    """Return one correction in words: "this" became "that"."""
    typed = nodes.literal("", correction.typed)
    corrected = nodes.literal("", correction.corrected)
    match (bool(correction.typed), bool(correction.corrected)):
        case (True, True):
            parts: list[nodes.Node | str] = [typed, " → ", corrected]
        case (True, False):
            parts = [typed, " removed"]
        case _:
            parts = [corrected, " added"]
    return nodes.list_item("", paragraph(*parts, ", ", where))


class CorrectionsDirective(PartDirective):
    """``{corrections}``: the corrections and additions of all talks, or of those of a day."""

    derived = CorrectionsPage


def setup(app: Sphinx) -> None:
    """Register the directive."""
    CorrectionsPage.register(app)
    app.add_directive(NAME, CorrectionsDirective)
