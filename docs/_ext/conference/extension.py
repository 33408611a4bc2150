"""Registers every feature of the extension: the table of contents of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    additions,
    day,
    derived,
    domain,
    freshness,
    home,
    loading,
    notes,
    people,
    reading_list,
    talk,
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
    domain.setup(app)  # references to talks, people, notes and reading items
    derived.setup(app)  # renders what pages show of the catalogue, when they are written

    notes.setup(app)  # an id for every note
    talk.setup(app)  # the header of a talk page
    additions.setup(app)  # {addition}
    day.setup(app)  # {day-summary}, {day-talks}
    people.setup(app)  # {people}
    reading_list.setup(app)  # the look of reading items, and where they came up
    home.setup(app)  # {count}, {quoted-notes}

    freshness.setup(app)  # incremental builds equal clean ones
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
