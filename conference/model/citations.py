"""Reads an entry of the reading list: its fields and names as plain text, and all of it as BibTeX."""

import re
from dataclasses import dataclass
from functools import cache

from pybtex.database import Entry, Person
from pybtex.richtext import Text

VERBATIM = {"url", "doi", "isbn", "eprint"}  # fields in which no character means anything to TeX
LATEX = re.compile(r"[^\w\s.,:;()/-]|--|,,|\s\s")  # what may mean something to LaTeX


@cache
def plain(value: str) -> str:
    """Return a BibTeX value without the braces and commands of LaTeX."""
    return str(Text.from_latex(value)) if LATEX.search(value) else value  # pybtex is slow


def text(entry: Entry, *names: str) -> str:
    """Return the first of these fields that an entry has, as plain text."""
    for name in names:
        if value := entry.fields.get(name, ""):
            return str(value) if name in VERBATIM else plain(value)
    return ""


@dataclass(frozen=True)
class Name:
    """A name in its parts; the whole name of an organization is in ``family``."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


def names(entry: Entry) -> list[Name]:
    """Return the authors of an entry."""

    def name(person: Person) -> Name:
        parts = (
            person.last_names,
            [*person.first_names, *person.middle_names],
            person.prelast_names,
            person.lineage_names,
        )
        return Name(*(plain(" ".join(words)) for words in parts))

    return [name(person) for person in entry.persons.get("author", [])]


def bibtex(key: str, entry: Entry) -> str:
    """Return an entry as BibTeX, every field as it was written."""
    # pybtex's own writer escapes what is in addresses: "mean\\_gamma".
    people = [(role, " and ".join(map(str, who))) for role, who in entry.persons.items()]
    fields = [*entry.fields.items()]
    lines = "".join(
        f"  {name} = {{{value}}},\n" for name, value in fields[:2] + people + fields[2:]
    )
    return f"@{entry.type}{{{key},\n{lines}}}\n"
