"""Gives every note the id of its raw line, so that a link to it is good for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .loading import catalogue_of

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx


class NameNotes(SphinxTransform):
    """Set the ids of list items: ``- wut`` becomes ``<li id="line-89">``."""

    # After the page is parsed (MyST has no transforms of its own that make list items), before
    # anything collects ids: Sphinx's collectors run at 880 and later.
    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Name the notes of one talk page or of the reading list."""
        catalogue = catalogue_of(self.config)
        docname = self.env.docname
        talk = catalogue.talks.get(docname)
        if docname == catalogue.reading_list:
            notes = catalogue.list_notes
        elif talk:
            notes = talk.notes
        else:
            return
        items = [item for item in self.document.findall(nodes.list_item) if not _in_addition(item)]
        for item, note in zip(items, notes, strict=False):  # a faulty page may have fewer notes
            if note.id:
                item["ids"].append(note.id)
                item["classes"].append("note")


def _in_addition(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if "addition" in parent.get("classes", ()):
            return True
        parent = parent.parent
    return False


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(NameNotes)
