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
        additions,
        as_typed,
        citing,
        corrections,
        days,
        downloads,
        external_links,
        home,
        html_elements,
        loading,
        notes,
        people,
        placeholders,
        projects,
        raw_notes,
        reading_filter,
        reading_list,
        reading_style,
        references,
        related_talks,
        talk,
        talk_reading,
    )
    from .site import (
        asset_tags,
        builder,
        content_policy,
        descriptions,
        incremental,
        messages,
        navigation,
        not_found,
        page_scripts,
        read_once,
        redirects,
        search_page,
        search_records,
        talks_json,
    )

    app.setup_extension("sphinxcontrib.bibtex")

    messages.setup(app)  # each of Sphinx's own warnings says how to fix it
    loading.setup(app)  # sources -> checked catalogue, at config-inited
    builder.setup(app)  # writes pages on all cores
    read_once.setup(app)  # what the catalogue has read, MyST need not
    references.setup(app)  # references to talks, people, notes and reading items
    placeholders.setup(app)  # renders what pages show of the catalogue, when they are written

    notes.setup(app)  # an id for every note, and a link to it
    talk.setup(app)  # the header of a talk page
    as_typed.setup(app)  # the switch between notes and what was typed
    additions.setup(app)  # {addition}
    related_talks.setup(app)  # what else to read, at the end of a talk
    citing.setup(app)  # how to cite a talk, at its end and in its head
    descriptions.setup(app)  # what a page is about, in its head
    days.setup(app)  # {day-summary}, {day-talks}, {days}
    navigation.setup(app)  # sidebar and header
    people.setup(app)  # {people}
    projects.setup(app)  # {projects}, and links to them from the notes
    corrections.setup(app)  # {corrections}
    raw_notes.setup(app)  # {raw-notes}
    asset_tags.setup(app)  # scripts and styles, looked up once
    html_elements.setup(app)  # nav, details and the like
    reading_style.setup(app)  # how reading items and links to them read
    reading_list.setup(app)  # what the reading list shows of each item
    reading_filter.setup(app)  # {reading-progress}, {reading-filter}
    downloads.setup(app)  # {reading-downloads}, and the files
    talk_reading.setup(app)  # what a talk adds to the reading list
    home.setup(app)  # {count}, {quoted-notes}

    talks_json.setup(app)  # all of it as data
    search_page.setup(app)  # {search}, in place of Sphinx's own search
    search_records.setup(app)  # what the search finds
    redirects.setup(app)  # addresses of pages that moved
    not_found.setup(app)  # {nearest-pages}, and the page for addresses that never were
    external_links.setup(app)  # what links to other sites give away: nothing
    page_scripts.setup(app)  # no script that a page does not use
    content_policy.setup(app)  # what pages may load and run
    incremental.setup(app)  # incremental builds equal clean ones
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
