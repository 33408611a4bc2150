"""The reading list: how its items read, what links to them say, and where they came up.

sphinxcontrib-bibtex finds, filters and formats; this module gives it a style and turns the citations
it makes into a definition list, since docutils' citations are no list to assistive technology
(``role="list"`` around ``doc-biblioentry``, which WAI-ARIA does not allow).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, String, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from .additions import short_address
from .derived import paragraph, separated, typeset
from .domain import reading_item_id, refer
from .loading import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from pybtex.database import Entry
    from pybtex.style import FormattedEntry
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from .model import Catalogue

STYLE = "reading-list"
NAME_PARTS = ("first", "middle", "prelast", "last", "lineage")
MOST_AUTHORS = 4  # of more than these, the first is named, "and others"


def _plain(entry: Entry, name: str) -> str:
    return typeset(str(Text.from_latex(entry.fields[name]))) if name in entry.fields else ""


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
        typeset(
            str(Text.from_latex(" ".join(p for kind in NAME_PARTS for p in person.get_part(kind))))
        )
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


class ListReadingItems(SphinxPostTransform):
    """Turn the citations of a bibliography into a definition list with abstract and origin."""

    # After sphinxcontrib-bibtex has made the citations (5), before references are resolved (10).
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Rewrite the bibliographies of one page."""
        catalogue = catalogue_of(self.config)
        bibliographies = dict.fromkeys(c.parent for c in self.document.findall(nodes.citation))
        for container in bibliographies:
            items = nodes.definition_list(classes=["reading-items"])
            for citation in container.findall(nodes.citation):
                items += _item(citation, catalogue, self.env.docname)
            container.replace_self(items)


def tell_bibliographies_apart(app: Sphinx, config: Config) -> None:
    """Set the ids that citations have until ``name_items``."""
    config.bibtex_cite_id = "bib-{bibliography_count}-{key}"


def name_items(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each item its anchor for good, ``ref-<key>``, whichever bibliography lists it.

    Each bibliography directive makes a citation for every key before it filters, so that
    ``bibtex_cite_id`` has to differ between them; this comes before the domain reads the ids.
    """
    domain = cast("BibtexDomain", env.get_domain("cite"))
    for bibliography in domain.bibliographies.values():
        for key, citation in bibliography.citation_nodes.items():
            citation["ids"] = [reading_item_id(key)]


def _item(citation: nodes.Element, catalogue: Catalogue, docname: str) -> nodes.Node:
    anchor = citation["ids"][0]
    key = anchor.removeprefix("ref-")
    label = next(iter(citation.findall(nodes.label))).astext()
    reference = next(iter(citation.findall(nodes.paragraph))).deepcopy()
    reference["classes"].append("reference-line")
    body = [reference]
    if item := catalogue.reading.get(key):
        body.append(paragraph(typeset(item.abstract)))
    if origins := _origins(key, catalogue, docname):
        body.append(paragraph("Came up in ", *separated(origins), classes=["origins"]))
    return nodes.definition_list_item(
        "", nodes.term("", label, ids=[anchor]), nodes.definition("", *body)
    )


def _origins(key: str, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return a link to each page that cites an item, at the first note or addition that does."""
    links = []
    for origin, anchors in catalogue.citing(key).items():
        text = "the list as noted" if origin == docname else catalogue.talks[origin].title
        if len(anchors) > 1:
            text += f" ({len(anchors)} times)"
        links.append(refer("anchor", f"{origin}#{anchors[0]}", text))
    return links


def setup(app: Sphinx) -> None:
    """Register the style with pybtex and sphinxcontrib-bibtex, and the transform with Sphinx."""
    from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style

    register_plugin("pybtex.style.formatting", STYLE, ReadingListStyle, force=True)
    register_plugin("pybtex.style.labels", STYLE, ShortTitles, force=True)
    register_plugin("pybtex.style.sorting", STYLE, ByShortTitle, force=True)
    register_reference_style(
        "sphinxcontrib.bibtex.style.referencing", STYLE, ShortTitleReferences, force=True
    )
    app.connect("config-inited", tell_bibliographies_apart)
    app.connect("env-updated", name_items, priority=400)  # sphinxcontrib-bibtex has 500
    app.add_post_transform(ListReadingItems)
