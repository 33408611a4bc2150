"""Lists that are too long for a page of a large site: a page for each day, and links to those."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from conference.model.dates import in_words
from .placeholders import paragraph
from .references import refer
from .loading import catalogue_of

if TYPE_CHECKING:
    from .placeholders import Derived
    from conference.model.catalogue import Catalogue


def links_to_parts(directive: str, catalogue: Catalogue) -> list[nodes.Node]:
    """Return a list of the pages that have the parts, in the order of days, if there are any."""
    parts = catalogue.parts.get(directive, {})
    if not parts:
        return []
    days = [day for day in catalogue.days.values() if day.docname in parts]
    links = nodes.bullet_list(classes=["parts"])
    for day in days:
        link = refer("anchor", parts[day.docname], day.title)
        links += nodes.list_item("", paragraph(link, f", {in_words(day.held_on)}"))
    return [links]


class PartDirective(SphinxDirective):
    """A directive for the whole list, or with the name of a day as its argument for a part of it."""

    optional_arguments = 1
    derived: ClassVar[type[Derived]]

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        if self.arguments and self.arguments[0] not in catalogue_of(self.config).days:
            raise self.error(f"'{self.arguments[0]}' is no day. Mend: name one such as days/day-1.")
        return [self.derived()]
