"""The files in ``_data``: people, projects, redirects of pages that moved, related words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from conference.model.entries import Project, Registered
from conference.model.faults import Fault

from .checked_yaml import NO_YAML, Yaml, check, compose

ROW = re.compile(r"""["']?([^\s"':#]+)["']?: \[([^\[\]]+)\]""")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Entry = TypeVar("Entry")
Named = TypeVar("Named", bound=Registered)


@dataclass
class Registry(Generic[Entry]):
    """The entries of a file by key, the line of each key, and what is wrong with the file."""

    path: str  # what messages call it
    lines: dict[str, int]  # of faulty entries too
    faults: list[Fault]
    entries: dict[str, Entry] = field(default_factory=dict)


def read_text(file: Path, path: str) -> tuple[str | None, list[Fault]]:
    """Return the text of a file, or None and why it cannot be read."""
    try:
        return file.read_bytes().decode("utf-8-sig"), []
    except FileNotFoundError:
        return None, [Fault(path, 1, "the file is missing", "restore it from git")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"the file is not UTF-8 (byte 0x{error.object[error.start]:02x})"
        return None, [Fault(path, line, message, "save it in UTF-8")]


def read_registry(file: Path, path: str, model: type[Named], what: str) -> Registry[Named]:
    """Return the entries in *file*; messages call the file *path* and an entry *what*."""
    root, faults = _compose(file, path)
    lines = {key: root.line_of(key) for key in root.data}
    registry: Registry[Named] = Registry(path, lines, faults)
    for key, line in lines.items():
        if not SLUG.fullmatch(key):
            message, fix = f"the key '{key}' is not a slug", "use lower-case letters, digits and -"
            registry.faults.append(Fault(path, line, message, fix))
        entry, wrong = check(model, root, path, what, (key,))
        registry.faults += wrong
        if entry:
            registry.entries[key] = entry
    registry.faults += _claims(registry)
    return registry


def read_redirects(file: Path, path: str) -> Registry[str]:
    """Return the new name of each page that moved, by its old one."""
    root, faults = _compose(file, path) if file.is_file() else (NO_YAML, [])
    moved = {old: str(new) for old, new in root.data.items()}
    return Registry(path, {old: root.line_of(old) for old in moved}, faults, moved)


def read_related_words(file: Path, path: str) -> Registry[list[str]]:
    """Return the words of the notes that say what each word of the file does.

    Its rows are YAML, and thousands: they are read line by line, in a hundredth of the time.
    """
    text, faults = read_text(file, path) if file.is_file() else ("", [])
    registry: Registry[list[str]] = Registry(path, {}, faults)
    for number, line in enumerate((text or "").splitlines(), start=1):
        row = ROW.fullmatch(line)
        if row and row[1] not in registry.lines:
            registry.lines[row[1]] = number
            registry.entries[row[1]] = [word.strip("\"' ") for word in row[2].split(",")]
        elif row:
            message = f"'{row[1]}' has a row in line {registry.lines[row[1]]} already"
            faults.append(Fault(path, number, message, "make one row of the two"))
        elif line and not line.startswith("#"):
            fix = "write it as in 'attorney: [lawyer, subpoenas]'"
            faults.append(Fault(path, number, f"'{line}' is not a row of related words", fix))
    return registry


def _compose(file: Path, path: str) -> tuple[Yaml, list[Fault]]:
    """Return the mapping in a file: an empty one where there is none."""
    source, faults = read_text(file, path)
    root, wrong = compose(source or "", path)
    return root if root and isinstance(root.data, dict) else NO_YAML, faults + wrong


def _claims(registry: Registry[Named]) -> Iterator[Fault]:
    """Yield a fault for each spelling that two entries claim."""
    claimed: dict[str, str] = {}
    for key, entry in registry.entries.items():
        aliases = entry.aliases if isinstance(entry, Project) else ()
        for spelling in (entry.name, *entry.spellings, *aliases):
            other = claimed.setdefault(spelling.casefold(), key)
            if other != key:
                message = f"'{other}' and '{key}' both claim the spelling '{spelling}'"
                yield Fault(
                    registry.path, registry.lines[key], message, "keep it in one of the two"
                )
