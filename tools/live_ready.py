"""A build that is made ready before it is needed, and writes the pages that were saved first.

It does what ``tools.build`` does, in another order: Sphinx has loaded settings, extensions and what it
read the last time before a page is saved; then that page is written before the others, for somebody
who waits for it.
"""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING, Protocol, cast

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tools.build import begin, build_or_say, failed, finish
from tools.publishing import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set
    from pathlib import Path
    from typing import IO

    from tools.build import Folders


Early = dict[str, str]  # HTML of pages, by their path in the site


def are_pages(folders: Folders, changed: Iterable[Path]) -> bool:
    """Say whether files are pages or registries: nothing that Sphinx starts with."""
    docs = folders.docs.resolve()
    return all(
        file.is_relative_to(docs) and (file.suffix == ".md" or file.parent == docs / "_data")
        for file in (path.resolve() for path in changed)
    )


class Errors(Protocol):
    """Where a build says what is wrong, which knows how much that was."""

    def write(self, text: str) -> int:
        """Write a text."""

    def tell(self) -> int:
        """Return how much was written."""


class ReadyBuild:
    """A build that goes on from the last one in *folders*, which was good.

    What it has to say goes to *errors*.
    """

    def __init__(self, folders: Folders, errors: Errors) -> None:
        self.folders = folders
        self.errors = errors
        self._context = contextlib.ExitStack()
        self._context.enter_context(patch_docutils(str(folders.docs)))
        self._context.enter_context(docutils_namespace())
        self._app = Sphinx(
            srcdir=folders.docs,
            confdir=folders.docs,
            outdir=folders.work / "html",
            doctreedir=folders.work / "doctrees",
            buildername="dirhtml",
            confoverrides={"nitpicky": True},  # all of this as in tools.build
            status=None,
            warning=cast("IO[str]", errors),  # it only writes
            warningiserror=True,
        )
        gc.unfreeze()  # of the last build, which would else stay for good
        gc.collect()
        gc.freeze()  # what is there now stays, and need not be searched for garbage

    def close(self) -> None:
        """Give up what the build holds."""
        gc.unfreeze()
        self._context.close()

    def build(self, changed: Sequence[Path], early: Callable[[Early], None]) -> int:
        """Build and publish the site, once; return the exit code.

        *early* is called with the *changed* pages once they are written, before all others, if
        nothing is wrong up to there.
        """
        if not begin(self.folders):
            self.close()
            return build_or_say(self.folders, ["--quiet"], light=False)
        self._write_first({path.resolve() for path in changed}, early)
        try:
            with self._context:
                # Not before: Sphinx puts the folder of this module on the path.
                from conference.pages.loading import load_catalogue

                load_catalogue(self._app, self._app.config)
                self._app.build()
            if self._app.statuscode:
                return failed(self.folders)
            publish(self.folders.work / "html", self.folders.site)
            finish(self.folders)
        except Exception:  # noqa: BLE001 - the usual build says what it is, and how to mend it
            return build_or_say(self.folders, ["--quiet"], light=False)
        return 0

    def _write_first(self, changed: Set[Path], early: Callable[[Early], None]) -> None:
        builder, env = self._app.builder, self._app.env
        write = builder.write_documents

        def write_in_order(docnames: Set[str]) -> None:
            first = {name for name in docnames if env.doc2path(name).resolve() in changed}
            if first:
                write(first)
                if not self.errors.tell():
                    early(dict(map(self._written, first)))
            write(docnames - first)

        builder.write_documents = write_in_order  # type: ignore[method-assign] # of this build alone

    def _written(self, docname: str) -> tuple[str, str]:
        """Return the path of a page in the site, and its HTML as it was just written."""
        path = self._app.builder.get_target_uri(docname)
        file = self.folders.work / "html" / path / "index.html"
        return f"/{path}", file.read_text(encoding="utf-8")
