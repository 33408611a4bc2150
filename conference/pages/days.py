"""``{day-summary}``, ``{day-talks}``: what a day was about, and its talks; ``{days}``: all days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from conference.model.dates import in_words
from .placeholders import Derived, counted, paragraph, separated, typeset
from .references import refer
from .html_elements import element
from .loading import catalogue_of
from conference.model.catalogue import KINDS
from .talk import speakers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue, Day

DAYS_ID = "days"  # where the list of all days stands on its page


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


class Days(Derived):
    """All days, for a site with more of them than a header can name: see ``navigation``."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a list of days per year, folded but for the last."""
        years: dict[int, list[Day]] = {}
        for day in catalogue.days.values():
            years.setdefault(day.held_on.year, []).append(day)
        folds = []
        for year, days in years.items():
            listed = nodes.bullet_list(classes=["all-days"])
            for day in days:
                facts = f", {in_words(day.held_on)}, {counted(len(day.talks), 'talk')}"
                listed += nodes.list_item(
                    "", paragraph(refer("day", day.docname, day.title), facts)
                )
            summary = element("summary", nodes.Text(f"{year}: {counted(len(days), 'day')}"))
            is_open = {"open": "open"} if year == max(years) else {}
            folds.append(element("details", summary, listed, classes=("year",), **is_open))
        return [nodes.container("", *folds, ids=[DAYS_ID])]


class DaySummaryDirective(SphinxDirective):
    """``{day-summary}`` for the page's own day, or for the day that its argument names."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        day = self.arguments[0] if self.arguments else self.env.docname
        if day not in catalogue_of(self.config).days:
            raise self.error(f"'{day}' is no day. Mend: use a page such as days/day-1.")
        return [DaySummary(day=day)]


class DaysDirective(SphinxDirective):
    """``{days}``: all days; header and sidebar then link to this list, and name no days."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [Days()]


class DayTalksDirective(SphinxDirective):
    """``{day-talks}``: the talks of the page's day."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [DayTalks()]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    DaySummary.register(app)
    DayTalks.register(app)
    Days.register(app)
    app.add_directive("day-summary", DaySummaryDirective)
    app.add_directive("day-talks", DayTalksDirective)
    app.add_directive("days", DaysDirective)
