"""``{search}``: the page that the search fills in, and what is there without JavaScript.

Sphinx's own search is turned off: it would write an index that nothing reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from conference.pages.html_elements import element

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class SearchDirective(SphinxDirective):
    """``{search}``: a place for the search; its content is for readers without JavaScript."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place and its content."""
        place = element("div", classes=("search-page",))
        place["ids"].append("search-page")
        return [element("noscript", *self.parse_content_to_nodes()), place]


def leave_out_index(app: Sphinx) -> None:
    """Keep Sphinx from indexing pages, and from writing a search page of its own."""
    app.builder.search = False  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the directive, and turn Sphinx's own search off."""
    app.add_directive("search", SearchDirective)
    app.connect("builder-inited", leave_out_index)
