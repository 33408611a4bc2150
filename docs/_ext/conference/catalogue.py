"""Reads the sources into a checked ``Catalogue``, and says everything that is wrong with them.

Plain Python, no Sphinx: ``load`` takes the documentation folder and returns model and faults.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import yaml_source as schema
from .bibliography import GROUPS, read_bibliography
from .faults import Fault, nearest
from .model import (
    KINDS,
    LINK_KINDS,
    SPEAKER_SOURCES,
    Addition,
    Catalogue,
    Day,
    Link,
    Project,
    Speaker,
    Talk,
)
from .provenance import Claim, trace
from .raw_notes import RawNotes, RawSection, parse_raw_notes
from .registry import SLUG, Registry, read_people, read_projects
from .source_pages import SourcePage, read_page

if TYPE_CHECKING:
    from collections.abc import Mapping

TALK_FIELDS = {
    "kind": schema.text(required=True),
    "raw_line": schema.number(),
    "speakers": schema.mappings(),
    "programme": schema.mapping(),
    "links": schema.mappings(),
    "left_out": schema.mappings(),
}
SPEAKER_FIELDS = {"person": schema.text(required=True), "source": schema.text(required=True)}
PROGRAMME_FIELDS = {"title": schema.text(), "source": schema.address(required=True)}
LINK_FIELDS = {
    "kind": schema.text(required=True),
    "url": schema.address(required=True),
    "text": schema.text(),
}
LEFT_OUT_FIELDS = {
    "raw_line": schema.number(required=True),
    "reason": schema.text(required=True),
}
DAY_FIELDS = {
    "raw_line": schema.number(required=True),
    "held_on": schema.date(required=True),
    "summary": schema.text(required=True),
}
LIST_FIELDS = {"raw_line": schema.number(required=True)}


@dataclass
class Sources:
    """Where the sources are: ``docs`` is Sphinx's source folder, paths in faults start at its parent."""

    docs: Path
    raw_notes: Path
    bibliography: Path
    talks: str = "talks"
    days: str = "days"
    reading_list: str = "reading-list"
    home: str = "index"

    @property
    def people(self) -> Path:
        """The registry of people."""
        return self.docs / "_data" / "people.yaml"

    @property
    def projects(self) -> Path:
        """The registry of projects."""
        return self.docs / "_data" / "projects.yaml"

    def name(self, file: Path) -> str:
        """Return the name of a file in messages."""
        return posixpath.relpath(file.resolve().as_posix(), self.docs.resolve().parent.as_posix())


@dataclass
class _Loader:
    """The work of one ``load``: pages by document name, and the faults found so far.

    ``unreadable`` has the pages of which one fault has said that they cannot be read, and the two
    flags say it of other files: what would follow from that is no fault of its own.
    """

    sources: Sources
    faults: list[Fault] = field(default_factory=list)
    pages: dict[str, SourcePage] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    people_are_known: bool = True
    raw_is_known: bool = True
    unknown_people: set[str] = field(default_factory=set)  # or those whose entry is at fault

    def fault(self, path: str, line: int, message: str, mend: str) -> None:
        self.faults.append(Fault(path, line, message, mend))


def load(sources: Sources) -> tuple[Catalogue, list[Fault]]:
    """Return the catalogue of the sources, and all their faults in the order of files and lines.

    The catalogue has what could be read, so that a build can go on and find more.
    """
    loader = _Loader(sources)
    raw = _read_raw(loader)
    catalogue = Catalogue(raw, reading_list=sources.reading_list)
    _read_pages(loader)
    people = read_people(sources.people, sources.name(sources.people))
    projects = read_projects(sources.projects, sources.name(sources.projects))
    loader.faults += people.faults + projects.faults
    loader.people_are_known = people.readable
    catalogue.people, catalogue.projects = people.entries, projects.entries
    catalogue.reading, faults = read_bibliography(
        sources.bibliography, sources.name(sources.bibliography)
    )
    loader.faults += faults
    _check_slugs(loader)
    talks = {
        docname: _read_talk(loader, page, catalogue)
        for docname, page in loader.pages.items()
        if docname.startswith(f"{sources.talks}/")
    }
    listed = _read_toctrees(loader)
    days = [
        _read_day(loader, page, tuple(d for d in listed.get(docname, ()) if d in talks))
        for docname, page in loader.pages.items()
        if docname.startswith(f"{sources.days}/")
    ]
    catalogue.days = {
        day.docname: day for day in sorted(days, key=lambda d: (d.held_on, d.docname))
    }
    in_order = [docname for day in catalogue.days.values() for docname in day.talks]
    catalogue.talks = {docname: talks[docname] for docname in dict.fromkeys([*in_order, *talks])}
    _trace_notes(loader, catalogue)
    _check_people(loader, catalogue, people.lines)
    _check_projects(loader, catalogue, projects)
    if not any(fault.path == sources.name(sources.bibliography) for fault in loader.faults):
        _check_cites(loader, catalogue)
    return catalogue, sorted(set(loader.faults))


