"""The notes of a page: their ids, a link to each, and each as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from conference.model.corrections import typed_parts
from .placeholders import paragraph
from .loading import catalogue_of

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from conference.model.catalogue import Catalogue, Note

LINK_NAME = "Link to this note"


class NoteLink(nodes.General, nodes.Inline, nodes.Element):
    """A link from a note to itself, without text of its own: the style sheet draws it."""


def visit_note_link(translator: HTML5Translator, node: NoteLink) -> None:
    """Write the link."""
    translator.body.append(
        f'<a class="note-link" href="#{node["refid"]}" aria-label="{LINK_NAME}">'
    )


def depart_note_link(translator: HTML5Translator, node: NoteLink) -> None:
    """Close the link."""
    translator.body.append("</a>")


class NameNotes(SphinxTransform):
    """Set the ids of list items: ``- wut`` becomes ``<li id="line-89">``, with a link to itself.

    The raw file never changes, so the ids are good for good. On a talk page a note that was
    corrected is followed by what was typed, which the reader may switch to.
    """

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
            if not note.id:
                continue
            item["ids"].append(note.id)
            item["classes"].append("note")
            if len(item) and isinstance(item[0], nodes.paragraph):
                item[0] += NoteLink(refid=note.id)
                if talk and (typed := as_typed(catalogue, note)):
                    item.insert(1, typed)


def as_typed(catalogue: Catalogue, note: Note) -> nodes.paragraph | None:
    """Return a paragraph with what was typed, its later corrected words marked; None if the same."""
    corrections = catalogue.corrections(note)
    if all(correction.is_markup for correction in corrections):
        return None
    parts = [
        # Quotes stay as they came from the keyboard.
        nodes.inline("", text, classes=["typed"] if corrected else [], support_smartquotes=False)
        for text, corrected in typed_parts(note.typed, corrections)
    ]
    return paragraph(*parts, classes=["as-typed"])


def _in_addition(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if "addition" in parent.get("classes", ()):
            return True
        parent = parent.parent
    return False


def setup(app: Sphinx) -> None:
    """Register the transform and the link."""
    app.add_node(NoteLink, html=(visit_note_link, depart_note_link))
    app.add_transform(NameNotes)
