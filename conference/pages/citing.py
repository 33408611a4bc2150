"""How to cite a talk page: the wording of the Chicago style's notes, BibTeX, and meta elements.

Chicago has names in their natural order, so that nobody's name has to be taken apart; the meta
elements are those that Zotero and Google Scholar read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import escape

from conference.model.dates import in_american_words
from .placeholders import OnTalks, paragraph, typeset
from .loading import catalogue_of
from conference.model.catalogue import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue, Talk

CONFERENCE = "SciPy 2023"
PLACE = "Austin, Texas"


def names_in_a_row(names: Sequence[str]) -> str:
    """Return names as a sentence has them: "A", "A and B", "A, B, and C"."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def in_chicago_style(talk: Talk, catalogue: Catalogue, address: str) -> str:
    """Return a talk's page as a note in the Chicago style; *address* may be empty."""
    day = catalogue.day_of(talk)
    names = [catalogue.people[speaker.person].name for speaker in talk.speakers]
    end = "" if talk.title.endswith(("?", "!")) else ","
    held = f", {in_american_words(day.held_on)}" if day else ""
    who = f"{names_in_a_row(names)}, " if names else ""
    title = talk.title.replace('"', "'")
    kind = KINDS.get(talk.kind, "").lower()
    parts = [f'{who}"{title}{end}" {kind} at {CONFERENCE}, {PLACE}{held}']
    parts.append("notes by one attendee")
    if address:
        parts.append(address)
    return typeset(f"{', '.join(parts)}.")


def in_bibtex(talk: Talk, catalogue: Catalogue, address: str) -> str:
    """Return a talk's page as a BibTeX entry; *address* may be empty."""
    day = catalogue.day_of(talk)
    names = [catalogue.people[speaker.person].name for speaker in talk.speakers]
    # A name in lower case would be read as a particle, as in "van Rossum".
    authors = " and ".join(f"{{{name}}}" if name.islower() else name for name in names)
    fields = {
        "author": authors,
        "title": f"{{{talk.title}}}",
        "howpublished": f"{KINDS.get(talk.kind, '')} at {CONFERENCE}, {PLACE}",
        "date": day.held_on.isoformat() if day else "",
        "year": str(day.held_on.year) if day else "",
        "note": "Notes by one attendee",
        "url": address,
    }
    body = "".join(
        f"  {name} = {{{value.replace('&', chr(92) + '&')}}},\n"
        for name, value in fields.items()
        if value
    )
    return f"@misc{{scipy2023-{talk.slug},\n{body}}}"


def meta(talk: Talk, catalogue: Catalogue, address: str) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of the page's citation meta elements."""
    yield "citation_title", talk.title
    for speaker in talk.speakers:
        yield "citation_author", catalogue.people[speaker.person].name
    if day := catalogue.day_of(talk):
        yield "citation_publication_date", day.held_on.isoformat().replace("-", "/")
    yield "citation_conference_title", CONFERENCE
    yield "citation_language", "en"
    if address:
        yield "citation_public_url", address


class CiteThisPage(OnTalks):
    """The page in two forms to be copied."""

    place = 30

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a section."""
        talk = catalogue.talks[docname]
        address = catalogue.addresses.get(docname, "")
        bibtex = nodes.literal_block("", in_bibtex(talk, catalogue, address), language="none")
        text = paragraph(in_chicago_style(talk, catalogue, address))
        title = nodes.title("", "Cite this page")
        return [nodes.section("", title, text, bibtex, ids=["cite-this-page"], classes=["cite"])]


def note_addresses(app: Sphinx) -> None:
    """Tell the catalogue the public addresses of talks, if the site's base address is known."""
    if app.config.html_baseurl:
        catalogue = catalogue_of(app.config)
        for docname in catalogue.talks:
            uri = app.builder.get_target_uri(docname)
            catalogue.addresses[docname] = urljoin(app.config.html_baseurl, uri)


def add_meta(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.Node | None,
) -> None:
    """Put the citation meta elements into the head of a talk page."""
    catalogue = catalogue_of(app.config)
    if talk := catalogue.talks.get(pagename):
        lines = [
            f'<meta name="{name}" content="{escape(content)}" />'
            for name, content in meta(talk, catalogue, catalogue.addresses.get(pagename, ""))
        ]
        context["metatags"] = "\n".join([context.get("metatags", ""), *lines, ""])


def setup(app: Sphinx) -> None:
    """Register the section and the meta elements."""
    CiteThisPage.register(app)
    app.connect("builder-inited", note_addresses)
    app.connect("html-page-context", add_meta)