def _read_raw(loader: _Loader) -> RawNotes:
    file = loader.sources.raw_notes
    path = loader.sources.name(file)
    try:
        source = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        loader.fault(path, 1, "the raw notes are missing", "restore the file from git")
        loader.raw_is_known = False
        source = ""
    except UnicodeDecodeError:
        loader.fault(path, 1, "the raw notes are not UTF-8", "restore the file from git")
        loader.raw_is_known = False
        source = ""
    raw, faults = parse_raw_notes(source, path)
    loader.faults += faults
    return raw


def _read_pages(loader: _Loader) -> None:
    docs = loader.sources.docs
    for file in sorted(docs.rglob("*.md")):
        inside = file.relative_to(docs)
        if any(part.startswith("_") for part in inside.parts):
            continue
        docname = inside.with_suffix("").as_posix()
        page, faults = read_page(file, docname, loader.sources.name(file))
        loader.faults += faults
        if page is None or any("YAML is broken" in fault.message for fault in faults):
            loader.unreadable.add(docname)
        if page is not None:
            loader.pages[docname] = page


def _front_matter(
    loader: _Loader, page: SourcePage, fields: dict[str, schema.Field], what: str
) -> schema.Node:
    """Return the page's front matter, checked; an empty mapping where there is none."""
    node = page.front_matter
    if page.docname in loader.unreadable:
        return schema.Node({}, 1)
    if node is None or not isinstance(node.value, dict):
        required = ", ".join(key for key, wanted in fields.items() if wanted.required)
        loader.fault(
            page.path, 1, "the front matter is missing", f"{what} starts with ---, {required}, ---"
        )
        loader.unreadable.add(page.docname)
        return schema.Node({}, 1)
    loader.faults += schema.check(node, fields, page.path, what)
    return node


def _checked(
    loader: _Loader, node: schema.Node, key: str, fields: dict[str, schema.Field], path: str
) -> list[schema.Node]:
    """Return the mappings below a key that have what they must; what is wrong is a fault."""
    found = node.value.get(key)
    if found is None:
        return []
    items = found.value if isinstance(found.value, list) else [found]
    good = []
    for item in items:
        if not isinstance(item.value, dict):
            continue  # the field's own check has said so
        loader.faults += schema.check(item, fields, path, f"an item of '{key}'")
        if all(
            not wanted.required or (name in item.value and wanted.accepts(item.value[name]))
            for name, wanted in fields.items()
        ):
            good.append(item)
    return good


def _text(node: schema.Node, key: str, default: Any = "") -> Any:
    return node.value[key].value if key in node.value else default


def _one_of(loader: _Loader, node: schema.Node, key: str, known: Any, path: str, what: str) -> str:
    value = _text(node, key)
    if isinstance(value, str) and value and value not in known:
        loader.fault(
            path,
            node.value[key].line,
            f"unknown {what} '{value}'{nearest(value, known)}",
            f"use one of: {', '.join(known)}",
        )
    return value if isinstance(value, str) else ""


