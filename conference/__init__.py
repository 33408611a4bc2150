"""Sphinx extension for conference notes: talks, days, people and a reading list from plain sources.

``model`` is plain data and pure functions, ``sources`` reads what authors write, ``pages`` are what
pages show, ``site`` is what stands around and beside them. ``FEATURES`` is the table of contents.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


FEATURES = (
    "site.messages",  # each of Sphinx's own warnings says how to fix it
    "pages.domain",  # what was read, the catalogue made from it, references to it, places that it fills
    "pages.reading",  # sources -> pages as Sphinx reads them -> catalogue, or faults and no site
    # What pages show.
    "pages.html",  # nav, details and the like; links to other sites give nothing away
    "pages.notes",  # the link of a note, {addition}, mentions; talk pages: see reading
    "pages.days",  # {day-summary}, {day-talks}, {count}, {quoted-notes}
    "pages.people_and_projects",  # {people}, {projects}
    "pages.provenance",  # {corrections}, {raw-notes}
    "pages.ways",  # {search-examples}, {conferences}, {picture}, {all-talks}, {topics}, {note} …
    "pages.bibliography",  # {bibliography} and {cite:p}, by sphinxcontrib-bibtex
    "pages.reading_list",  # the items, {reading-progress}, {reading-filter}, {reading-downloads}
    # What stands around pages and beside them.
    "site.head",  # description, citation, scripts; lists of pages
    "site.publish",  # sitemap, llms.txt, notes.md, talks.json
    "site.policy",  # what pages may load and run
    "site.search_records",  # what the search finds
    "site.missing_pages",  # 404.html, redirects, {search}
    "site.incremental",  # incremental builds equal clean ones
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every feature of the extension with Sphinx."""
    app.setup_extension("sphinxcontrib.bibtex")
    # Imported here, so that tools can use the model without Sphinx.
    for feature in [import_module(f".{name}", __name__) for name in FEATURES]:
        if hasattr(feature, "setup"):  # not where all it has are placeholders
            feature.setup(app)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
