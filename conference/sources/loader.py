"""Where the sources are, and the state of one reading of them: pages and faults so far."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from conference.model.faults import Fault
from .kept import Kept
from .written_pages import SourcePage


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

    @property
    def redirects(self) -> Path:
        """The old and new names of pages that moved; there may be no such file."""
        return self.docs / "_data" / "redirects.yaml"

    def name(self, file: Path) -> str:
        """Return the name of a file in messages."""
        # Asking the file system for links on the way is slow, and pages cannot be outside.
        if self.docs.is_absolute() and file.is_relative_to(self.docs) and ".." not in file.parts:
            return file.relative_to(self.docs.parent).as_posix()
        return posixpath.relpath(file.resolve().as_posix(), self.docs.resolve().parent.as_posix())


@dataclass
class Loader:
    """The work of one ``load``: pages by document name, and the faults found so far.

    ``unreadable`` has the pages of which one fault has said that they cannot be read, and the two
    flags say it of other files: what would follow from that is no fault of its own.
    """

    sources: Sources
    kept: Kept = field(default_factory=Kept)  # results of earlier builds
    faults: list[Fault] = field(default_factory=list)
    pages: dict[str, SourcePage] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    people_are_known: bool = True
    raw_is_known: bool = True
    unknown_people: set[str] = field(default_factory=set)  # or those whose entry is at fault

    def fault(self, path: str, line: int, message: str, mend: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(path, line, message, mend))
