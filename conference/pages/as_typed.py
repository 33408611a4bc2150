"""The switch between a talk's notes and what was typed, and the links to where both stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import OnTalks, counted, paragraph
from .references import refer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from conference.model.catalogue import Catalogue, Talk


class Switch(nodes.General, nodes.Inline, nodes.Element):
    """A check box that the style sheet acts on, so that it needs no script."""


def visit_switch(translator: HTML5Translator, node: Switch) -> None:
    """Write the label and its check box."""
    translator.body.append(
        '<label class="as-typed-switch"><input type="checkbox" role="switch" id="as-typed"> '
    )


def depart_switch(translator: HTML5Translator, node: Switch) -> None:
    """Close the label."""
    translator.body.append("</label>")


def corrections_made(talk: Talk, catalogue: Catalogue) -> int:
    """Return how many places of a talk were corrected, its title included, code marks not."""
    found = [c for note in talk.notes for c in catalogue.corrections(note)]
    found += catalogue.title_corrections(talk)
    return sum(not correction.is_markup for correction in found)


class AsTyped(OnTalks):
    """What stands above a talk's notes: the switch, and links to corrections and raw notes."""

    place = -20

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a paragraph, or nothing for a talk that nothing was noted of."""
        talk = catalogue.talks[docname]
        if talk.raw_line is None or not talk.notes:
            return []
        raw = refer("raw", talk.raw_line, "raw notes")
        count = corrections_made(talk, catalogue)
        if not count:
            return [paragraph(raw, classes=["as-typed-line"])]
        switch: list[nodes.Node | str] = []
        if any(not c.is_markup for note in talk.notes for c in catalogue.corrections(note)):
            switch = [Switch("", nodes.Text("As typed"))]
        made = refer("corrections", talk.slug, counted(count, "correction"))
        return [paragraph(*switch, made, raw, classes=["as-typed-line"])]


def setup(app: Sphinx) -> None:
    """Register the switch."""
    app.add_node(Switch, html=(visit_switch, depart_switch))
    AsTyped.register(app)
