"""The talks that have most in common with a talk, each with the reason, at the end of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import OnTalks, paragraph
from .references import refer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

MOST_NAMES = 4


class RelatedTalks(OnTalks):
    """At most three talks."""

    place = 20

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a section, or nothing for a talk that shares nothing."""
        talks = nodes.bullet_list(classes=["related-talks"])
        for relation in catalogue.relations.get(docname, ()):
            talk = catalogue.talks[relation.docname]
            names = ", ".join(relation.shared[:MOST_NAMES])
            reason = nodes.inline("", f"both mention {names}", classes=["source"])
            talks += nodes.list_item(
                "", paragraph(refer("talk", talk.slug, talk.title), " ", reason)
            )
        if not len(talks):
            return []
        title = nodes.title("", "Related talks")
        return [nodes.section("", title, talks, ids=["related-talks"])]


def setup(app: Sphinx) -> None:
    """Register the node."""
    RelatedTalks.register(app)
