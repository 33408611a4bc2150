"""The part of sphinxcontrib-bibtex: it finds, filters and sorts the reading items, and cites them.

What an item of the list says is ours: see ``reading_list``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from pybtex.backends.plaintext import Backend as Plaintext
from pybtex.database import Entry
from pybtex.plugin import Plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from conference.model.catalogue import READING_LIST
from conference.model.citations import text
from conference.model.entries import item_id
from conference.model.faults import Fault
from conference.model.words import typeset

from .domain import domain_of

STYLE = "reading-list"


def _label(entry: Entry) -> str:
    return typeset(text(entry, "shorttitle")) or entry.key


class ReadingListStyle(Plugin):  # type: ignore[misc]
    """Has just what sphinxcontrib-bibtex asks of a style: an order, labels, and nothing else to say."""

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries in the order of their short titles."""
        return sorted(entries, key=lambda entry: _label(entry).casefold())

    def format_labels(self, entries: Iterable[Entry]) -> list[str]:
        """Return the short title of each entry, which is what links to it say."""
        return [_label(entry) for entry in entries]

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Return the entry without a text."""
        return FormattedEntry(entry.key, Text(), label)


no_brackets = partial(BracketStyle, left="", right="", sep=", ", sep2=", ", last_sep=", ")


@dataclass
class ShortTitleReferences(LabelReferenceStyle):
    """Citations that read as the short title of the item, without brackets."""

    bracket_parenthetical: BracketStyle = field(default_factory=no_brackets)
    bracket_textual: BracketStyle = field(default_factory=no_brackets)


def name_items(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each item its anchor for good, ``ref-<key>``, whichever bibliography lists it.

    Each bibliography directive makes a citation for every key before it filters, so that
    ``bibtex_cite_id`` has to differ between them; this comes before the domain reads the ids.
    """
    for bibliography in cast("BibtexDomain", env.get_domain("cite")).bibliographies.values():
        for key, citation in bibliography.citation_nodes.items():
            citation["ids"] = [item_id(key)]


def check_groups(app: Sphinx, env: BuildEnvironment) -> None:
    """Report groups of items that no bibliography of the page lists."""
    domain = domain_of(env)
    listed = {found.key for found in cast("BibtexDomain", env.get_domain("cite")).citations}
    reading = domain.loaded.reading
    if not reading.faults and READING_LIST in domain.pages:
        groups = {item.group for key, item in reading.entries.items() if key not in listed}
        for group in sorted(groups):
            message = f"no bibliography lists the reading items of the group '{group}'"
            fix = f'add a bibliography with :filter: keywords % "{group}"'
            fault = Fault(domain.pages[READING_LIST].path, 1, message, fix)
            domain.faults = [*domain.faults, fault]


def setup(app: Sphinx) -> None:
    """Register the styles, which the configuration names, and the anchors."""
    # sphinxcontrib-bibtex asks for this one at each citation, and pybtex would go through everything
    # that is installed each time: a fifth of a build.
    register_plugin("pybtex.backends", "plaintext", Plaintext, force=True)
    register_plugin("pybtex.style.formatting", STYLE, ReadingListStyle, force=True)
    register_reference_style(
        "sphinxcontrib.bibtex.style.referencing", STYLE, ShortTitleReferences, force=True
    )
    app.connect("env-updated", name_items, priority=400)  # sphinxcontrib-bibtex has 500
    app.connect("env-updated", check_groups, priority=600)
