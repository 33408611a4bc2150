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


def setup(app: Sphinx) -> None:
    """Add filters to Sphinx's handlers, first and last of its own."""

    def say_how_to_fix(record: logging.LogRecord) -> bool:
        """Add the fix to a warning, and drop one that repeats one of our faults."""
        kind, subtype = (getattr(record, name, "") or "" for name in ("type", "subtype"))
        message = record.getMessage()
        name = f"{kind}.{subtype}"
        if name in COVERED and domain_of(app.env).faults:
            return False
        fix = FIXES.get(name, FIXES.get(kind, ""))
        if fix and "Fix:" not in message:
            record.msg, record.args = f"{message.rstrip('.')}. Fix: {fix}.", ()
        return True

    def shorten_place(record: logging.LogRecord) -> bool:
        """Name files from the project's folder, as our faults do."""
        place = getattr(record, "location", None)
        if isinstance(place, str):
            record.location = place.removeprefix(f"{Path(app.srcdir).resolve().parent.as_posix()}/")
        return True

    for handler in logging.getLogger(NAMESPACE).handlers:
        if handler.level == logging.WARNING:
            handler.filters.insert(0, say_how_to_fix)
            handler.addFilter(shorten_place)