def _read_talk(loader: _Loader, page: SourcePage, catalogue: Catalogue) -> Talk:
    path = page.path
    front = _front_matter(loader, page, TALK_FIELDS, "a talk page")
    kind = _one_of(loader, front, "kind", KINDS, path, "kind")
    speakers = []
    for node in _checked(loader, front, "speakers", SPEAKER_FIELDS, path):
        source = _one_of(loader, node, "source", SPEAKER_SOURCES, path, "source")
        if not _is_known(loader, page, node, catalogue):
            continue
        if source in SPEAKER_SOURCES:
            speakers.append(Speaker(_text(node, "person"), source))
        else:
            loader.unknown_people.add(_text(node, "person"))
    links = []
    for node in _checked(loader, front, "links", LINK_FIELDS, path):
        _one_of(loader, node, "kind", LINK_KINDS, path, "kind of link")
        links.append(Link(_text(node, "kind"), _text(node, "url"), _text(node, "text")))
    programme = _checked(loader, front, "programme", PROGRAMME_FIELDS, path)
    raw_line = _text(front, "raw_line", None)
    talk = Talk(
        page.docname,
        page.title,
        kind,
        raw_line if isinstance(raw_line, int) else None,
        tuple(speakers),
        _text(programme[0], "title") if programme else "",
        _text(programme[0], "source") if programme else "",
        tuple(links),
        tuple(_read_additions(loader, page)),
    )
    if not page.title and page.docname not in loader.unreadable:
        loader.fault(path, 1, "the page has no title", "add one heading, '# …', above the notes")
    for line, text in page.stray:
        loader.fault(
            path,
            line,
            f'"{text}" is neither a note nor an addition',
            "make it a bullet, or move it into an {addition} with its source",
        )
    return talk


def _is_known(loader: _Loader, page: SourcePage, node: schema.Node, catalogue: Catalogue) -> bool:
    """Return whether a speaker is in the registry; report one who is not, or is not in the notes."""
    key = _text(node, "person")
    line = node.value["person"].line
    person = catalogue.people.get(key)
    if person is None:
        loader.unknown_people.add(key)
        if loader.people_are_known:
            people = loader.sources.name(loader.sources.people)
            loader.fault(
                page.path,
                line,
                f"unknown person '{key}'{nearest(key, catalogue.people)}",
                f"correct the key, or add the person to {people}",
            )
        return False
    section = catalogue.raw.sections.get(_text(page.front_matter or node, "raw_line", 0))
    if _text(node, "source") == "notes" and section and not _names(section, key, catalogue):
        loader.fault(
            page.path,
            line,
            f"the raw lines of this talk do not name '{person.name}'",
            "use 'source: programme', or add the spelling of the notes to the person",
        )
    return True


def _names(section: RawSection, key: str, catalogue: Catalogue) -> bool:
    """Return whether the raw lines of a section name a person."""
    typed = "\n".join(line.text for line in (section.heading, *section.bullets))
    return any(mention.key == key for mention in catalogue.person_names.find(typed))


def _read_additions(loader: _Loader, page: SourcePage) -> list[Addition]:
    additions: list[Addition] = []
    for directive in page.directives:
        if directive.name != "addition":
            continue
        if directive.argument in [addition.id for addition in additions]:
            message = f"two additions have the id '{directive.argument}'"
            loader.fault(page.path, directive.line, message, "give one of the two another id")
        numbers = directive.options.get("lines", "").replace(",", " ").split()
        lines = tuple(int(number) for number in numbers if number.isdecimal())
        cites = tuple(key for _, key in directive.cites())
        additions.append(Addition(directive.argument, lines, cites, directive.text()))
    return additions


def _check_slugs(loader: _Loader) -> None:
    """Report talks whose file name is no slug, and drop one of two that would have one address."""
    start = f"{loader.sources.talks}/"
    seen: dict[str, SourcePage] = {}
    by_address = sorted(  # the page at the usual path first: it is the other one that is in the way
        (docname for docname in loader.pages if docname.startswith(start)),
        key=lambda docname: (docname.count("/"), docname),
    )
    for docname in by_address:
        page = loader.pages[docname]
        slug = docname.removeprefix(start).removesuffix("/index").rpartition("/")[2]
        if other := seen.get(slug.casefold()):
            message = f"two talks have the slug '{slug.casefold()}': this one and {other.path}"
            loader.fault(page.path, 1, message, "rename one of the two files")
            del loader.pages[docname]
            loader.unreadable.add(docname)
        elif docname != f"{start}{slug}" or not SLUG.fullmatch(slug):
            loader.fault(
                page.path,
                1,
                f"'{docname.removeprefix(start)}' is no slug",
                f"name the file {start}<slug>.md, with lower-case letters, digits and hyphens",
            )
        seen.setdefault(slug.casefold(), page)


