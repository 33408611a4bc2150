"""Reading items in the formats of reference managers: BibTeX, RIS, CSL-JSON and COinS. No Sphinx.

Each function takes a BibTeX key and pybtex's entry, or mappings of them, and returns text. What an
entry does not say is left out; nothing is guessed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from .latex import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from pybtex.database import Entry, Person

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
PUBLISHERS = ("publisher", "institution", "organization")
ARCHIVES = {"arxiv": "arXiv"}  # biblatex has them in lower case
VERBATIM = {"url", "doi", "isbn", "eprint"}  # fields in which no character means anything to TeX


@dataclass(frozen=True)
class Type:
    """What formats call a type of entry; ``zotero`` is Zotero's word, which COinS borrows."""

    csl: str
    ris: str
    zotero: str


TYPES = {
    "article": Type("article-journal", "JOUR", "journalArticle"),
    "bill": Type("bill", "BILL", "bill"),
    "book": Type("book", "BOOK", "book"),
    "inproceedings": Type("paper-conference", "CPAPER", "conferencePaper"),
    "legislation": Type("legislation", "STAT", "statute"),
    "online": Type("webpage", "ELEC", "webpage"),
    "preprint": Type("article", "ELEC", "preprint"),
    "report": Type("report", "RPRT", "report"),
    "software": Type("software", "COMP", "computerProgram"),
    "standard": Type("standard", "STAND", "standard"),
}
OTHER = Type("document", "GEN", "document")


def type_of(entry: Entry) -> Type:
    """Return what formats call the type of an entry, where it says so by its kind or eprint."""
    name = entry.type.lower()
    if name == "legislation" and text(entry, "type").lower() == "bill":
        name = "bill"
    if name == "online" and "eprint" in entry.fields:
        name = "preprint"
    return TYPES.get(name, OTHER)


def text(entry: Entry, *names: str) -> str:
    """Return the first of these fields that an entry has, as text without braces or commands."""
    for name in names:
        if value := entry.fields.get(name, ""):
            return str(value) if name in VERBATIM else plain(value)
    return ""


def date(entry: Entry) -> tuple[int, ...]:
    """Return year, month and day, as far as known: none where the year is not of publication."""
    if "yearbasis" in entry.fields:
        return ()
    found = DATE.fullmatch(text(entry, "date", "year"))
    return tuple(int(part) for part in found.groups() if part) if found else ()


def note(entry: Entry) -> str:
    """Return the note of an entry, and what its year is the year of if not of publication."""
    basis = text(entry, "yearbasis")
    sentences = [text(entry, "note"), basis and f"{basis.capitalize()} in {text(entry, 'year')}."]
    return " ".join(filter(None, sentences))


def archive(entry: Entry) -> str:
    """Return the name of the archive in which a preprint is."""
    name = text(entry, "eprinttype")
    return ARCHIVES.get(name, name)


def pages(entry: Entry) -> list[str]:
    """Return the first and the last page."""
    return [page for page in re.split(r"[-–]+", text(entry, "pages")) if page]


