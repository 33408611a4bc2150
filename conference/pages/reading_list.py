"""The reading list: what each item shows, and its anchor for good.

sphinxcontrib-bibtex finds, filters and formats; this module turns the citations it makes into a
definition list, since docutils' citations are no list to assistive technology (``role="list"``
around ``doc-biblioentry``, which WAI-ARIA does not allow).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from conference.sources.bibliography import STATUSES
from .bibtex_to_copy import bibtex_to_copy
from conference.model.citations import coins
from conference.model.dates import in_words
from .placeholders import paragraph, typeset
from .references import reading_item_id
from .html_elements import element
from .loading import catalogue_of
from .quotes import quotes
from .reading_filter import group_class, status_class

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from conference.sources.bibliography import ReadingItem
    from conference.model.catalogue import Catalogue


class ListReadingItems(SphinxPostTransform):
    """Turn the citations of a bibliography into a definition list."""

    # After sphinxcontrib-bibtex has made the citations (5), before references are resolved (10).
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Rewrite the bibliographies of one page."""
        catalogue = catalogue_of(self.config)
        bibliographies = dict.fromkeys(c.parent for c in self.document.findall(nodes.citation))
        for container in bibliographies:
            items = nodes.definition_list(classes=["reading-items"])
            groups: set[str] = set()
            for citation in container.findall(nodes.citation):
                items += _listed(citation, catalogue)
                if item := catalogue.reading.get(_key(citation)):
                    groups.add(item.group)
            container.parent["classes"] += ["reading-group", *map(group_class, sorted(groups))]
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


def _key(citation: nodes.Element) -> str:
    name: str = citation["ids"][0]
    return name.removeprefix(reading_item_id(""))


def _listed(citation: nodes.Element, catalogue: Catalogue) -> nodes.definition_list_item:
    """Return an item of the list, made from what sphinxcontrib-bibtex made of the entry."""
    key = _key(citation)
    label = next(iter(citation.findall(nodes.label))).astext()
    reference = next(iter(citation.findall(nodes.paragraph))).deepcopy()
    reference["classes"].append("reference-line")
    term = nodes.term("", label, ids=[reading_item_id(key)])
    body = nodes.definition("", reference)
    item = catalogue.reading.get(key)
    if item:
        reference += element(
            "span", classes=("Z3988",), title=coins(item.entry), aria_hidden="true"
        )
        body += paragraph(typeset(item.abstract))
    if origins := catalogue.origins.get(key):
        quoted = quotes(origins, catalogue)
        quoted["classes"].append("origins")
        body += quoted
    if item:
        body += element("div", _status(item), *bibtex_to_copy(item), classes=("about-item",))
        for part in (term, body):
            part["classes"].append(status_class(item.status))
    return nodes.definition_list_item("", term, body)


def _status(item: ReadingItem) -> nodes.paragraph:
    """Return how far an item is read, since when, and the author's verdict."""
    status = STATUSES[item.status]
    if item.status_since:
        status = f"{status} on {in_words(item.status_since)}"
    parts: list[nodes.Node | str] = [nodes.inline("", status, classes=["status"])]
    if item.verdict:
        parts += [": ", nodes.inline("", typeset(item.verdict), classes=["verdict"])]
    return paragraph(*parts, classes=["reading-status"])


def setup(app: Sphinx) -> None:
    """Register the transform and the anchors."""
    app.connect("config-inited", tell_bibliographies_apart)
    app.connect("env-updated", name_items, priority=400)  # sphinxcontrib-bibtex has 500
    app.add_post_transform(ListReadingItems)
