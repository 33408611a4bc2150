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
    registry: Registry[ReadingItem] = Registry(path, lines, faults)
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
        said = ((f"the entry '{key}' has {what}", fix) for what, fix in _wrong(entry))
        faults += (Fault(path, lines.get(key, 1), *one) for one in said)
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


def _wrong(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what an entry has that it may not have, each with its fix."""
    for field, holds in REQUIRED.items():
        if not text(entry, field):
            yield f"no {field}", f"add {field} = {{…}}: {holds}"
    group = text(entry, "keywords")
    if group and group not in GROUPS:
        fix = f"use one of: {', '.join(GROUPS)}"
        yield f"the unknown keywords '{group}'{nearest(group, GROUPS)}", fix
    status, since = text(entry, "readstatus"), text(entry, "readdate")
    known = [name for name in STATUSES if name != UNREAD]
    if status and status not in known:
        fix = f"use one of: {', '.join(known)}; an entry without readstatus is not read yet"
        yield f"the unknown readstatus '{status}'{nearest(status, known)}", fix
    if status and not since:
        fix = "add readdate = {…}: the day the status changed, such as 2023-07-31"
        yield "a readstatus but no readdate", fix
    if since and not _date(since):
        fix = "write it as year, month and day, such as 2023-07-31"
        yield f"the readdate '{since}', which is not a date", fix
    without = [name for name in ("readdate", "annotation") if text(entry, name)]
    if without and not status:
        fix = f"add readstatus = {{…}}: {' or '.join(known)}"
        yield f"{' and '.join(without)} but no readstatus", fix


def _date(written: str) -> datetime.date | None:
    """Return the day that an ISO date names, or None where there is none."""
    try:
        found = datetime.date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written else None  # biblatex does not read 20230731
