"""Has Sphinx read the sources: the files of data before the pages, then each page once.

While Sphinx reads a page, its notes are aligned with the raw notes and get their ids. When all pages
are read, everything is joined and checked, and faults end the build before a page is written.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.directives.other import TocTree
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import docname_join, logging
from sphinx.util.nodes import explicit_title_re

from conference.model.catalogue import DAYS, TALKS, Catalogue, digest
from conference.model.faults import Fault
from conference.sources.checks import check_sources, check_toctrees
from conference.sources.load import join, kind_of_page, load, path_in_project
from conference.sources.pages import Page, read_document, read_front_matter
from conference.sources.provenance import raw_line_of, trace, trace_page
from conference.sources.registries import SLUG, read_text

from .domain import Placeholder, domain_of
from .notes import name_notes, place_additions

logger = logging.getLogger(__name__)


def load_sources(app: Sphinx, config: Config) -> None:
    """Load the sources that are not pages, and name the site by its conference if it has one."""
    loaded = load(Path(app.srcdir), config.root_doc)
    names = [conference.name for conference in loaded.conferences.values()]
    config.project = config.html_title = f"{names[0] if len(names) == 1 else 'Conference'} notes"
    # When the raw notes change, each page has to be aligned again.
    raw = [(c.folder, c.name, c.raw.lines) for c in loaded.conferences.values()]
    config.conference_raw_digest = digest(raw)
    if loaded.reading.faults:
        config.bibtex_bibfiles = []  # sphinxcontrib-bibtex may end with a traceback

    def hand_over(app: Sphinx) -> None:
        domain_of(app.env).loaded = loaded

    app.connect("builder-inited", hand_over)  # there is a domain only then


def leave_out_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep Sphinx from reading pages that are not UTF-8, which would end with a traceback."""
    domain = domain_of(env)
    for docname in list(docnames):
        page = Page(docname, path_in_project(domain.loaded.docs, f"{docname}.md"))
        source, page.faults = read_text(Path(env.doc2path(docname)), page.path)
        if source is None:
            docnames.remove(docname)
            page.readable = False
            domain.pages[docname] = page
            if docname == app.config.root_doc:  # without which Sphinx does not go on
                stop(domain.loaded.faults + page.faults)


def read_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Read the front matter of a page, and leave MyST the rest."""
    domain = domain_of(app.env)
    page = domain.pages[docname] = Page(
        docname, path_in_project(domain.loaded.docs, f"{docname}.md")
    )
    kind, what = kind_of_page(docname, app.config.root_doc, source[0])
    source[0] = read_front_matter(page, source[0], kind, what)
    _, in_talks, name = docname.partition(TALKS)
    if in_talks and not SLUG.fullmatch(name):
        fix = "name the file talks/<slug>.md, with lower-case letters, digits and hyphens"
        page.fault(1, f"'{name}' is not a slug", fix)


class ListPages(TocTree):
    """``{toctree}``, which also notes which page it lists on each line, and by what title.

    The first one of the site lists the homes of other conferences too.
    """

    def run(self) -> list[nodes.Node]:
        """Note the entries that are pages."""
        domain = domain_of(self.env)
        listed = domain.pages[self.env.docname].listed
        if self.env.docname == self.config.root_doc and not listed:
            for folder in filter(None, domain.loaded.conferences):
                self.content.append(f"{folder}{self.config.root_doc}", "", 0)
        for index, entry in enumerate(self.content):
            titled = explicit_title_re.match(entry)
            title, target = titled.groups() if titled else ("", entry)
            target = target.removesuffix(".md")
            if target and target != "self" and "://" not in target:
                line = self.lineno + self.content_offset + index + 1
                listed.append((line, docname_join(self.env.docname, target), title))
        return super().run()


class ReadPage(SphinxTransform):
    """Align the notes of a page with the raw notes, give them their ids, and a talk its header."""

    # After MyST has parsed the page, before anything collects ids (Sphinx's collectors run at 880 and
    # later) and before quotes are set (750): notes are compared as they came from the keyboard.
    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Read one page."""
        domain = domain_of(self.env)
        page = domain.pages[self.env.docname]
        conference = Catalogue(domain.loaded.conferences).conference_of(page.docname)
        is_talk = TALKS in page.docname
        items = read_document(page, self.document, is_talk=is_talk)
        section = conference.raw.sections.get(raw_line_of(page) or 0)
        if section:
            trace_page(page, section)
            with_source = bool(self.config.repository_url)
            name_notes(items, page.notes, conference.raw, with_source=with_source)
        # On a page that has lists of its own, an item that was made from no raw line is not a note.
        is_home = page.docname == conference.page(self.config.root_doc)
        has_own = is_home or DAYS in page.docname
        if not is_talk and (has_own or not section):
            page.notes = [note for note in page.notes if note.raw_line]
        if is_talk:
            place_additions(self.document)
            if title := next(self.document.findall(nodes.title), None):
                eyebrow, header, end = (
                    Placeholder(name=f"talk-{part}", about=page.docname)
                    for part in ("eyebrow", "header", "end")
                )
                body = title.parent
                body.insert(body.index(title) + 1, header)
                body.append(end)
                # A title has to be the first in its section, so the eyebrow stands in front of it.
                body.parent.insert(body.parent.index(body), eyebrow)


