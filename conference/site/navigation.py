"""The talks of the day beside a talk or a day: a list from the catalogue, for the theme's sidebar.

The theme's own would resolve, render and parse the same toctree again for each page: an eighth of a build.
"""

from typing import Any

from sphinx.application import Sphinx

from conference.model.words import typeset
from conference.pages.domain import catalogue_of


def list_talks_of_day(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Hand title and address of each talk to ``day-navigation.html``; that of the page itself is "#"."""
    catalogue = catalogue_of(app.env)
    talk = catalogue.talks.get(pagename)
    day = catalogue.day_of(talk) if talk else catalogue.days.get(pagename)
    context["talks_of_day"] = [
        (
            typeset(catalogue.talks[name].title),
            app.builder.get_relative_uri(pagename, name) if name != pagename else "#",
        )
        for name in (day.talks if day else ())
    ]
    if not day:  # other pages have no sidebar
        context["sidebars"] = []


def setup(app: Sphinx) -> None:
    """Register the list."""
    app.connect("html-page-context", list_talks_of_day)
