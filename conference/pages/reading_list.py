"""The reading list: its items, how much is read, a part at a time, its files."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.citations import bibtex, bibtex_file, csl_file, names, ris_file, text
from conference.model.entries import GROUPS, STATUSES, ReadingItem, item_id
from conference.model.words import in_a_row, in_words, typeset

from .domain import domain_of, placeholder
from .html import (
    HtmlElement,
    element,
    external,
    inline,
    output_path,
    paragraph,
    separated,
    short_address,
    skip,
    when_html_is_written,
)
from .people_and_projects import quotes, row, talks_among

MOST_AUTHORS = 4  # of more than these, the first is named, with the number of the others
ALL = "show-all"
READ = {status: name for status, name in STATUSES.items() if status}
PARTS = {"mine": "My list", "from-talks": "From talks", **GROUPS, **READ}
FILES = {
    "references.bib": ("BibTeX", bibtex_file),
    "references.ris": ("RIS", ris_file),
    "references.json": ("CSL-JSON", csl_file),
}


class ListReadingItems(SphinxPostTransform):
    """Turn the citations of a bibliography into a definition list.

    Docutils' citations are not a list to assistive technology: it would be ``role="list"`` around
    ``doc-biblioentry``, which WAI-ARIA does not allow.
    """

    # After sphinxcontrib-bibtex has made the citations (5), before references are resolved (10).
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Rewrite the bibliographies of one page."""
        catalogue = domain_of(self.env).catalogue
        bibliographies = dict.fromkeys(c.parent for c in self.document.findall(nodes.citation))
        for container in bibliographies:
            cited = (citation["ids"][0] for citation in container.findall(nodes.citation))
            items = [catalogue.reading[id_.removeprefix(item_id(""))] for id_ in cited]
            listed = (_listed(item, catalogue) for item in items)
            kinds = sorted({f"kind-{item.group}" for item in items})
            container.parent["classes"] += ["reading-group", *kinds]
            rows = nodes.definition_list("", *listed, classes=["reading-items", "entry-rows"])
            container.replace_self(rows)


def _listed(item: ReadingItem, catalogue: Catalogue) -> HtmlElement:
    """Return an item: its title leads to the thing; what it is, on one line, opens to the rest."""
    title = external(item.entry.fields["url"], item.label)
    term = nodes.term("", "", title, ids=[item_id(item.key)])
    origins = catalogue.origins.get(item.key, [])
    quoted = quotes(origins, catalogue)
    quoted["classes"].append("origins")
    mine = item.key in catalogue.listed
    where = filter(None, ["my list" if mine else "", talks_among(origins, catalogue)])
    copy = element("div", *_bibtex_to_copy(item), classes=["about-item", "aside"])
    body = nodes.definition("", *_status(item))
    body += row(item.abstract, ", ".join(where), reference_line(item), quoted, copy)
    classes = [item.status or "unread", "mine" if mine else "from-talks"]
    return element("div", term, body, classes=classes)


def reference_line(item: ReadingItem) -> nodes.paragraph:
    """Return one line for every type of entry, of what is known: who, title, where, when, address."""
    entry = item.entry
    title, who = _text(entry, "title"), authors(entry)
    said: list[nodes.Node | str] = [
        who.removesuffix(".") if who != title else "",  # the full stop of "Jr."
        nodes.emphasis("", title) if title != typeset(item.label) else "",
        published_in(entry),
        year(entry),
        _text(entry, "note").rstrip("."),
    ]
    address = nodes.inline("", short_address(text(entry, "url")))
    sentences = separated(inline(*(part for part in said if part), address), ". ")
    return paragraph(*sentences, classes=["reference-line", "aside"])


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


def _text(entry: Entry, *fields: str) -> str:
    return typeset(text(entry, *fields))


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
    source = nodes.literal_block("", bibtex(item.key, item.entry))
    name, classes = f"Copy BibTeX of {label}", ["copy-bibtex"]
    return (
        element("details", summary, source, classes=["bibtex", "no-search"]),
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
        items = domain_of(app.env).catalogue.reading
        for file, (_, written) in FILES.items():
            content = written({key: item.entry for key, item in items.items()})
            (folder / file).write_bytes(content.encode())


def setup(app: Sphinx) -> None:
    """Register the list."""
    app.add_post_transform(ListReadingItems)
