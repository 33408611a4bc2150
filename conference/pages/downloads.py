"""``{reading-downloads}``: the whole reading list as files that reference managers read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import SphinxDirective

from conference.model.citations import bibtex_file, csl_file, ris_file
from .placeholders import Derived, paragraph, separated
from .html_elements import element
from .loading import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

FORMATS = {
    "references.bib": ("BibTeX", bibtex_file),
    "references.ris": ("RIS", ris_file),
    "references.json": ("CSL-JSON", csl_file),
}


class ReadingDownloads(Derived):
    """Links to the files."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a sentence. The files lie beside the page, so their names are their addresses."""
        links = [
            element("a", nodes.Text(name), href=file, download="")
            for file, (name, _) in FORMATS.items()
        ]
        return [paragraph("The whole list: ", *separated(links), classes=["reading-downloads"])]


class ReadingDownloadsDirective(SphinxDirective):
    """``{reading-downloads}``: links to the files, on the page of the reading list."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node, or an error on another page, which has no files beside it."""
        page = catalogue_of(self.config).reading_list
        if self.env.docname != page:
            raise self.error(f"the files lie beside '{page}'. Mend: use the directive there.")
        return [ReadingDownloads()]


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the page of the reading list."""
    catalogue = catalogue_of(app.config)
    page = catalogue.reading_list
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    if page not in app.env.found_docs:
        return
    folder = Path(app.builder.get_output_path(page)).parent
    entries = {key: item.entry for key, item in catalogue.reading.items()}
    for file, (_, written) in FORMATS.items():
        (folder / file).write_bytes(written(entries).encode())


def setup(app: Sphinx) -> None:
    """Register the directive, and the writing of the files."""
    ReadingDownloads.register(app)
    app.add_directive("reading-downloads", ReadingDownloadsDirective)
    app.connect("build-finished", write_files)
