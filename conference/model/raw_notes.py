"""The raw notes: headings, and under each its bullets. Never edited, so line numbers are for good."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from .faults import Fault

HEADING = re.compile(r"(#{1,3}) (\S.*)")
BULLET = re.compile(r"((?: {4})*)-(?: (.*))?")

LETTER = re.compile(r"[A-Z]\.\s*")
# The session that a heading names, and the kind of talk that it means. Stutters included: this
# reads what was typed.
SESSIONS = (
    (re.compile(r"keynote(?: - |$)", re.IGNORECASE), "keynote"),
    (re.compile(r"light[a-z]*g talks - ", re.IGNORECASE), "lightning"),
    (re.compile(r"tools - ", re.IGNORECASE), "plenary"),
)


@dataclass(frozen=True)
class RawLine:
    """One line of the raw notes that is not blank: ``level`` is 1 to 3 for headings, 0 for bullets.

    ``depth`` is how deep a bullet is nested, from 0; ``text`` is the line without its marker.
    """

    number: int
    text: str
    level: int = 0
    depth: int = 0

    @property
    def source(self) -> str:
        """The line as it stands in the file."""
        if self.level:
            return f"{'#' * self.level} {self.text}"
        return f"{'    ' * self.depth}- {self.text}".rstrip()


@dataclass(frozen=True)
class RawSection:
    """A heading and the bullets below it, up to the next heading."""

    heading: RawLine
    bullets: list[RawLine] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading without its letter and without the session that it names."""
        title = LETTER.sub("", self.heading.text, count=1)
        for pattern, _ in SESSIONS:
            if found := pattern.match(title):
                return title[found.end() :]
        return title

    @property
    def kind(self) -> str:
        """The kind of talk that the heading names: ``talk`` where it names none."""
        heading = LETTER.sub("", self.heading.text, count=1)
        if heading.lower().endswith("tools plenary"):
            return "plenary"
        return next((kind for pattern, kind in SESSIONS if pattern.match(heading)), "talk")


@dataclass(frozen=True)
class RawNotes:
    """A whole raw file. ``blank`` has the numbers of its blank lines."""

    path: str
    sections: dict[int, RawSection]  # by the line of the heading
    blank: list[int]

    @cached_property
    def lines(self) -> dict[int, RawLine]:
        """Every heading and bullet, by its number."""
        return {
            line.number: line
            for section in self.sections.values()
            for line in (section.heading, *section.bullets)
        }


def parse_raw_notes(source: str, path: str) -> tuple[RawNotes, list[Fault]]:
    """Return the raw notes in *source*, and a fault for each line of no known form."""
    notes = RawNotes(path, {}, [])
    faults: list[Fault] = []
    section: RawSection | None = None
    for number, line in enumerate(source.splitlines(), start=1):
        if not line.strip():
            notes.blank.append(number)
        elif heading := HEADING.fullmatch(line):
            section = RawSection(RawLine(number, heading[2], level=len(heading[1])))
            notes.sections[number] = section
        elif (bullet := BULLET.fullmatch(line)) and section:
            depth = len(bullet[1]) // 4
            section.bullets.append(RawLine(number, bullet[2] or "", depth=depth))
        else:
            faults.append(
                Fault(
                    path,
                    number,
                    f'raw line {number} is neither a heading nor a bullet below one: "{line}"',
                    "raw notes are headings (#, ##, ###) and bullets (-) indented by four spaces",
                )
            )
    return notes, faults
