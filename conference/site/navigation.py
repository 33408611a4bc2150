"""Lists of pages for the theme: those of the header, and the talks of the day beside a talk or a day.

The theme's own would resolve, render and parse the same toctrees again for each page.
"""

from functools import partial
from typing import Any

from sphinx.application import Sphinx

from conference.model.catalogue import DAYS
from conference.model.words import typeset
from conference.pages.domain import catalogue_of, domain_of


def list_pages(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Hand title and address of pages to ``day-navigation.html`` and ``navbar-nav.html``.

    In the header are the pages that the home page of the site lists, with the days of the conference
    that the page belongs to; the homes of other conferences are on that home page.
    """
    catalogue, home = catalogue_of(app.env), app.config.root_doc
    address_of = partial(app.builder.get_relative_uri, pagename)
    day = catalogue.days_by_talk.get(pagename) or catalogue.days.get(pagename)
    context["talks_of_day"] = [
        (typeset(catalogue.talks[name].title), address_of(name) if name != pagename else "#")
        for name in (day.talks if day else ())
    ]
    if not day:  # other pages have no sidebar
        context["sidebars"] = []
    conference = catalogue.conference_of(pagename)
    homes = {other.page(home) for other in catalogue.conferences.values()}
    listed = domain_of(app.env).pages[home].listed
    pages = [(name, title) for _, name, title in listed if name not in homes]
    if conference.folder:
        own = [(conference.page(home), conference.name)]
        own += [(day.docname, day.title) for day in catalogue.days_of(conference)]
        pages = own + [(name, title) for name, title in pages if DAYS not in name]
    above = {parent["link"] for parent in context.get("parents", ())}
    context["header_pages"] = [  # and whether the page is on or below it
        (
            title or app.env.titles[name].astext(),
            href := address_of(name),
            name == pagename or href in above,
        )
        for name, title in pages
    ]
