"""Makes an incremental build equal a clean one: rewrites what changed elsewhere, removes what went.

Sphinx rewrites the pages that it read again, and those whose toctree has one of them. But every
page shows titles of others in its navigation, and some show other pages' facts and notes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from . import not_found
from conference.pages.placeholders import Derived
from conference.pages.loading import catalogue_of
from conference.model.catalogue import digest
from .navigation import navigation_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# A page without a source that the builder writes.
BY_SPHINX = "genindex"


def note_derived(app: Sphinx, doctree: nodes.document) -> None:
    """Note which derived nodes a page has, in the metadata that Sphinx purges and merges itself."""
    kinds = {type(node) for node in doctree.findall(Derived)}
    env = app.env
    env.metadata[env.docname]["derived"] = sorted(kinds, key=lambda kind: kind.__name__)


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that show something of other pages which has changed since the last build."""
    catalogue = catalogue_of(app.config)
    titles = [(docname, env.titles[docname].astext()) for docname in sorted(env.titles)]
    outline = digest(
        catalogue.outline(), titles, sorted(env.toctree_includes.items()), navigation_of(env)
    )
    # What reading items quote is no derived node: sphinxcontrib-bibtex makes the items.
    quoted = [catalogue.origins.get(key) for key in catalogue.reading]
    shown = {
        docname: digest(
            outline,
            [kind.shows(catalogue, docname) for kind in env.metadata[docname].get("derived", ())],
            quoted if docname == catalogue.reading_list else (),
        )
        for docname in env.found_docs
    }
    before = getattr(env, "conference_shown", {})
    env.conference_shown = shown  # type: ignore[attr-defined]
    return [docname for docname in shown if shown[docname] != before.get(docname)]


def remove_stale_pages(app: Sphinx, exception: Exception | None) -> None:
    """Remove the HTML of pages and redirects that are gone, which Sphinx leaves behind."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    names = {*app.env.found_docs, *catalogue_of(app.config).redirects, BY_SPHINX}
    kept = {str(app.builder.get_output_path(name)) for name in names}
    if not_found.DOCNAME in names:
        kept.add(f"{app.outdir}{os.sep}{not_found.FILE}")
    for folder, _, files in list(os.walk(app.outdir)):  # ten times as fast as Path.rglob
        for name in files:
            if name.endswith(".html") and f"{folder}{os.sep}{name}" not in kept:
                remove_page(Path(folder, name), Path(app.outdir, "_static"))


def remove_page(file: Path, static: Path) -> None:
    """Remove a page, and its folder if there is nothing else in it; not what is no page."""
    if not file.is_relative_to(static):
        file.unlink()
        if not any(file.parent.iterdir()):
            file.parent.rmdir()


def setup(app: Sphinx) -> None:
    """Register all of them."""
    app.connect("doctree-read", note_derived)
    app.connect("env-updated", pages_to_rewrite)
    app.connect("build-finished", remove_stale_pages)