@dataclass(frozen=True)
class Name:
    """A name in its parts; of a body, as against a person, the whole is in ``family``."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    def inverted(self) -> str:
        """Return ``van Rossum, Guido``, or the name of a body as it is."""
        family = " ".join(filter(None, [self.particle, self.family]))
        return ", ".join(filter(None, [family, self.given, self.suffix]))


def names(entry: Entry) -> list[Name]:
    """Return the authors of an entry."""
    return [_name(person) for person in entry.persons.get("author", [])]


def _name(person: Person) -> Name:
    def part(*parts: list[str]) -> str:
        return plain(" ".join(word for words in parts for word in words))

    return Name(
        part(person.last_names),
        part(person.first_names, person.middle_names),
        part(person.prelast_names),
        part(person.lineage_names),
    )


# -- BibTeX ---------------------------------------------------------------------------------------


def bibtex(key: str, entry: Entry) -> str:
    """Return an entry as BibTeX, every field as it was written."""
    # pybtex's own writer escapes what is in addresses: "mean\\_gamma".
    people = [(role, " and ".join(map(str, who))) for role, who in entry.persons.items()]
    fields = [*entry.fields.items()]
    lines = "".join(
        f"  {name} = {{{value}}},\n" for name, value in fields[:2] + people + fields[2:]
    )
    return f"@{entry.type}{{{key},\n{lines}}}\n"


def bibtex_file(entries: Mapping[str, Entry]) -> str:
    """Return entries as a .bib file."""
    return "\n".join(bibtex(key, entry) for key, entry in entries.items())


# -- RIS: https://en.wikipedia.org/wiki/RIS_(file_format) -----------------------------------------


def ris_file(entries: Mapping[str, Entry]) -> str:
    """Return entries as a .ris file."""
    records = (
        "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(key, entry))
        for key, entry in entries.items()
    )
    return "\r\n".join(records)


def _ris(key: str, entry: Entry) -> Iterator[tuple[str, str]]:
    yield "TY", type_of(entry).ris
    yield "ID", key
    fields: list[tuple[str, str]] = [("AU", name.inverted()) for name in names(entry)]
    when, where = date(entry), pages(entry)
    is_report = entry.type == "report"
    fields += [
        ("TI", text(entry, "title")),
        ("ST", text(entry, "shorttitle")),
        ("T2", text(entry, "journaltitle", "booktitle")),
        ("PB", text(entry, *PUBLISHERS)),
        ("PY", f"{when[0]}" if when else ""),
        ("DA", "/".join(f"{part:02}" for part in when) if len(when) > 1 else ""),
        ("VL", text(entry, "volume")),
        ("M1" if is_report else "IS", text(entry, "number")),
        ("M3", text(entry, "type")),
        ("ET", text(entry, "edition")),
        ("SP", where[0] if where else ""),
        ("EP", where[-1] if len(where) > 1 else ""),
        ("SN", text(entry, "isbn")),
        ("DO", text(entry, "doi")),
        ("DB", archive(entry)),
        ("AN", text(entry, "eprint")),
        ("UR", text(entry, "url")),
        ("KW", text(entry, "keywords")),
        ("AB", text(entry, "abstract")),
        ("N1", note(entry)),
        ("RN", text(entry, "annotation")),
    ]
    yield from ((tag, value) for tag, value in fields if value)
    yield "ER", ""


# -- CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html -----------------------


def csl_file(entries: Mapping[str, Entry]) -> str:
    """Return entries as a CSL-JSON file."""
    items = [_csl(key, entry) for key, entry in entries.items()]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _csl(key: str, entry: Entry) -> dict[str, Any]:
    when = date(entry)
    is_report = entry.type == "report"
    item = {
        "id": key,
        "type": type_of(entry).csl,
        "title": text(entry, "title"),
        "title-short": text(entry, "shorttitle"),
        "author": [_csl_name(name) for name in names(entry)],
        "container-title": text(entry, "journaltitle", "booktitle"),
        "publisher": text(entry, *PUBLISHERS),
        "issued": {"date-parts": [list(when)]} if when else {},
        "volume": text(entry, "volume"),
        "number" if is_report else "issue": text(entry, "number"),
        "genre": text(entry, "type"),
        "edition": text(entry, "edition"),
        "page": "-".join(pages(entry)),
        "archive": archive(entry),
        "archive_location": text(entry, "eprint"),
        "DOI": text(entry, "doi"),
        "ISBN": text(entry, "isbn"),
        "URL": text(entry, "url"),
        "keyword": text(entry, "keywords"),
        "abstract": text(entry, "abstract"),
        "note": note(entry),
        "annote": text(entry, "annotation"),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.inverted()}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


# -- COinS: https://en.wikipedia.org/wiki/COinS ---------------------------------------------------

# The genres of OpenURL's formats for journals and books; Dublin Core holds everything else.
GENRES = {
    "journalArticle": ("journal", "article"),
    "book": ("book", "book"),
    "conferencePaper": ("book", "proceeding"),
    "report": ("book", "report"),
}


def coins(entry: Entry) -> str:
    """Return an entry as an OpenURL ContextObject, to be the title of a ``<span class="Z3988">``."""
    zotero = type_of(entry).zotero
    scheme, genre = GENRES.get(zotero, ("dc", ""))
    fields = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{scheme}")]
    fields += _dublin_core(entry, zotero) if scheme == "dc" else _openurl(entry, genre)
    fields += [("rft.date", "-".join(f"{part:02}" for part in date(entry)))]
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)


def _openurl(entry: Entry, genre: str) -> Iterable[tuple[str, str]]:
    title, container = text(entry, "title"), text(entry, "journaltitle", "booktitle")
    where, doi = pages(entry), text(entry, "doi")
    yield "rft.genre", genre
    match genre:
        case "article":
            yield from (("rft.atitle", title), ("rft.jtitle", container))
        case "proceeding":
            yield from (("rft.atitle", title), ("rft.btitle", container))
        case _:
            yield "rft.btitle", title
    for name in names(entry):
        yield "rft.au" if name.given else "rft.aucorp", name.inverted()
    yield "rft.volume", text(entry, "volume")
    yield "rft.issue", text(entry, "number") if genre == "article" else ""
    yield "rft.spage", where[0] if where else ""
    yield "rft.epage", where[-1] if len(where) > 1 else ""
    yield "rft.pub", text(entry, *PUBLISHERS)
    yield "rft.edition", text(entry, "edition")
    yield "rft.isbn", text(entry, "isbn")
    yield "rft_id", f"info:doi/{doi}" if doi else ""
    yield "rft_id", text(entry, "url")


def _dublin_core(entry: Entry, zotero: str) -> Iterable[tuple[str, str]]:
    doi = text(entry, "doi")
    yield "rft.type", zotero
    yield "rft.title", text(entry, "title")
    for name in names(entry):
        # Dublin Core has one field for persons and bodies; Zotero cuts bodies up in it.
        yield "rft.creator" if name.given else "rft.aucorp", name.inverted()
    yield "rft.source", text(entry, "journaltitle", "booktitle")
    yield "rft.publisher", text(entry, *PUBLISHERS)
    yield "rft.identifier", f"urn:doi:{doi}" if doi else ""
    yield "rft.identifier", text(entry, "url")
