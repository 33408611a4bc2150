"""``{corrections}``: what was corrected and what was added, talk by talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .derived import Derived, paragraph
from .domain import refer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx

    from .corrections import Correction
    from .model import Catalogue, Talk


class CorrectionsPage(Derived):
    """All corrections and additions."""

    @classmethod
    def shows(cls, catalogue: Catalogue) -> object:
        """Return what each note became."""
        return [note.typed for _, note in catalogue.notes()]

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a section for each talk that has any, and one for the reading list."""
        sections = []
        for talk in catalogue.talks.values():
            items = list(_of_talk(talk, catalogue))
            if items:
                title = refer("talk", talk.slug, talk.title)
                sections.append(_section(talk.slug, title, items))
        items = [
            _item(correction, refer("note", note.raw_line or 0, f"line {note.raw_line}"))
            for note in catalogue.list_notes
            for correction in catalogue.corrections(note)
            if not correction.is_markup
        ]
        if items:
            title = refer("anchor", f"{catalogue.reading_list}#as-noted", "Reading list")
            sections.append(_section("reading-list", title, items))
        return sections


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


class CorrectionsDirective(SphinxDirective):
    """``{corrections}``: all corrections and additions."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [CorrectionsPage()]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(CorrectionsPage)
    app.add_directive("corrections", CorrectionsDirective)
