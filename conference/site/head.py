"""What stands around each page: its head, and the lists of pages in header and sidebar."""

from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from pathlib import Path
from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx

from conference.model.catalogue import DAYS, Catalogue
from conference.model.entries import Talk
from conference.model.words import in_words, typeset
from conference.pages.domain import domain_of
from conference.pages.talk import cited_title

from .missing_pages import MISSING
from .policy import SPECULATION_RULES, content_policy, first_paint
from .publish import json_ld

# Search engines cut descriptions that are longer.
shortened = partial(shorten, width=160, placeholder=" …")
SHARE = "share.png"  # of each conference, in its folder below _extra/; see tools/share_image.py
# What Sphinx has on every page for its own search and to mark what was searched for, and what
# sphinx-design has on every page for tabs.
UNUSED_SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "design-tabs.js",
)


def describe(docname: str, catalogue: Catalogue, doctree: nodes.Node | None) -> str:
    """Return what a page is about: a talk or day from the catalogue, another page by its beginning."""
    name = catalogue.conference_of(docname).name
    if talk := catalogue.talks.get(docname):
        day = catalogue.days_by_talk.get(docname)
        held = f", {in_words(day.held_on)}" if day else ""
        about = f"{talk.facts.about.text} " if talk.facts.about else ""
        return shortened(f"{about}{cited_title(talk, catalogue)}, {name}{held}.")
    if day := catalogue.days.get(docname):
        about = f" {day.summary}" if day.summary else ""
        return shortened(f"{day.title} of {name}, {in_words(day.held_on)}.{about}")
    paragraph = next(doctree.findall(nodes.paragraph), None) if doctree else None
    return shortened(paragraph.astext()) if paragraph else ""


def citation(talk: Talk, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the meta elements that Zotero and Google Scholar read: names and contents."""
    yield "citation_title", cited_title(talk, catalogue)
    if day := catalogue.days_by_talk.get(talk.docname):
        yield "citation_publication_date", day.held_on.isoformat().replace("-", "/")
    yield "citation_conference_title", catalogue.conference_of(talk.docname).name
    yield "citation_language", "en"
    if address := catalogue.addresses.get(talk.docname):
        yield "citation_public_url", address


def list_for_theme(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Hand title and address of pages to ``day-navigation.html`` and ``navbar-nav.html``.

    The theme's own lists would resolve, render and parse the same toctrees again for each page. In the
    header are the pages that the home page of the site lists, with the days of the conference that the
    page belongs to; the homes of other conferences are on that home page.
    """
    catalogue, home = domain_of(app.env).catalogue, app.config.root_doc
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


def complete_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.Node
) -> None:
    """Put all of it into the template's context."""
    list_for_theme(app, pagename, context)
    catalogue = domain_of(app.env).catalogue
    talk = catalogue.talks.get(pagename)
    meta = list(citation(talk, catalogue)) if talk else []
    meta.append(("description", describe(pagename, catalogue, doctree)))
    title = unescape(context.get("title", ""))
    meta += [
        ("og:title", title),
        ("og:description", meta[-1][1]),
        ("og:site_name", app.config.project),
    ]
    share = catalogue.conference_of(pagename).page(SHARE)
    if app.config.html_baseurl and Path(app.srcdir, "_extra", share).is_file():
        meta.append(("og:image", urljoin(app.config.html_baseurl, share)))
    elements = (
        f'<meta {"property" if ":" in name else "name"}="{name}" content="{escape(text)}" />\n'
        for name, text in meta
        if text
    )
    # In place of what docutils has there: the viewport, which Sphinx's layout has already.
    context["metatags"] = "".join(elements)
    if talk and pagename in catalogue.addresses:
        data = json_ld(talk, catalogue)
        context["metatags"] += f'<script type="application/ld+json">{data}</script>\n'
    context["script_files"] = [
        script
        for script in context["script_files"]
        if not str(getattr(script, "filename", "")).endswith(UNUSED_SCRIPTS)
    ]
    conference = context["conference"] = catalogue.conference_of(pagename)
    context["as_of"] = in_words(conference.facts.as_of) if conference.facts.as_of else ""
    context["repository"] = repository = app.config.repository_url
    page = domain_of(app.env).pages.get(pagename)
    context["edit_page"] = f"{repository}/edit/main/{page.path}" if repository and page else ""
    context["speculation_rules"] = SPECULATION_RULES
    context["first_paint"] = first_paint(app)
    context["content_policy"] = content_policy(context["first_paint"])
    if pagename == MISSING:
        context["pageurl"] = None  # it shows at any address


def setup(app: Sphinx) -> None:
    """Register the head."""
    app.connect("html-page-context", complete_head)
