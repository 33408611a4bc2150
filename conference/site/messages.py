"""Sphinx's own warnings, made to say how to fix what they report, each fault once."""

import logging
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

from conference.pages.domain import domain_of

# What to do about a warning, by type and subtype, or by type alone.
FIXES = {
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
# Warnings that repeat one of our faults; they are dropped if there is any.
COVERED = {
    "bibtex.bibfile_data_error",
    "bibtex.bibfile_error",
    "bibtex.key_not_found",
    "myst.topmatter",
    "toc.duplicate_entry",
    "toc.excluded",
    "toc.not_readable",
}


class SayHowToFix(logging.Filter):
    """Adds the fix to a warning, and drops one that repeats one of our faults."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record is to be shown."""
        kind, subtype = (getattr(record, name, "") or "" for name in ("type", "subtype"))
        message = record.getMessage()
        name = f"{kind}.{subtype}"
        if name in COVERED and domain_of(self.app.env).faults:
            return False
        fix = FIXES.get(name, FIXES.get(kind, ""))
        if fix and kind != "conference" and "Fix:" not in message:
            record.msg, record.args = f"{message.rstrip('.')}. Fix: {fix}.", ()
        return True


class ShortenPlace(logging.Filter):
    """Names files from the project's folder, as our faults do."""

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
    """Add the filters to Sphinx's handlers, first and last of its own filters."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if handler.level == logging.WARNING:
            handler.filters.insert(0, SayHowToFix(app))
            handler.addFilter(ShortenPlace(app))
