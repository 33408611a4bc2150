"""How reading items and links to them read: styles for pybtex and sphinxcontrib-bibtex."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pybtex.backends.plaintext import Backend as Plaintext
from pybtex.database import Entry
from pybtex.plugin import Plugin, register_plugin
from pybtex.richtext import HRef, String, Tag, Text
from pybtex.style import FormattedEntry
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from conference.model.citations import names, text
from conference.model.words import in_a_row, typeset

from .html import short_address

STYLE = "reading-list"
MOST_AUTHORS = 4  # of more than these, the first is named, "and others"


def _text(entry: Entry, *fields: str) -> str:
    return typeset(text(entry, *fields))


def _label(entry: Entry) -> str:
    return _text(entry, "shorttitle") or entry.key


class ReadingListStyle(Plugin):  # type: ignore[misc]
    """One line for every type of entry: who, title, where, when, address.

    Titles keep their capitals, whatever the type; a part that is not known is left out. It has just
    what sphinxcontrib-bibtex asks of a style: those of pybtex look up their parts each time.
    """

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries in the order of their short titles."""
        return sorted(entries, key=lambda entry: _label(entry).casefold())

    def format_labels(self, entries: Iterable[Entry]) -> list[str]:
        """Return the short title of each entry, which is what links to it say."""
        return [_label(entry) for entry in entries]

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Return the entry as rich text."""
        title, who = _text(entry, "title"), authors(entry)
        sentences: list[Any] = [
            String(who.removesuffix(".")) if who != title else "",  # the full stop of "Jr."
            Tag("em", title) if title != label else "",
            String(published_in(entry)),
            String(year(entry)),
            String(_text(entry, "note").rstrip(".")),
        ]
        url = text(entry, "url")
        line = Text(". ").join([*filter(len, sentences), HRef(url, short_address(url))])
        return FormattedEntry(entry.key, line, label)


def authors(entry: Entry) -> str:
    """Return the authors of an entry, or the organization that stands behind it."""
    people = [typeset(" ".join(name.values())) for name in names(entry)]
    if len(people) > MOST_AUTHORS:
        return f"{people[0]} and {len(people) - 1} others"
    return in_a_row(people) or _text(entry, "organization", "institution")


def published_in(entry: Entry) -> str:
    """Return where an entry appeared: journal or proceedings with volume and pages, publisher."""
    volume = _text(entry, "volume")
    if volume and (number := _text(entry, "number")):
        volume = f"{volume}({number})"
    place = " ".join(filter(None, [_text(entry, "journaltitle", "booktitle"), volume]))
    edition = _text(entry, "edition")
    parts = [
        place,
        _text(entry, "pages").replace("--", "–"),
        f"{edition} edition" if edition else "",
        _text(entry, "publisher") if entry.type == "book" else "",
    ]
    return ", ".join(filter(None, parts))


def year(entry: Entry) -> str:
    """Return the year of an entry: of software "Since 2018", the year of its first commit."""
    found = _text(entry, "year") or _text(entry, "date")[:4]
    return f"Since {found}" if found and "yearbasis" in entry.fields else found


no_brackets = partial(BracketStyle, left="", right="", sep=", ", sep2=", ", last_sep=", ")


@dataclass
class ShortTitleReferences(LabelReferenceStyle):
    """Citations that read as the short title of the item, without brackets."""

    bracket_parenthetical: BracketStyle = field(default_factory=no_brackets)
    bracket_textual: BracketStyle = field(default_factory=no_brackets)


def setup(app: Sphinx) -> None:
    """Register the styles, which the configuration names."""
    # sphinxcontrib-bibtex asks for this one at each citation, and pybtex would go through everything
    # that is installed each time: a fifth of a build.
    register_plugin("pybtex.backends", "plaintext", Plaintext, force=True)
    register_plugin("pybtex.style.formatting", STYLE, ReadingListStyle, force=True)
    register_reference_style(
        "sphinxcontrib.bibtex.style.referencing", STYLE, ShortTitleReferences, force=True
    )
