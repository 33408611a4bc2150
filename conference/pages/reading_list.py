"""The reading list: its items, how much of it is read, a part of it at a time, and its files.

sphinxcontrib-bibtex finds, filters and formats; this module turns the citations it makes into a
definition list, since docutils' citations are not a list to assistive technology (``role="list"``
around ``doc-biblioentry``, which WAI-ARIA does not allow).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.domain import BibtexDomain

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.citations import bibtex, bibtex_file, csl_file, ris_file
from conference.model.entries import GROUPS, STATUSES, ReadingItem
from conference.model.faults import Fault
from conference.model.words import in_words, typeset

from .domain import catalogue_of, domain_of, reading_item_id
from .html import (
    HtmlElement,
    element,
    external,
    output_path,
    paragraph,
    separated,
    skip,
    when_html_is_written,
)
from .people_and_projects import quotes, row, talks_among
from .placeholders import placeholder

ALL = "show-all"
READ = {status: name for status, name in STATUSES.items() if status}
PARTS = {"mine": "My list", "from-talks": "From talks", **GROUPS, **READ}
FILES = {
    "references.bib": ("BibTeX", bibtex_file),
    "references.ris": ("RIS", ris_file),
    "references.json": ("CSL-JSON", csl_file),
}


class ListReadingItems(SphinxPostTransform):
    """Turn the citations of a bibliography into a definition list."""

    # After sphinxcontrib-bibtex has made the citations (5), before references are resolved (10).
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Rewrite the bibliographies of one page."""
        catalogue = catalogue_of(self.env)
        bibliographies = dict.fromkeys(c.parent for c in self.document.findall(nodes.citation))
        for container in bibliographies:
            items = nodes.definition_list(classes=["reading-items", "entry-rows"])
            groups: set[str] = set()
            for citation in container.findall(nodes.citation):
                items += _listed(citation, catalogue)
                groups.add(f"kind-{catalogue.reading[_key(citation)].group}")
            container.parent["classes"] += ["reading-group", *sorted(groups)]
            container.replace_self(items)


