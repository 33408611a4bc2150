"""The reading items of ``references.bib``, checked. BibTeX is read by pybtex."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from pybtex.database import BibliographyDataError, Entry
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from conference.model.citations import text
from conference.model.entries import GROUPS, STATUSES, UNREAD, ReadingItem
from conference.model.faults import Fault, nearest

from .registries import Registry, read_text

REQUIRED = {
    "title": "the proper name, in braces where no style may lowercase it",
    "url": "the address of the item",
    "shorttitle": "the few words that name it in a link",
    "abstract": "one sentence on what it is",
    "keywords": f"its group: {', '.join(GROUPS)}",
}

ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^,\s]+)", re.IGNORECASE)


def read_bibliography(file: Path, path: str) -> Registry[ReadingItem]:
    """Return the reading items of a .bib file by key, and everything wrong with the file."""
    source, faults = read_text(file, path)
    lines: dict[str, int] = {}
    registry: Registry[ReadingItem] = Registry(lines, faults)
    if source is None:
        return registry
    for number, row in enumerate(source.splitlines(), start=1):
        if entry := ENTRY.match(row):
            key = entry[1]
            if key in lines:
                message = f"the key '{key}' stands twice, first on line {lines[key]}"
                faults.append(Fault(path, number, message, "give one of the two another key"))
            lines.setdefault(key, number)
    parser = Parser("utf-8")
    try:
        parser.parse_string(source)
    except BibliographyDataError:
        if not faults:  # pybtex stops at the first repeated key; all of them are in the list
            raise
    except PybtexError as error:
        line = getattr(error, "lineno", None) or 1
        message = f"the BibTeX does not parse: {str(error).partition(': ')[2] or error}"
        faults.append(Fault(path, line, message, "correct the brace, comma or quote there"))
        return registry
    for key, entry in parser.data.entries.items():
        faults += _check(key, entry, path, lines.get(key, 1))
        registry.entries[key] = ReadingItem(
            key,
            text(entry, "keywords"),
            text(entry, "shorttitle"),
            text(entry, "abstract"),
            status if (status := text(entry, "readstatus")) in STATUSES else UNREAD,
            _date(text(entry, "readdate")),
            text(entry, "annotation"),
            entry,
        )
    return registry


def _check(key: str, entry: Entry, path: str, line: int) -> list[Fault]:
    faults = [
        Fault(path, line, f"the entry '{key}' has no {field}", f"add {field} = {{…}}: {holds}")
        for field, holds in REQUIRED.items()
        if not text(entry, field)
    ]
    group = text(entry, "keywords")
    if group and group not in GROUPS:
        message = f"the entry '{key}' has the unknown keywords '{group}'{nearest(group, GROUPS)}"
        faults.append(Fault(path, line, message, f"use one of: {', '.join(GROUPS)}"))
    return faults + [Fault(path, line, *said) for said in _check_status(key, entry)]


def _check_status(key: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with how far an item is read, each with its fix."""
    status, since = text(entry, "readstatus"), text(entry, "readdate")
    known = [name for name in STATUSES if name != UNREAD]
    if status and status not in known:
        yield (
            f"the entry '{key}' has the unknown readstatus '{status}'{nearest(status, known)}",
            f"use one of: {', '.join(known)}; an entry without readstatus is not read yet",
        )
    if status and not since:
        yield (
            f"the entry '{key}' has a readstatus but no readdate",
            "add readdate = {…}: the day the status changed, such as 2023-07-31",
        )
    if since and not _date(since):
        yield (
            f"the entry '{key}' has the readdate '{since}', which is not a date",
            "write it as year, month and day, such as 2023-07-31",
        )
    without = [name for name in ("readdate", "annotation") if text(entry, name)]
    if without and not status:
        yield (
            f"the entry '{key}' has {' and '.join(without)} but no readstatus",
            f"add readstatus = {{…}}: {' or '.join(known)}",
        )


def _date(written: str) -> datetime.date | None:
    """Return the day that an ISO date names, or None where there is none."""
    try:
        found = datetime.date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written else None  # biblatex does not read 20230731