def _read_toctrees(loader: _Loader) -> dict[str, list[str]]:
    """Return the document names that each page's toctrees list, and check each has one parent."""
    sources = loader.sources
    listed: dict[str, list[str]] = {}
    parents: dict[str, tuple[str, int]] = {}
    for docname, page in loader.pages.items():
        for line, entry in page.toctree():
            if entry == "self" or "://" in entry:
                continue
            folder = "" if entry.startswith("/") else posixpath.dirname(docname)
            target = posixpath.normpath(posixpath.join(folder, entry.lstrip("/"))).removesuffix(
                ".md"
            )
            is_talk = target.startswith(f"{sources.talks}/")
            if target not in loader.pages and target not in loader.unreadable:
                loader.fault(
                    page.path,
                    line,
                    f"'{entry}' is listed but there is no such page{nearest(target, loader.pages)}",
                    "correct the entry, or remove it",
                )
            elif target in parents:
                other, other_line = parents[target]
                what = "the talk" if is_talk else "the page"
                loader.fault(
                    page.path,
                    line,
                    f"{what} '{target}' is listed twice, first in {other}:{other_line}",
                    "keep one of the two entries",
                )
            elif is_talk and not docname.startswith(f"{sources.days}/"):
                loader.fault(
                    page.path,
                    line,
                    f"the talk '{target}' is listed outside a day",
                    f"list it in a page below {sources.days}/",
                )
                parents[target] = (page.path, line)
            else:
                parents[target] = (page.path, line)
                listed.setdefault(docname, []).append(target)
    for docname, page in loader.pages.items():
        if docname in parents or docname == sources.home or _is_orphan(page):
            continue
        if docname.startswith(f"{sources.talks}/"):
            mend = f"add '../{docname}' to the toctree of its day"
            loader.fault(page.path, 1, "the talk is in no day", mend)
        else:
            mend = f"add '{docname}' to the toctree of {sources.home}.md"
            loader.fault(page.path, 1, "the page is in no toctree", mend)
    return listed


def _is_orphan(page: SourcePage) -> bool:
    front = page.front_matter
    return bool(front and isinstance(front.value, dict) and _text(front, "orphan"))


def _read_day(loader: _Loader, page: SourcePage, talks: tuple[str, ...]) -> Day:
    front = _front_matter(loader, page, DAY_FIELDS, "a day page")
    held_on = _text(front, "held_on", None)
    return Day(
        page.docname,
        page.title,
        held_on if type(held_on) is datetime.date else datetime.date.max,
        str(_text(front, "summary")),
        talks,
    )


def _trace_notes(loader: _Loader, catalogue: Catalogue) -> None:
    """Give every note its raw line, and report each raw line and each note that is left over."""
    sources = loader.sources
    claims = []
    for docname, page in loader.pages.items():
        talk = catalogue.talks.get(docname)
        if talk is None and docname in {sources.home, sources.reading_list}:
            _front_matter(loader, page, LIST_FIELDS, "this page")
        front = page.front_matter
        if front is None or not isinstance(front.value, dict) or "raw_line" not in front.value:
            continue
        if not isinstance(front.value["raw_line"].value, int):
            loader.unreadable.add(docname)  # what it claims is not known
            continue
        left_out = _checked(loader, front, "left_out", LEFT_OUT_FIELDS, page.path) if talk else []
        catalogue.left_out |= {_text(node, "raw_line"): _text(node, "reason") for node in left_out}
        claims.append(
            Claim(
                page,
                front.value["raw_line"].value,
                front.value["raw_line"].line,
                {_text(node, "raw_line"): node.line for node in left_out},
                has_notes=talk is not None or docname == sources.reading_list,
                programme_title=talk.programme_title if talk else "",
            )
        )
    if not loader.raw_is_known:
        return
    notes, faults = trace(catalogue.raw, claims, complete=not loader.unreadable)
    loader.faults += faults
    for docname, talk in catalogue.talks.items():
        catalogue.talks[docname] = _with_notes(loader, talk, notes.get(docname, ()))
    catalogue.list_notes = notes.get(sources.reading_list, ())