def name_items(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each item its anchor for good, ``ref-<key>``, whichever bibliography lists it.

    Each bibliography directive makes a citation for every key before it filters, so that
    ``bibtex_cite_id`` has to differ between them; this comes before the domain reads the ids.
    """
    domain = cast("BibtexDomain", env.get_domain("cite"))
    for bibliography in domain.bibliographies.values():
        for key, citation in bibliography.citation_nodes.items():
            citation["ids"] = [reading_item_id(key)]


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


def _key(citation: nodes.Element) -> str:
    name: str = citation["ids"][0]
    return name.removeprefix(reading_item_id(""))


def _listed(citation: nodes.Element, catalogue: Catalogue) -> HtmlElement:
    """Return an item of the list, made from what sphinxcontrib-bibtex made of the entry.

    Its title leads to the thing; what it is, on one line, opens to the rest.
    """
    item = catalogue.reading[_key(citation)]
    line = next(iter(citation.findall(nodes.paragraph))).deepcopy()
    line["classes"] += ["reference-line", "aside"]
    for address in list(line.findall(nodes.reference)):
        address.replace_self(nodes.inline("", address.astext()))
    title = external(item.entry.fields["url"], item.label)
    term = nodes.term("", "", title, ids=[reading_item_id(item.key)])
    origins = catalogue.origins.get(item.key, [])
    quoted = quotes(origins, catalogue)
    quoted["classes"].append("origins")
    mine = item.key in catalogue.listed
    where = filter(None, ["my list" if mine else "", talks_among(origins, catalogue)])
    copy = element("div", *_bibtex_to_copy(item), classes=["about-item", "aside"])
    body = nodes.definition("", *_status(item))
    body += row(item.abstract, ", ".join(where), line, quoted, copy)
    classes = [item.status or "unread", "mine" if mine else "from-talks"]
    return element("div", term, body, classes=classes)


def _status(item: ReadingItem) -> Iterator[nodes.paragraph]:
    """Yield how far an item is read, since when, and the author's verdict; nothing if it is not."""
    if item.status:
        status = STATUSES[item.status]
        if item.status_since:
            status = f"{status} on {in_words(item.status_since)}"
        parts: list[nodes.Node | str] = [nodes.strong("", f"✓ {status}")]
        if item.verdict:
            parts += [": ", typeset(item.verdict)]
        yield paragraph(*parts, classes=["reading-status"])


def _bibtex_to_copy(item: ReadingItem) -> tuple[HtmlElement, HtmlElement]:
    """Return an element that opens to the BibTeX of an item, and the button that copies it."""
    label = typeset(item.label)
    of_item = nodes.inline("", f" of {label}", classes=["visually-hidden"])
    summary = element("summary", "BibTeX", of_item)
    # Without a raw source, Sphinx does not highlight it: it stays the text that is copied.
    text = nodes.literal_block("", bibtex(item.key, item.entry))
    name, classes = f"Copy BibTeX of {label}", ["copy-bibtex"]
    return (
        element("details", summary, text, classes=["bibtex", "no-search"]),
        element("button", "Copy", type="button", aria_label=name, classes=classes),
    )


@placeholder("reading-progress")
def reading_progress(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a bar with how many items of the author's own list are read, or that none is."""
    noted = catalogue.listed
    read = {key for key, item in catalogue.reading.items() if item.status == "read"}
    more = f"{len(catalogue.reading) - len(noted)} more from talks"
    told: list[nodes.Node | str] = [f"Nothing read yet: {len(noted)} on the list, {more}."]
    if read:
        done, total = f"{len(read & noted)}", f"{len(noted)}"
        bar = element("progress", value=done, max=total, aria_label="Read on my list")
        told = [bar, f" {done} of {total} on the list read, {len(read - noted)} of {more}."]
    return [paragraph(*told, classes=["reading-progress"])]


@placeholder("reading-filter")
def reading_filter(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return links that show one kind or one state of the items, as a landmark.

    They need no script: a link leads to a sentence below it, and the style sheet hides the other
    items while that sentence is the target of the address. A link to an item has another target, so
    it always finds its item shown.
    """
    total = len(catalogue.reading)
    links = nodes.bullet_list(classes=["no-search"])
    links += nodes.list_item("", _link(ALL, "All", total), ids=[ALL])
    for anchor, name, number in _parts(catalogue):
        back = nodes.reference("", f"Show all {total}", refid=ALL)
        shown = paragraph(f"Shown: {name}, {number} of {total}. ", back, classes=["shown"])
        shown["ids"].append(anchor)
        links += nodes.list_item("", _link(anchor, name, number), shown)
    label = "Show a part of the list"
    past = [skip(f"{total} items", "as-noted")] if catalogue.listed else []
    return [element("nav", links, classes=["reading-filter"], aria_label=label), *past]


def _parts(catalogue: Catalogue) -> Iterator[tuple[str, str, int]]:
    """Yield anchor, name and size of each part of the list that can be shown."""
    sizes = Counter(
        part
        for key, item in catalogue.reading.items()
        for part in ("mine" if key in catalogue.listed else "from-talks", item.group, item.status)
    )
    for part, name in PARTS.items():
        if sizes[part]:
            yield f"show-{part}", name, sizes[part]


def _link(anchor: str, name: str, number: int) -> nodes.paragraph:
    count = nodes.inline("", str(number), classes=["number"])
    return paragraph(nodes.reference("", "", nodes.Text(f"{name} "), count, refid=anchor))


@placeholder("reading-downloads")
def reading_downloads(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return links to the whole list as files, which lie beside the page, for reference managers."""
    links = [element("a", name, href=file, download="") for file, (name, _) in FILES.items()]
    return [paragraph("The whole list: ", *separated(links), classes=["reading-downloads"])]


@when_html_is_written
def write_files(app: Sphinx) -> None:
    """Write the files beside the page of the reading list."""
    if READING_LIST in app.env.found_docs:
        folder = output_path(app, READING_LIST).parent
        items = catalogue_of(app.env).reading
        for file, (_, written) in FILES.items():
            content = written({key: item.entry for key, item in items.items()})
            (folder / file).write_bytes(content.encode())


def setup(app: Sphinx) -> None:
    """Register the list and the anchors of its items."""
    app.connect("env-updated", name_items, priority=400)  # sphinxcontrib-bibtex has 500
    app.connect("env-updated", check_groups, priority=600)
    app.add_post_transform(ListReadingItems)
