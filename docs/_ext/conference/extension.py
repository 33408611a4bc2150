"""Registers every feature of the extension: the table of contents of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    additions,
    as_typed,
    asset_tags,
    builder,
    citing,
    content_policy,
    corrections_page,
    day,
    derived,
    descriptions,
    domain,
    downloads,
    external_links,
    freshness,
    home,
    html_elements,
    loading,
    navigation,
    not_found,
    notes,
    page_scripts,
    people,
    projects,
    raw_notes_page,
    read_once,
    reading_filter,
    reading_list,
    reading_style,
    redirects,
    related_talks,
    search_page,
    search_records,
    talk,
    talk_reading,
    talks_json,
    warnings,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def register(app: Sphinx) -> ExtensionMetadata:
    """Register every feature of the extension with Sphinx."""
    app.setup_extension("sphinxcontrib.bibtex")

    warnings.setup(app)  # each of Sphinx's own warnings says how to mend it
    loading.setup(app)  # sources -> checked catalogue, at config-inited
    builder.setup(app)  # writes pages on all cores
    read_once.setup(app)  # what the catalogue has read, MyST need not
    domain.setup(app)  # references to talks, people, notes and reading items
    derived.setup(app)  # renders what pages show of the catalogue, when they are written

    notes.setup(app)  # an id for every note, and a link to it
    talk.setup(app)  # the header of a talk page
    as_typed.setup(app)  # the switch between notes and what was typed
    additions.setup(app)  # {addition}
    related_talks.setup(app)  # what else to read, at the end of a talk
    citing.setup(app)  # how to cite a talk, at its end and in its head
    descriptions.setup(app)  # what a page is about, in its head
    day.setup(app)  # {day-summary}, {day-talks}, {days}
    navigation.setup(app)  # sidebar and header
    people.setup(app)  # {people}
    projects.setup(app)  # {projects}, and links to them from the notes
    corrections_page.setup(app)  # {corrections}
    raw_notes_page.setup(app)  # {raw-notes}
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
    freshness.setup(app)  # incremental builds equal clean ones
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