def join_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the catalogue of this build, and find everything that is wrong."""
    domain = domain_of(env)
    loaded = domain.loaded
    pages = dict(sorted(domain.pages.items()))
    orphans = {docname for docname, known in env.metadata.items() if "orphan" in known}
    listed, faults = check_toctrees(pages, app.config.root_doc, orphans)
    catalogue = domain.catalogue = join(loaded, pages, listed)
    catalogue.repository = app.config.repository_url
    for name, _, kind, docname, anchor, _ in env.get_domain("std").get_objects():
        if kind == "term":  # of the glossary; a text may have its plural
            catalogue.terms |= dict.fromkeys((name, f"{name}s"), f"{docname}#{anchor}")
    if base := app.config.html_baseurl:
        target_of = app.builder.get_target_uri
        catalogue.addresses = {name: urljoin(base, target_of(name)) for name in catalogue.talks}
    faults += loaded.faults
    for conference in loaded.conferences.values():
        names = (name for name in pages if catalogue.conference_of(name) is conference)
        faults += trace(conference.raw, [pages[name] for name in names])
    faults += [fault for page in pages.values() for fault in page.faults]
    faults += check_sources(catalogue, loaded, pages)
    domain.faults = sorted(set(faults))


def stop_on_faults(app: Sphinx, env: BuildEnvironment) -> None:
    """End the build where there are faults: nothing can be made of them, and nothing is written."""
    faults = domain_of(env).faults
    if faults:
        for docname in sorted(env.all_docs):  # so that links that lead nowhere are told as well
            env.get_and_resolve_doctree(docname, app.builder, tags=app.tags)
        stop(faults)


def stop(faults: Iterable[Fault]) -> None:
    """Tell each fault, and end the build. Raises SystemExit.

    Of any other exception Sphinx would print a traceback, and the advice to report it.
    """
    for fault in faults:
        place = f"{fault.path}:{fault.line}"
        logger.warning("%s", fault, location=place, type="conference", subtype="source")
        if os.environ.get("GITHUB_ACTIONS"):  # which shows it on the line in a pull request
            print(f"::error file={fault.path},line={fault.line}::{fault}")
    raise SystemExit(1)


def setup(app: Sphinx) -> None:
    """Register the reading, in its order."""
    app.add_config_value("repository_url", "", "env", str)
    app.add_config_value("conference_raw_digest", "", "env", str)
    app.connect("config-inited", load_sources)
    app.connect("env-before-read-docs", leave_out_unreadable)
    app.connect("source-read", read_source)
    app.add_directive("toctree", ListPages, override=True)
    app.add_transform(ReadPage)
    app.connect("env-updated", join_pages, priority=100)  # first: others ask the catalogue
    app.connect("env-updated", stop_on_faults, priority=900)  # last: sphinxcontrib-bibtex is at 500
