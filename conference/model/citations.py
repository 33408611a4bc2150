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
# The fields of text: the first of BibTeX's names that an entry has, as RIS and CSL call it.
# https://en.wikipedia.org/wiki/RIS_(file_format)
# https://docs.citationstyles.org/en/stable/specification.html
FIELDS = (
    (("title",), "TI", "title"),
    (("shorttitle",), "ST", "title-short"),
    (("journaltitle", "booktitle"), "T2", "container-title"),
    (("publisher", "institution", "organization"), "PB", "publisher"),
    (("volume",), "VL", "volume"),
    (("number",), "IS", "issue"),
    (("type",), "M3", "genre"),
    (("edition",), "ET", "edition"),
    (("isbn",), "SN", "ISBN"),
    (("doi",), "DO", "DOI"),
    (("eprinttype",), "DB", "archive"),
    (("eprint",), "AN", "archive_location"),
    (("url",), "UR", "URL"),
    (("keywords",), "KW", "keyword"),
    (("abstract",), "AB", "abstract"),
    (("annotation",), "RN", "annote"),
)
IN_REPORTS = {"IS": "M1", "issue": "number"}  # the number of a report is not that of an issue
ARCHIVES = {"arxiv": "arXiv"}  # biblatex has them in lower case
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
    return "\r\n".join(_ris(key, entry) for key, entry in entries.items())


def csl_file(entries: Mapping[str, Entry]) -> str:
    """Return entries as a CSL-JSON file."""
    items = [_csl(key, entry) for key, entry in entries.items()]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _ris(key: str, entry: Entry) -> str:
    when, pages = _date(entry), _pages(entry)
    lines = [
        *(("AU", _inverted(name)) for name in names(entry)),
        *((_in_reports(entry, tag), _value(entry, fields)) for fields, tag, _ in FIELDS),
        ("PY", f"{when[0]}" if when else ""),
        ("DA", "/".join(f"{part:02}" for part in when) if len(when) > 1 else ""),
        ("SP", pages[0] if pages else ""),
        ("EP", pages[-1] if len(pages) > 1 else ""),
        ("N1", _note(entry)),
    ]
    found = [("TY", _type(entry)[1]), ("ID", key), *(line for line in lines if line[1]), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in found)


def _csl(key: str, entry: Entry) -> dict[str, Any]:
    when = _date(entry)
    item = {
        "id": key,
        "type": _type(entry)[0],
        "author": [
            name if "given" in name else {"literal": name["family"]} for name in names(entry)
        ],
        **{_in_reports(entry, name): _value(entry, fields) for fields, _, name in FIELDS},
        "issued": {"date-parts": [list(when)]} if when else {},
        "page": "-".join(_pages(entry)),
        "note": _note(entry),
    }
    return {name: value for name, value in item.items() if value}


def _inverted(name: dict[str, str]) -> str:
    """Return ``van Rossum, Guido``, or the name of an organization as it is."""
    family = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    return ", ".join(filter(None, [family, name.get("given"), name.get("suffix")]))


def _type(entry: Entry) -> tuple[str, str]:
    """Return what CSL and RIS call the type of an entry, where it says so by its kind or eprint."""
    name = entry.type.lower()
    if name == "legislation" and text(entry, "type").lower() == "bill":
        name = "bill"
    if name == "online" and "eprint" in entry.fields:
        name = "preprint"
    return TYPES.get(name, OTHER)


def _in_reports(entry: Entry, name: str) -> str:
    return IN_REPORTS.get(name, name) if entry.type == "report" else name


def _value(entry: Entry, fields: tuple[str, ...]) -> str:
    value = text(entry, *fields)
    return ARCHIVES.get(value, value)


def _date(entry: Entry) -> tuple[int, ...]:
    """Return year, month and day as far as known; nothing where the year is not of publication."""
    if "yearbasis" in entry.fields:
        return ()
    found = DATE.fullmatch(text(entry, "date", "year"))
    return tuple(int(part) for part in found.groups() if part) if found else ()


def _note(entry: Entry) -> str:
    """Return the note of an entry, and what its year is the year of if not of publication."""
    basis = text(entry, "yearbasis")
    sentences = [text(entry, "note"), basis and f"{basis.capitalize()} in {text(entry, 'year')}."]
    return " ".join(filter(None, sentences))


def _pages(entry: Entry) -> list[str]:
    """Return the first and the last page."""
    return [page for page in re.split(r"[-–]+", text(entry, "pages")) if page]
