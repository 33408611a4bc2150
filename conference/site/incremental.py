"""Makes an incremental build equal a clean one: rewrites what changed elsewhere, removes what went.

Sphinx rewrites the pages that it read again, and those whose toctree has one of them. But every page
shows titles of others in its navigation, and some show other pages' facts and notes.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from conference.model.catalogue import (
    CORRECTIONS,
    PEOPLE,
    PROJECTS,
    RAW_NOTES,
    READING_LIST,
    digest,
)
from conference.pages.domain import domain_of
from conference.pages.html import output_path, when_html_is_written

from .missing_pages import MISSING
from .publish import NOTES

BY_SPHINX = "genindex"  # a page without a source that the builder writes


def read_before(started: int, env: BuildEnvironment) -> None:
    """Date what was read by the start of the build, in microseconds.

    Sphinx dates a page when it has parsed it, and would not notice a save since it opened the file.
    """
    env.all_docs.update({name: min(read, started) for name, read in env.all_docs.items()})


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages that show something of other pages which has changed since the last build.

    Every page may show what is in the outline. Lists show the notes that name their entries.
    """
    catalogue, pages = domain_of(env).catalogue, domain_of(env).pages
    titles = [(docname, env.titles[docname].astext()) for docname in sorted(env.titles)]
    titles += [(name, title) for _, name, title in pages[app.config.root_doc].listed]
    outline = digest(catalogue.outline(), titles, sorted(env.toctree_includes.items()))
    quoting = {name for name, page in pages.items() if page.quoted} | {*catalogue.days}
    for conference in catalogue.conferences.values():
        quoting |= {conference.page(RAW_NOTES), conference.page(CORRECTIONS)}
    notes = dict.fromkeys(quoting, digest(list(catalogue.notes())))
    notes[PEOPLE] = digest(catalogue.person_mentions)
    notes[PROJECTS] = digest(catalogue.project_mentions)
    notes[READING_LIST] = digest(catalogue.origins)
    shown = {name: (outline, notes.get(name)) for name in pages}
    before = getattr(env, "conference_shown", {})
    env.conference_shown = shown  # type: ignore[attr-defined]
    return [docname for docname in shown if shown[docname] != before.get(docname)]


@when_html_is_written
def remove_stale_pages(app: Sphinx) -> None:
    """Remove the files of pages, redirects and conferences that are gone: Sphinx leaves them behind."""
    out, catalogue = Path(app.outdir), domain_of(app.env).catalogue
    names = {*app.env.found_docs, *catalogue.redirects, BY_SPHINX}
    kept = {output_path(app, name) for name in names} | {out / f"{MISSING}.html"}
    kept |= {out / conference.page(NOTES) for conference in catalogue.conferences.values()}
    for file in {*out.rglob("*.html"), *out.rglob(NOTES)} - kept:
        if not file.is_relative_to(out / "_static"):
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()


def keep_templates(app: Sphinx) -> None:
    """Keep compiled templates beside the doctrees: to compile them is a fifth of a small build."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        cache = FileSystemBytecodeCache(str(app.doctreedir))
        app.builder.templates.environment.bytecode_cache = cache


def setup(app: Sphinx) -> None:
    """Register all of them."""
    started = time.time_ns() // 1_000
    app.connect("builder-inited", keep_templates)
    app.connect("env-updated", lambda _, env: read_before(started, env))
    app.connect("env-updated", pages_to_rewrite)
