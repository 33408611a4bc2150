"""The BibTeX of an item, to be opened and copied; a script adds a button where scripts run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .citation_formats import bibtex
from .derived import typeset
from .html_elements import HtmlElement, element
from .loading import catalogue_of

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx

    from .bibliography import ReadingItem


def bibtex_to_copy(item: ReadingItem) -> HtmlElement:
    """Return an element that opens to the BibTeX of an item."""
    of_item = nodes.inline("", f" of {typeset(item.label)}", classes=["visually-hidden"])
    return element(
        "details",
        element("summary", nodes.Text("BibTeX"), of_item),
        # Without a raw source, Sphinx does not highlight it: it stays the text that is copied.
        nodes.literal_block("", bibtex(item.key, item.entry)),
        classes=("bibtex", "no-search"),
    )


def add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Load the script on the reading list, and nowhere else."""
    if pagename == catalogue_of(app.config).reading_list:
        app.add_js_file("copy.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the script."""
    app.connect("html-page-context", add_script)
