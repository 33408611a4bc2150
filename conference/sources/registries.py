"""The registries of people and of projects: each name described once, with its spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from . import checked_yaml as schema
from conference.model.faults import Fault
from conference.model.catalogue import Person, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

PERSON_FIELDS = {
    "name": schema.text(required=True),
    "spellings": schema.texts(),
    "affiliation": schema.mapping(),
}
AFFILIATION_FIELDS = {
    "name": schema.text(required=True),
    "source": schema.address(required=True),
}
PROJECT_FIELDS = {
    "name": schema.text(required=True),
    "spellings": schema.texts(),
    "raw_spellings": schema.texts(),
    "url": schema.address(required=True),
    "description": schema.text(required=True),
    "item": schema.text(),
    "except": schema.texts(),
    "aliases": schema.texts(),
}

Entry = TypeVar("Entry", Person, Project)


@dataclass
class Registry(Generic[Entry]):
    """The entries of a registry by key, the line of each, and what is wrong with the file.

    ``readable`` is false where the file is missing or broken: then nothing is known of its keys.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    readable: bool = True


def read_people(file: Path, path: str) -> Registry[Person]:
    """Return the registry of people in *file*, which messages call *path*."""
    return _read(file, path, "a person", PERSON_FIELDS, _person)


def read_projects(file: Path, path: str) -> Registry[Project]:
    """Return the registry of projects in *file*, which messages call *path*."""
    return _read(file, path, "a project", PROJECT_FIELDS, _project)


def _read(
    file: Path,
    path: str,
    what: str,
    fields: Mapping[str, schema.Field],
    make: Callable[[str, schema.Node], Entry],
) -> Registry[Entry]:
    registry: Registry[Entry] = Registry()
    if not file.is_file():
        registry.readable = False
        registry.faults.append(Fault(path, 1, "the file is missing", "restore it from git"))
        return registry
    try:
        root, registry.faults = schema.compose(file.read_text("utf-8"), path)
    except UnicodeDecodeError:
        root = None
        registry.faults.append(Fault(path, 1, "the file is not UTF-8", "save it in UTF-8"))
    if root is None or not isinstance(root.value, dict):
        registry.readable = not registry.faults
        return registry
    for key, node in root.value.items():
        line = root.key_lines[key]
        if not SLUG.fullmatch(key):
            mend = "use lower-case letters, digits and hyphens"
            registry.faults.append(Fault(path, line, f"the key '{key}' is no slug", mend))
        if not isinstance(node.value, dict):
            message = f"'{key}' must be a mapping of keys to values"
            registry.faults.append(Fault(path, line, message, "add 'name:' below it"))
            continue
        registry.faults += schema.check(node, fields, path, what)
        if "affiliation" in node.value and isinstance(node.value["affiliation"].value, dict):
            registry.faults += schema.check(
                node.value["affiliation"], AFFILIATION_FIELDS, path, "an affiliation"
            )
        registry.entries[key] = make(key, node)
        registry.lines[key] = line
    registry.faults += _claims(registry.entries, registry.lines, path)
    return registry


def _claims(
    entries: Mapping[str, Person] | Mapping[str, Project], lines: Mapping[str, int], path: str
) -> Iterator[Fault]:
    """Yield a fault for each spelling that two entries claim."""
    claimed: dict[str, str] = {}
    for key, entry in entries.items():
        aliases = entry.aliases if isinstance(entry, Project) else ()
        for spelling in (entry.name, *entry.spellings, *aliases):
            other = claimed.setdefault(spelling.casefold(), key)
            if other != key:
                message = f"'{other}' and '{key}' both claim the spelling '{spelling}'"
                yield Fault(path, lines[key], message, "keep it in one of the two")


def _text(node: schema.Node, key: str) -> str:
    return str(node.value[key].value) if key in node.value else ""


def _texts(node: schema.Node, key: str) -> tuple[str, ...]:
    found = node.value.get(key)
    return (
        tuple(str(t.value) for t in found.value) if found and isinstance(found.value, list) else ()
    )


def _person(key: str, node: schema.Node) -> Person:
    affiliation = node.value.get("affiliation")
    where = (
        affiliation if affiliation and isinstance(affiliation.value, dict) else schema.Node({}, 0)
    )
    return Person(
        key,
        _text(node, "name"),
        _texts(node, "spellings"),
        _text(where, "name"),
        _text(where, "source"),
    )


def _project(key: str, node: schema.Node) -> Project:
    return Project(
        key,
        _text(node, "name"),
        _texts(node, "spellings"),
        _texts(node, "raw_spellings"),
        _text(node, "url"),
        _text(node, "description"),
        _text(node, "item"),
        _texts(node, "except"),
        _texts(node, "aliases"),
    )
