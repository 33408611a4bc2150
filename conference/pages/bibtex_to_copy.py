"""The BibTeX of an item, to be opened, and a button that copies it where scripts run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from conference.model.citations import bibtex
from .placeholders import typeset
from .html_elements import HtmlElement, element

if TYPE_CHECKING:
    from conference.sources.bibliography import ReadingItem


def bibtex_to_copy(item: ReadingItem) -> tuple[HtmlElement, HtmlElement]:
    """Return an element that opens to the BibTeX of an item, and the button, which comes after it."""
    label = typeset(item.label)
    of_item = nodes.inline("", f" of {label}", classes=["visually-hidden"])
    text = element(
        "details",
        element("summary", nodes.Text("BibTeX"), of_item),
        # Without a raw source, Sphinx does not highlight it: it stays the text that is copied.
        nodes.literal_block("", bibtex(item.key, item.entry)),
        classes=("bibtex", "no-search"),
    )
    button = element(
        "button",
        nodes.Text("Copy"),
        type="button",
        aria_label=f"Copy BibTeX of {label}",
        classes=("copy-bibtex",),
    )
    return text, button
