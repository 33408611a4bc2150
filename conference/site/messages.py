"""Sphinx's own warnings, made to say how to mend what they report, each fault once."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What to do about a warning, by type and subtype, or by type alone.
MENDS = {
    "bibtex.key_not_found": "correct the key, or list its group on the reading list page",
    "image.not_readable": "correct the path, or add the image",
    "myst.xref_missing": "correct the link, or the heading or page that it points to",
    "myst.directive_option": "correct the name or the value of the option",
    "myst.directive_parse": "correct the argument of the directive, or give it the content it needs",
    "myst.directive_unknown": "correct the name of the directive",
    "myst.role_unknown": "correct the name of the role",
    "myst.header": "use one # for the title and one more # for each level below it",
    "ref.doc": "correct the name of the page",
    "ref.ref": "correct the label",
    "ref": "correct the name that the role refers to, or restore the page that it is on",
}
# What the catalogue has already reported, better, when it has reported anything at all.
COVERED = {
    "bibtex.bibfile_data_error",
    "bibtex.bibfile_error",
    "bibtex.key_not_found",
    "myst.topmatter",
    "toc.excluded",
    "toc.multiple_toc_parents",
    "toc.not_included",
    "toc.not_readable",
}


class SayHowToMend(logging.Filter):
    """Adds the mend to a warning, and drops one that the catalogue has reported already."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is to be shown."""
        kind = getattr(record, "type", "") or ""
        subtype = getattr(record, "subtype", "") or ""
        name = f"{kind}.{subtype}"
        message = record.getMessage()
        if kind == "conference" or "Mend:" in message:
            return True
        if name in COVERED and getattr(self.app.config, "conference_faults", None):
            return False
        if mend := MENDS.get(name, MENDS.get(kind, "")):
            record.msg = f"{message.rstrip('.')}. Mend: {mend}."
            record.args = ()
        return True


class WithoutSettings(logging.Filter):
    """Leaves out MyST's line of all its settings, which hides what a build says of its progress."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is to be shown."""
        return "MdParserConfig(" not in record.getMessage()


class ShortenPlace(logging.Filter):
    """Names files from the project's folder, as the catalogue's faults do."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.start = f"{Path(app.srcdir).resolve().parent.as_posix()}/"

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the place of a record; show every record."""
        place = getattr(record, "location", None)
        if isinstance(place, str):
            record.location = place.removeprefix(self.start)
        return True


def setup(app: Sphinx) -> None:
    """Add the filters to Sphinx's handler for warnings, first and last of its own filters."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(WithoutSettings())
        if handler.level == logging.WARNING:
            handler.filters.insert(0, SayHowToMend(app))
            handler.addFilter(ShortenPlace(app))
