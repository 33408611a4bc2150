"""``{day-summary}`` and ``{day-talks}``: what a day was about, and its talks in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .dates import in_words
from .derived import Derived, counted, paragraph, separated, typeset
from .domain import refer
from .loading import catalogue_of
from .model import KINDS
from .talk import speakers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from .model import Catalogue


class DaySummary(Derived):
    """Title (on other pages than its own), date and summary of ``day``, a document name."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return two or three paragraphs."""
        day = catalogue.days.get(self["day"])
        if day is None:
            return []
        count = counted(len(day.talks), "talk")
        title = refer("day", day.docname, day.title)
        return [
            *([paragraph(title, classes=["day-title"])] if day.docname != docname else []),
            paragraph(f"{in_words(day.held_on)}, {count}", classes=["day-date"]),
            paragraph(typeset(day.summary)),
        ]


class DayTalks(Derived):
    """The talks of the page's day."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return an ordered list: title, then kind, speakers and number of notes."""
        talks = nodes.enumerated_list(classes=["day-talks"], enumtype="arabic", suffix=".")
        day = catalogue.days.get(docname)
        for name in day.talks if day else ():
            talk = catalogue.talks[name]
            facts: list[nodes.Node] = [nodes.Text(KINDS.get(talk.kind, ""))]
            if speakers := speakers_of(talk, catalogue):
                facts.append(nodes.inline("", "", *separated(speakers)))
            facts.append(nodes.Text(counted(len(talk.notes), "note")))
            talks += nodes.list_item(
                "",
                paragraph(refer("talk", talk.slug, talk.title), classes=["talk-title"]),
                paragraph(*separated(facts, " · "), classes=["talk-summary"]),
            )
        return [talks]


class DaySummaryDirective(SphinxDirective):
    """``{day-summary}`` for the page's own day, or for the day that its argument names."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        day = self.arguments[0] if self.arguments else self.env.docname
        if day not in catalogue_of(self.config).days:
            raise self.error(f"'{day}' is no day. Mend: use a page such as days/day-1.")
        return [DaySummary(day=day)]


class DayTalksDirective(SphinxDirective):
    """``{day-talks}``: the talks of the page's day."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [DayTalks()]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_node(DaySummary)
    app.add_node(DayTalks)
    app.add_directive("day-summary", DaySummaryDirective)
    app.add_directive("day-talks", DayTalksDirective)
