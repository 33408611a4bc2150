"""Sphinx extension for conference notes: talks, days, people and a reading list from plain sources.

``model`` is plain data and pure functions, ``sources`` reads what authors write, ``pages`` are what
pages show, ``site`` is what stands around and beside them. ``setup`` is the table of contents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every feature of the extension with Sphinx."""
    # Imported here, so that tools can use the model without Sphinx.
    from .pages import (
        days,
        domain,
        html,
        notes,
        people_and_projects,
        picture,
        placeholders,
        provenance,
        reading,
        reading_line,
        reading_list,
        ways,
    )
    from .site import (
        head,
        incremental,
        messages,
        missing_pages,
        navigation,
        policy,
        search_records,
        talks_json,
    )

    app.setup_extension("sphinxcontrib.bibtex")

    messages.setup(app)  # each of Sphinx's own warnings says how to fix it
    domain.setup(app)  # what was read, the catalogue made from it, references to it
    reading.setup(app)  # sources -> pages as Sphinx reads them -> catalogue, or faults and no site

    # What pages show.
    placeholders.setup(app)  # filled from the catalogue when a page is written
    html.setup(app)  # nav, details and the like; links to other sites give nothing away
    notes.setup(app)  # the link of a note, {addition}, mentions; talk pages: see reading
    days.setup(app)  # {day-summary}, {day-talks}, {count}, {quoted-notes}
    picture.setup(app)  # {search-examples}, {picture}, {all-talks}
    people_and_projects.setup(app)  # {people}, {projects}
    provenance.setup(app)  # {corrections}, {raw-notes}
    ways.setup(app)  # {topics}, {what-became-of-it}, {note}
    reading_line.setup(app)  # how reading items and links to them read
    reading_list.setup(app)  # the items, {reading-progress}, {reading-filter}, {reading-downloads}

    # What stands around pages and beside them.
    head.setup(app)  # description, citation, scripts
    navigation.setup(app)  # the talks of the day, beside them
    policy.setup(app)  # what pages may load and run
    talks_json.setup(app)  # everything as data
    search_records.setup(app)  # what the search finds
    missing_pages.setup(app)  # 404.html, {nearest-pages}, redirects, {search}
    incremental.setup(app)  # incremental builds equal clean ones
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