def _with_notes(loader: _Loader, talk: Talk, notes: Any) -> Talk:
    page = loader.pages[talk.docname]
    numbers = {note.raw_line for note in notes}
    for directive in page.directives:
        if directive.name == "addition":
            for number in directive.options.get("lines", "").replace(",", " ").split():
                if not number.isdecimal() or int(number) not in numbers:
                    loader.fault(
                        page.path,
                        directive.line,
                        f"the addition '{directive.argument}' is about raw line {number}, "
                        "which has no note here",
                        "correct ':lines:'",
                    )
    if talk.raw_line is None and page.notes and talk.docname not in loader.unreadable:
        loader.fault(
            page.path,
            1,
            "the page has notes but no 'raw_line'",
            "add 'raw_line:' with the line of the talk's heading in the raw notes",
        )
    return replace(talk, notes=tuple(notes))


def _check_people(loader: _Loader, catalogue: Catalogue, lines: Mapping[str, int]) -> None:
    path = loader.sources.name(loader.sources.people)
    if loader.unreadable:
        return  # who speaks on a page that cannot be read is not known
    for key, person in catalogue.people.items():
        if not catalogue.talks_of(key) and not get_close_matches(key, loader.unknown_people):
            loader.fault(
                path,
                lines[key],
                f"'{person.name}' never speaks",
                f"add '{key}' to the speakers of a talk, or remove the entry",
            )


def _check_projects(loader: _Loader, catalogue: Catalogue, registry: Registry[Project]) -> None:
    path = loader.sources.name(loader.sources.projects)
    at_fault = {fault.line for fault in registry.faults}
    # What the raw notes name is missing on the pages for a reason that has been told.
    typed = "\n".join(line.text for line in catalogue.raw.lines.values())
    named = {mention.key for mention in catalogue.project_names.find(typed)}
    for key, project in catalogue.projects.items():
        line = registry.lines[key]
        known = line in at_fault or loader.unreadable
        if key not in catalogue.project_mentions and key not in named and not known:
            loader.fault(
                path,
                line,
                f"no note mentions '{project.name}'",
                "add the spelling of the notes to its 'spellings', or remove the entry",
            )
        if project.item and catalogue.reading and project.item not in catalogue.reading:
            bibliography = loader.sources.name(loader.sources.bibliography)
            loader.fault(
                path,
                line,
                f"'{project.name}' has the unknown reading item '{project.item}'"
                f"{nearest(project.item, catalogue.reading)}",
                f"correct 'item', or add the entry to {bibliography}",
            )


def _check_cites(loader: _Loader, catalogue: Catalogue) -> None:
    """Report citations of unknown keys, and groups that no bibliography lists."""
    _check_groups(loader, catalogue)
    for page in loader.pages.values():
        for line, key in page.cites:
            if key not in catalogue.reading:
                bibliography = loader.sources.name(loader.sources.bibliography)
                loader.fault(
                    page.path,
                    line,
                    f"unknown citation key '{key}'{nearest(key, catalogue.reading)}",
                    f"correct the key, or add the entry to {bibliography}",
                )


def _check_groups(loader: _Loader, catalogue: Catalogue) -> None:
    page = loader.pages.get(loader.sources.reading_list)
    if page is None:
        return
    filters = [d.options.get("filter", "") for d in page.directives if d.name == "bibliography"]
    listed = {group for text in filters for group in re.findall(r"\"([\w-]+)\"", text)}
    for group in sorted({item.group for item in catalogue.reading.values()} & set(GROUPS) - listed):
        loader.fault(
            page.path,
            1,
            f"no bibliography lists the reading items of the group '{group}'",
            f'add a bibliography with :filter: keywords % "{group}"',
        )
