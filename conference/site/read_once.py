"""Takes the front matter of talks and days off before MyST reads the page: the catalogue has it.

MyST parses it twice with Python's slow YAML parser, and makes nodes of it that nothing shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conference.pages.loading import catalogue_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FRONT_MATTER = re.compile(r"---\n(?:.*\n)*?---\n")


def take_off_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Blank the front matter, so that messages still have the right lines.

    Talks and days have nothing in it that is not the catalogue's: other keys are faults.
    """
    catalogue = catalogue_of(app.config)
    is_ours = docname in catalogue.talks or docname in catalogue.days
    if is_ours and (found := FRONT_MATTER.match(source[0])):
        source[0] = "\n" * found[0].count("\n") + source[0][found.end() :]


def setup(app: Sphinx) -> None:
    """Register the event handler."""
    app.connect("source-read", take_off_front_matter)
