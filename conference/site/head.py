"""The head of a page: what it is about, how it is cited, what it may load, and no script too many."""

from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from pathlib import Path
from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx

from conference.model.catalogue import Catalogue
from conference.model.entries import Talk
from conference.model.words import in_words
from conference.pages.domain import catalogue_of, domain_of
from conference.pages.talk import cited_title

from . import navigation
from .missing_pages import MISSING
from .policy import SPECULATION_RULES, content_policy, first_paint
from .publish import json_ld

# Search engines cut descriptions that are longer.
shortened = partial(shorten, width=160, placeholder=" …")
SHARE = "share.png"  # of each conference, in its folder below _extra/; see tools/share_image.py
# What Sphinx has on every page for its own search and to mark what was searched for, and what
# sphinx-design has on every page for tabs.
UNUSED_SCRIPTS = (
    *("documentation_options.js", "doctools.js", "sphinx_highlight.js"),
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


def complete_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.Node
) -> None:
    """Put all of it into the template's context."""
    navigation.list_pages(app, pagename, context)
    catalogue = catalogue_of(app.env)
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
