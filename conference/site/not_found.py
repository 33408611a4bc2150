"""``404.html``: the page that hosts show for a missing address, at any depth.

Its source is the page ``404``. Where it is shown, relative links lead nowhere, so it gets paths from
the host's root: below the path of ``html_baseurl``, which is ``/`` where that is not set. A script in
it finds the site where it is elsewhere, and offers the pages nearest to the address asked for.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import SphinxDirective

from conference.pages.html_elements import element
from conference.pages.loading import catalogue_of
from conference.model.raw_notes import LETTER

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

DOCNAME = "404"
FILE = "404.html"
SCRIPT = "_static/not_found.js"  # made by tools.build; stands in the page, not beside it

# Addresses that stay as they are: absolute ones, and places on the page itself.
ADDRESS = re.compile(
    r'(?P<before>\s(?:href|src|action|data-content_root|data-script|data-records)=")'
    r'(?P<address>(?!#|/|[a-zA-Z][a-zA-Z0-9+.-]*:)[^"]*)"'
)


class NearestPagesDirective(SphinxDirective):
    """``{nearest-pages}``: where the script says what is missing and which pages are near."""

    def run(self) -> list[nodes.Node]:
        """Return the place."""
        place = element("div", classes=("nearest-pages",))
        place["ids"].append("nearest-pages")
        return [place]


def letter_of(catalogue: Catalogue, docname: str) -> str:
    """Return day and letter of a talk in the raw notes, such as "day-1-d"; "" where it has none."""
    talk = catalogue.talks.get(docname)
    day = catalogue.day_of(talk) if talk else None
    section = catalogue.raw.sections.get(talk.raw_line or 0) if talk else None
    if not (day and section and LETTER.match(section.heading.text)):
        return ""
    return f"{day.docname.rpartition('/')[2]}-{section.heading.text[0].lower()}"


def list_pages(app: Sphinx) -> list[list[str]]:
    """Return address, title and, for a talk, day and letter of every page: first the talks, in order.

    The order decides between pages that are equally near: day 1 has two talks J.
    """
    catalogue = catalogue_of(app.config)
    others = sorted(app.env.found_docs - {*catalogue.talks, DOCNAME})
    return [
        [
            app.builder.get_target_uri(docname),
            app.env.titles[docname].astext(),
            *filter(None, [letter_of(catalogue, docname)]),
        ]
        for docname in [*catalogue.talks, *others]
        if docname in app.env.found_docs
    ]


def script_of(app: Sphinx) -> str:
    """Return the script that stands in the page; an empty text where there is none."""
    file = Path(app.outdir, SCRIPT)
    return file.read_text("utf-8").strip() if file.is_file() else ""


def describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the page's template what only it has, and take its own address away: it has none."""
    if pagename != DOCNAME:
        return
    pages = json.dumps(list_pages(app), ensure_ascii=False, separators=(",", ":"))
    context["not_found"] = {
        "script": script_of(app),
        "pages": pages.replace("<", "\\u003c"),  # nothing in it ends the element that it is in
    }
    context["pageurl"] = None


def absolute(html: str, page: str, root: str) -> str:
    """Return the HTML with paths from the host's root in place of relative addresses.

    *page* is the address in the site that they are relative to, *root* the path of the site.
    """

    def resolved(match: re.Match[str]) -> str:
        address = urljoin(root + page, unescape(match["address"]))
        return f'{match["before"]}{escape(address)}"'

    return ADDRESS.sub(resolved, html)


def write_not_found(app: Sphinx, exception: Exception | None) -> None:
    """Put the page where hosts look for it, with addresses that work from everywhere.

    As the builder finds it missing in its old place, it writes it anew in each build.
    """
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder):
        return
    written = Path(builder.get_output_path(DOCNAME))
    if DOCNAME not in app.env.found_docs or not written.is_file():
        return
    root = f"/{urlsplit(app.config.html_baseurl).path.strip('/')}/".replace("//", "/")
    html = absolute(written.read_text("utf-8"), builder.get_target_uri(DOCNAME), root)
    target = Path(app.outdir, FILE)
    if written != target:
        written.unlink()
        written.parent.rmdir()
    target.write_text(html, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register all of it."""
    app.add_directive("nearest-pages", NearestPagesDirective)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_not_found)
