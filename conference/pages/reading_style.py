"""How reading items and links to them read: styles for pybtex and sphinxcontrib-bibtex."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pybtex.backends.plaintext import Backend as Plaintext
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, String, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from .additions import short_address
from .placeholders import typeset
from conference.model.latex import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from pybtex.database import Entry
    from pybtex.style import FormattedEntry
    from sphinx.application import Sphinx

STYLE = "reading-list"
NAME_PARTS = ("first", "middle", "prelast", "last", "lineage")
MOST_AUTHORS = 4  # of more than these, the first is named, "and others"


def _plain(entry: Entry, name: str) -> str:
    return typeset(plain(entry.fields[name])) if name in entry.fields else ""


class ShortTitles(BaseLabelStyle):  # type: ignore[misc]
    """Labels items with their short title, which is what links to them say."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterable[str]:
        """Yield the label of each entry."""
        for entry in sorted_entries:
            yield _plain(entry, "shorttitle") or entry.key


class ByShortTitle(BaseSortingStyle):  # type: ignore[misc]
    """Sorts items by short title."""

    def sorting_key(self, entry: Entry) -> str:
        """Return what the entry sorts by."""
        return (_plain(entry, "shorttitle") or entry.key).casefold()


class ReadingListStyle(BaseStyle):  # type: ignore[misc]
    """One line for every type of entry: who, title, where, when, address.

    Titles keep their capitals, whatever the type; a part that is not known is left out.
    """

    default_label_style = STYLE
    default_sorting_style = STYLE

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Return the entry as rich text."""
        from pybtex.style import FormattedEntry

        title = _plain(entry, "title")
        sentences: list[Any] = []
        who = authors(entry)
        if who and who != title:
            sentences.append(String(who.removesuffix(".")))  # of "Jr."
        if title != label:
            sentences.append(Tag("em", title))
        if where := published_in(entry):
            sentences.append(String(where))
        if when := year(entry):
            sentences.append(String(when))
        if note := _plain(entry, "note"):
            sentences.append(String(note.rstrip(".")))
        url = entry.fields.get("url", "")
        sentences.append(HRef(url, short_address(url)))
        return FormattedEntry(entry.key, Text(". ").join(sentences), label)


def authors(entry: Entry) -> str:
    """Return the authors of an entry, or the organization that stands behind it."""
    people = entry.persons.get("author", [])
    names = [
        typeset(plain(" ".join(p for kind in NAME_PARTS for p in person.get_part(kind))))
        for person in people
    ]
    if len(names) > MOST_AUTHORS:
        return f"{names[0]} and {len(names) - 1} others"
    if names:
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return _plain(entry, "organization") or _plain(entry, "institution")


def published_in(entry: Entry) -> str:
    """Return where an entry appeared: journal or proceedings with volume and pages, publisher."""
    container = _plain(entry, "journaltitle") or _plain(entry, "booktitle")
    volume = _plain(entry, "volume")
    if number := _plain(entry, "number") if volume else "":
        volume = f"{volume}({number})"
    pages = _plain(entry, "pages").replace("--", "–")
    place = ", ".join(filter(None, [" ".join(filter(None, [container, volume])), pages]))
    edition = _plain(entry, "edition")
    publisher = _plain(entry, "publisher") if entry.type == "book" else ""
    return ", ".join(filter(None, [place, edition and f"{edition} edition", publisher]))


def year(entry: Entry) -> str:
    """Return the year of an entry: of software "Since 2018", the year of its first commit."""
    found = _plain(entry, "year") or _plain(entry, "date")[:4]
    return f"Since {found}" if found and "yearbasis" in entry.fields else found


def _no_brackets() -> BracketStyle:
    return BracketStyle(left="", right="", sep=", ", sep2=", ", last_sep=", ")


@dataclass
class ShortTitleReferences(LabelReferenceStyle):
    """Citations that read as the short title of the item, without brackets."""

    bracket_parenthetical: BracketStyle = field(default_factory=_no_brackets)
    bracket_textual: BracketStyle = field(default_factory=_no_brackets)


def setup(app: Sphinx) -> None:
    """Register the styles, which the configuration names."""
    from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style

    register_plugin("pybtex.style.formatting", STYLE, ReadingListStyle, force=True)
    register_plugin("pybtex.style.labels", STYLE, ShortTitles, force=True)
    register_plugin("pybtex.style.sorting", STYLE, ByShortTitle, force=True)
    # sphinxcontrib-bibtex asks for it at each citation, and pybtex would go through all that is
    # installed each time: what is registered, it has at hand.
    register_plugin("pybtex.backends", "plaintext", Plaintext, force=True)
    register_reference_style(
        "sphinxcontrib.bibtex.style.referencing", STYLE, ShortTitleReferences, force=True
    )
