"""``{reading-progress}`` and ``{reading-filter}``: how much is read; one kind or state at a time.

The filter needs no script: its links lead to sentences below it, and the style sheet hides the other
items while such a sentence is the target of the address. A link to an item has another target, so
that it always finds its item shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from conference.sources.bibliography import GROUPS, STATUSES, UNREAD
from .placeholders import Derived, paragraph
from .html_elements import element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

ALL = "show-all"


def group_class(group: str) -> str:
    """Return the CSS class of a section that has the items of a group."""
    return f"kind-{group}"


def status_class(status: str) -> str:
    """Return the CSS class of an item with a status."""
    return f"is-{status or 'unread'}"


class ReadingProgress(Derived):
    """How many items are read, of those on the list as noted and of all."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a sentence per status, such as "Read: 0 of 31 as noted, 0 of all 74."."""
        noted = {key for note in catalogue.list_notes for key in note.cites} & set(
            catalogue.reading
        )
        sentences = []
        for status, name in reversed(STATUSES.items()):
            if status == UNREAD:
                continue
            having = {key for key, item in catalogue.reading.items() if item.status == status}
            sentences.append(
                f"{name}: {len(having & noted)} of {len(noted)} on the list as noted, "
                f"{len(having)} of all {len(catalogue.reading)}."
            )
        return [paragraph(" ".join(sentences), classes=["reading-progress"])]


class ReadingFilter(Derived):
    """Links that show one kind or one state of the items."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a landmark with a list of links."""
        total = len(catalogue.reading)
        links = nodes.bullet_list(classes=["no-search"])
        links += nodes.list_item("", _link(ALL, "All", total), ids=[ALL])
        for anchor, kind, name, number in _parts(catalogue):
            back = nodes.reference("", f"Show all {total}", refid=ALL)
            shown = f"Shown: {name}, {number} of {total}. "
            links += nodes.list_item(
                "",
                _link(anchor, name, number),
                nodes.paragraph("", "", nodes.Text(shown), back, ids=[anchor], classes=["shown"]),
                classes=[kind],
            )
        return [
            element("nav", links, classes=("reading-filter",), aria_label="Show a part of the list")
        ]


def _parts(catalogue: Catalogue) -> Iterator[tuple[str, str, str, int]]:
    """Yield anchor, class, name and size of each part of the list that can be shown."""
    items = catalogue.reading.values()
    for group, name in GROUPS.items():
        if number := sum(item.group == group for item in items):
            yield f"show-{group}", "by-kind", name, number
    for status, name in STATUSES.items():  # those without an item too: their addresses stay
        number = sum(item.status == status for item in items)
        yield f"show-{status or 'unread'}", "by-status", name, number


def _link(anchor: str, name: str, number: int) -> nodes.paragraph:
    count = nodes.inline("", str(number), classes=["number"])
    return nodes.paragraph(
        "", "", nodes.reference("", "", nodes.Text(f"{name} "), count, refid=anchor)
    )


class ReadingProgressDirective(SphinxDirective):
    """``{reading-progress}``: how many items are read."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [ReadingProgress()]


class ReadingFilterDirective(SphinxDirective):
    """``{reading-filter}``: links to show a part of the list."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [ReadingFilter()]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    ReadingProgress.register(app)
    ReadingFilter.register(app)
    app.add_directive("reading-progress", ReadingProgressDirective)
    app.add_directive("reading-filter", ReadingFilterDirective)
