"""The builder of directories of HTML, for large sites: each core writes pages, and titles are kept.

Sphinx's own, where it works in parallel, resolves all pages on one core while the others wait for
them; and it renders the title of each page anew for each page that links to it.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FEW = 20  # pages that one process is done with before another has begun


class PagesBuilder(DirectoryHTMLBuilder):
    """Writes the same bytes as the class that it takes the place of."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Take the number of processes from the application."""
        super().__init__(app, env)
        self.processes = app.parallel
        self.kept: dict[int, tuple[nodes.Node, dict[str, str]]] = {}

    def init_templates(self) -> None:
        """Have no template looked up again for each page, nor compiled for each build."""
        super().init_templates()
        if isinstance(self.templates, BuiltinTemplateLoader):
            self.templates.environment.auto_reload = False
            compiled = Path(self.doctreedir, "templates")
            compiled.mkdir(parents=True, exist_ok=True)
            self.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Forget the titles of an earlier build."""
        self.kept.clear()
        super().prepare_writing(docnames)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Return a piece of a page as HTML: a title as it was rendered the last time."""
        if not isinstance(node, nodes.title):
            return super().render_partial(node)
        if id(node) not in self.kept:  # with the node, so that no other gets its id
            self.kept[id(node)] = node, super().render_partial(node)
        return self.kept[id(node)][1]

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages, on all cores where there are many."""
        if self.search:  # which Sphinx indexes in one process
            super().write_documents(docnames)
            return
        first, *others = sorted(docnames)
        self.write_page(first)  # what is compiled and kept now is there for all
        if not self.parallel_ok or len(others) < FEW:
            for docname in others:
                self.write_page(docname)
            return
        turn = multiprocessing.get_context("fork").Value("i", 0)

        def write(_: int) -> dict[str, str]:
            """Write the next page that nobody writes, until there is none; return the images."""
            while True:
                with turn.get_lock():
                    at = turn.value
                    turn.value += 1
                if at >= len(others):
                    return dict(self.images)
                self.write_page(others[at])

        # What is there by now stays, and looking through it for garbage would copy it for each core.
        gc.freeze()
        tasks = ParallelTasks(self.processes)
        for number in range(self.processes):
            tasks.add_task(write, number, lambda _, images: self.images.update(images))
        tasks.join()

    def write_page(self, docname: str) -> None:
        """Write one page, as Sphinx does where one process writes all."""
        self.phase = BuildPhase.RESOLVING
        doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        self.phase = BuildPhase.WRITING
        self.write_doc_serialized(docname, doctree)
        self.write_doc(docname, doctree)


class Cores:
    """Has Sphinx read on one core where few pages changed: it would else begin a process for one."""

    def __init__(self) -> None:
        self.all = 1

    def choose(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Choose the number of processes that read."""
        # What was loaded so far stays. tools.build has it loaded with no search for garbage in it.
        gc.freeze()
        gc.enable()
        self.all = app.parallel
        if len(docnames) < FEW:
            app.parallel = 1

    def restore(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Have all cores for what else there is to do."""
        app.parallel = self.all


def log_less(app: Sphinx) -> None:
    """Keep messages for the debugging of Sphinx from being made where nobody asked for them."""
    if not app.verbosity:
        logging.getLogger("sphinx").setLevel(logging.INFO)


def setup(app: Sphinx) -> None:
    """Put the builder in the place of Sphinx's."""
    app.add_builder(PagesBuilder, override=True)
    app.connect("builder-inited", log_less)
    cores = Cores()
    app.connect("env-before-read-docs", cores.choose)
    app.connect("env-updated", cores.restore)
