"""Lists of pages for the theme: those of the header, and the talks of the day beside a talk or a day.

The theme's own would resolve, render and parse the same toctrees again for each page.
"""

from typing import Any

from sphinx.application import Sphinx

from conference.model.catalogue import DAYS
from conference.model.words import typeset
from conference.pages.domain import catalogue_of, domain_of


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


def list_header(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Hand title and address of each page of the header to ``navbar-nav.html``, and whether it is on.

    They are what the home page of the site lists, with the days of the conference that the page belongs
    to; the homes of other conferences are on that home page.
    """
    catalogue, home = catalogue_of(app.env), app.config.root_doc
    conference = catalogue.conference_of(pagename)
    homes = {other.page(home) for other in catalogue.conferences.values()}
    listed = domain_of(app.env).pages[home].listed
    pages = [(name, title) for _, name, title in listed if name not in homes]
    if conference.folder:
        own = [(conference.page(home), conference.name)]
        own += [(day.docname, day.title) for day in catalogue.days_of(conference)]
        pages = own + [(name, title) for name, title in pages if DAYS not in name]
    above = {parent["link"] for parent in context.get("parents", ())}
    context["header_pages"] = [
        (
            title or app.env.titles[name].astext(),
            href := app.builder.get_relative_uri(pagename, name),
            name == pagename or href in above,
        )
        for name, title in pages
    ]


def setup(app: Sphinx) -> None:
    """Register the lists."""
    app.connect("html-page-context", list_header)
    app.connect("html-page-context", list_talks_of_day)
