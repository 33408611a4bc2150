"""``{raw-notes}``: the raw file line by line, each with an anchor and a link to its note.

``{raw-notes} days/day-7`` has the lines of one day; see ``corrections_page``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import Derived, paragraph
from .references import refer
from conference.model.catalogue import note_id
from .parts import PartDirective, links_to_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

NAME = "raw-notes"


class RawNotesPage(Derived):
    """The raw lines of a day, or all that no other page has."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return ordered lists whose numbers are those of the raw lines."""
        lists: list[nodes.Node] = []
        before = -1
        for number in _numbers(catalogue, docname):
            if number != before + 1:
                lines = nodes.enumerated_list(classes=["raw-lines"], enumtype="arabic", suffix=".")
                if number > 1:
                    lines["start"] = number
                lists.append(lines)
            lines += _line(catalogue, number)
            before = number
        if catalogue.day_of_part(NAME, docname) is None:
            return [*links_to_parts(NAME, catalogue), *lists]
        return lists


def _numbers(catalogue: Catalogue, docname: str) -> Iterator[int]:
    """Yield the numbers of the lines that a page has."""
    day = catalogue.day_of_part(NAME, docname)
    for number, typed_on in catalogue.days_by_line.items():
        if typed_on == day if day else not catalogue.part(NAME, typed_on):
            yield number


def _line(catalogue: Catalogue, number: int) -> nodes.list_item:
    item = nodes.list_item(ids=[note_id(number)])
    if line := catalogue.raw.lines.get(number):
        parts: list[nodes.Node | str] = [nodes.inline("", line.source, classes=["raw-line"])]
        if catalogue.note(number):
            parts += [" ", refer("note", number, "note")]
        elif page := catalogue.headings.get(number):
            parts += [" ", refer("anchor", page, "page")]
        elif reason := catalogue.left_out.get(number):
            parts += [f" left out: {reason}"]
        item += paragraph(*parts)
    return item


class RawNotesDirective(PartDirective):
    """``{raw-notes}``: the whole raw file, or the lines of a day."""

    derived = RawNotesPage


def setup(app: Sphinx) -> None:
    """Register the directive."""
    RawNotesPage.register(app)
    app.add_directive(NAME, RawNotesDirective)
