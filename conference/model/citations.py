"""Reading items in the formats of reference managers: BibTeX, RIS and CSL-JSON.

Each function takes pybtex's entries by BibTeX key and returns text. What an entry does not say is
left out; nothing is guessed.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pybtex.database import Entry, Person
from pybtex.richtext import Text

# A type of BibTeX's as CSL and RIS call it.
TYPES = {
    "article": ("article-journal", "JOUR"),
    "bill": ("bill", "BILL"),
    "book": ("book", "BOOK"),
    "inproceedings": ("paper-conference", "CPAPER"),
    "legislation": ("legislation", "STAT"),
    "online": ("webpage", "ELEC"),
    "preprint": ("article", "ELEC"),
    "report": ("report", "RPRT"),
    "software": ("software", "COMP"),
    "standard": ("standard", "STAND"),
}
OTHER = ("document", "GEN")
RIS_TYPES = dict([*TYPES.values(), OTHER])
# The fields of text by CSL's name of each: its tag in RIS, and the first of BibTeX's names counts.
# https://en.wikipedia.org/wiki/RIS_(file_format)
# https://docs.citationstyles.org/en/stable/specification.html
FIELDS = {
    "title": ("TI", "title"),
    "title-short": ("ST", "shorttitle"),
    "container-title": ("T2", "journaltitle", "booktitle"),
    "publisher": ("PB", "publisher", "institution", "organization"),
    "volume": ("VL", "volume"),
    "issue": ("IS", "number"),
    "genre": ("M3", "type"),
    "edition": ("ET", "edition"),
    "ISBN": ("SN", "isbn"),
    "DOI": ("DO", "doi"),
    "archive": ("DB", "eprinttype"),
    "archive_location": ("AN", "eprint"),
    "URL": ("UR", "url"),
    "keyword": ("KW", "keywords"),
    "abstract": ("AB", "abstract"),
    "annote": ("RN", "annotation"),
}
TAGS = {"number": "M1", **{name: tag for name, (tag, *_) in FIELDS.items()}}
VERBATIM = {"url", "doi", "isbn", "eprint"}  # fields in which no character means anything to TeX
LATEX = re.compile(r"[^\w\s.,:;()/-]|--|,,|\s\s")  # what may mean something to LaTeX
DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


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


def names(entry: Entry) -> list[dict[str, str]]:
    """Return the authors of an entry, in CSL's parts; an organization has a family name alone."""

    def parts(person: Person) -> dict[str, str]:
        found = {
            "given": [*person.first_names, *person.middle_names],
            "non-dropping-particle": person.prelast_names,
            "family": person.last_names,
            "suffix": person.lineage_names,
        }
        return {part: plain(" ".join(words)) for part, words in found.items() if words}

    return [parts(person) for person in entry.persons.get("author", [])]


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


def ris_file(entries: Mapping[str, Entry]) -> str:
    """Return entries as a .ris file."""
    return "\r\n".join(_ris(_csl(key, entry)) for key, entry in entries.items())


def csl_file(entries: Mapping[str, Entry]) -> str:
    """Return entries as a CSL-JSON file."""
    items = [_csl(key, entry) for key, entry in entries.items()]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _ris(item: dict[str, Any]) -> str:
    """Return an item of CSL's in RIS."""
    when = item.get("issued", {"date-parts": [()]})["date-parts"][0]
    first, _, last = item.get("page", "").partition("-")
    lines = [
        ("TY", RIS_TYPES[item["type"]]),
        ("ID", item["id"]),
        *(("AU", _inverted(name)) for name in item.get("author", ())),
        *((TAGS[name], value) for name, value in item.items() if name in TAGS),
        ("PY", f"{when[0]}" if when else ""),
        ("DA", "/".join(f"{part:02}" for part in when) if len(when) > 1 else ""),
        ("SP", first),
        ("EP", last),
        ("N1", item.get("note", "")),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _csl(key: str, entry: Entry) -> dict[str, Any]:
    """Return an entry as CSL has it."""
    fields = {name: text(entry, *written) for name, (_, *written) in FIELDS.items()}
    fields["archive"] = fields["archive"].replace("arxiv", "arXiv")  # biblatex has it in lower case
    if entry.type == "report":  # its number is not that of an issue
        fields = {"number" if name == "issue" else name: v for name, v in fields.items()}
    # A year may be another than that of publication.
    found = None if "yearbasis" in entry.fields else DATE.fullmatch(text(entry, "date", "year"))
    basis = text(entry, "yearbasis")
    of_year = basis and f"{basis.capitalize()} in {text(entry, 'year')}."
    item = {
        "id": key,
        "type": _type(entry),
        "author": [
            name if "given" in name else {"literal": name["family"]} for name in names(entry)
        ],
        **fields,
        "issued": {"date-parts": [[int(p) for p in found.groups() if p]]} if found else {},
        "page": re.sub("[-–]+", "-", text(entry, "pages")),
        "note": " ".join(filter(None, [text(entry, "note"), of_year])),
    }
    return {name: value for name, value in item.items() if value}


def _inverted(name: dict[str, str]) -> str:
    """Return ``van Rossum, Guido``, or the name of an organization as it is."""
    family = [name.get("non-dropping-particle"), name.get("family"), name.get("literal")]
    parts = [" ".join(filter(None, family)), name.get("given"), name.get("suffix")]
    return ", ".join(filter(None, parts))


def _type(entry: Entry) -> str:
    """Return what CSL calls the type of an entry, where it says so by its kind or eprint."""
    name = entry.type.lower()
    if name == "legislation" and text(entry, "type").lower() == "bill":
        name = "bill"
    if name == "online" and "eprint" in entry.fields:
        name = "preprint"
    return TYPES.get(name, OTHER)[0]
