"""The reading items of ``references.bib``, checked. BibTeX is read by pybtex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pybtex.database import BibliographyDataError
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from .faults import Fault, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from pybtex.database import Entry

# What reading items are, in the order of the page: the values of the field ``keywords``.
GROUPS = ("book", "article", "pep", "standard", "legislation", "software", "site", "concept")

REQUIRED = {
    "title": "the proper name, in braces where no style may lowercase it",
    "url": "the address of the item",
    "shorttitle": "the few words that name it in a link",
    "abstract": "one sentence on what it is",
    "keywords": f"its group: {', '.join(GROUPS)}",
}

ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^,\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class ReadingItem:
    """One entry: its key, its group, and what links to it say."""

    key: str
    group: str
    label: str
    abstract: str


def read_bibliography(file: Path, path: str) -> tuple[dict[str, ReadingItem], list[Fault]]:
    """Return the reading items of a .bib file by key, and everything wrong with the file."""
    try:
        source = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return {}, [Fault(path, 1, "the file is missing", "restore it from git")]
    except UnicodeDecodeError:
        return {}, [Fault(path, 1, "the file is not UTF-8", "save it in UTF-8")]
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for number, text in enumerate(source.splitlines(), start=1):
        if entry := ENTRY.match(text):
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
        return {}, faults
    items = {}
    for key, entry in parser.data.entries.items():
        faults += _check(key, entry, path, lines.get(key, 1))
        items[key] = ReadingItem(
            key, _value(entry, "keywords"), _value(entry, "shorttitle"), _value(entry, "abstract")
        )
    return items, faults


def _value(entry: Entry, field: str) -> str:
    value: str = entry.fields.get(field, "")
    return value.replace("{", "").replace("}", "").strip()


def _check(key: str, entry: Entry, path: str, line: int) -> list[Fault]:
    faults = [
        Fault(path, line, f"the entry '{key}' has no {field}", f"add {field} = {{…}}: {holds}")
        for field, holds in REQUIRED.items()
        if not _value(entry, field)
    ]
    group = _value(entry, "keywords")
    if group and group not in GROUPS:
        message = f"the entry '{key}' has the unknown keywords '{group}'{nearest(group, GROUPS)}"
        faults.append(Fault(path, line, message, f"use one of: {', '.join(GROUPS)}"))
    return faults
