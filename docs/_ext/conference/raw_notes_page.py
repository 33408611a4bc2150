"""``{raw-notes}``: the raw file line by line, each with an anchor and a link to its note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .derived import Derived, paragraph
from .domain import refer
from .model import note_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from .model import Catalogue


class RawNotesPage(Derived):
    """The raw lines."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return an ordered list whose numbers are those of the raw lines."""
        places = {note.raw_line: page for page, note in catalogue.notes()}
        lines = nodes.enumerated_list(classes=["raw-lines"], enumtype="arabic", suffix=".")
        lines_by_number = catalogue.raw.lines
        for number in range(1, len(lines_by_number) + len(catalogue.raw.blank) + 1):
            item = nodes.list_item(ids=[note_id(number)])
            if line := lines_by_number.get(number):
                parts: list[nodes.Node | str] = [
                    nodes.inline("", line.source, classes=["raw-line"])
                ]
                if number in places:
                    parts += [" ", refer("note", number, "note")]
                elif page := catalogue.headings.get(number):
                    parts += [" ", refer("anchor", page, "page")]
                elif reason := catalogue.left_out.get(number):
                    parts += [f" left out: {reason}"]
                item += paragraph(*parts)
            lines += item
        return [lines]


class RawNotesDirective(SphinxDirective):
    """``{raw-notes}``: the whole raw file."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [RawNotesPage()]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(RawNotesPage)
    app.add_directive("raw-notes", RawNotesDirective)
