"""What a page is about in a sentence or two, for search engines and previews of links."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from conference.model.dates import in_words
from conference.pages.loading import catalogue_of
from conference.model.catalogue import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

LENGTH = 160  # in characters; search engines cut what is longer


def describe(docname: str, catalogue: Catalogue, doctree: nodes.Node | None) -> str:
    """Return the description of a page: of talks and days from the catalogue, else its beginning."""
    if talk := catalogue.talks.get(docname):
        names = few([catalogue.people[speaker.person].name for speaker in talk.speakers])
        day = catalogue.day_of(talk)
        words = [
            f"Notes on “{talk.title}”:",
            KINDS.get(talk.kind, "talk").lower(),
            names and f"by {names}",
        ]
        held = f"on {in_words(day.held_on)}" if day else ""
        return shortened(f"{' '.join(filter(None, [*words, 'at SciPy 2023', held]))}.")
    if day := catalogue.days.get(docname):
        return shortened(f"{day.title} of SciPy 2023, {in_words(day.held_on)}. {day.summary}")
    paragraph = next(doctree.findall(nodes.paragraph), None) if doctree else None
    return shortened(paragraph.astext()) if paragraph else ""


def few(names: Sequence[str]) -> str:
    """Return up to three names, or the first two and how many others."""
    shown = [*names[:2], f"{len(names) - 2} others"] if len(names) > 3 else names
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def shortened(text: str) -> str:
    """Return a text on one line, cut between two words where it is too long."""
    text = " ".join(text.split())
    if len(text) <= LENGTH:
        return text
    return f"{text[: text.rindex(' ', 0, LENGTH)].rstrip(' ,;:')} …"


def add_description(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.Node
) -> None:
    """Put the description into the head of a page."""
    if text := describe(pagename, catalogue_of(app.config), doctree):
        meta = f'<meta name="description" content="{escape(text)}" />\n'
        context["metatags"] = context.get("metatags", "") + meta


def setup(app: Sphinx) -> None:
    """Register the meta element."""
    app.connect("html-page-context", add_description)
