"""What a talk adds to the reading list: a section at the end of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import OnTalks, paragraph, typeset
from .references import refer
from conference.model.origins import items_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue


class TalkReading(OnTalks):
    """The reading items that a talk's notes and additions cite."""

    place = 10  # it belongs to the notes more than anything else that comes after them

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a section with a list, or nothing where the talk cites nothing."""
        items = [
            catalogue.reading[key]
            for key in items_of(catalogue.talks[docname])
            if key in catalogue.reading
        ]
        if not items:
            return []
        listed = nodes.bullet_list(classes=["talk-reading"])
        for item in items:
            link = refer("item", item.key, item.label)
            what = nodes.inline("", typeset(item.abstract), classes=["source"])
            listed += nodes.list_item("", paragraph(link, " ", what))
        title = nodes.title("", "On the reading list")
        return [nodes.section("", title, listed, ids=["on-the-reading-list"])]


def setup(app: Sphinx) -> None:
    """Register the section."""
    TalkReading.register(app)
