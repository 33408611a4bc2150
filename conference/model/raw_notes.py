"""The raw notes: headings, and under each its bullets. Never edited, so line numbers are for good."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .faults import Fault

HEADING = re.compile(r" {0,3}(#{1,3})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*")
MARKER = re.compile(r"[-*+•](?=\s|$)\s*")
FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")
ALMOST = re.compile(r" {0,3}(#{2,6})([^#\s].*)")  # a heading but for a space
UNDERLINE = re.compile(r"=+|-{2,}")
RULE = re.compile(r"(?=.*[-*_=:])[-*_=|:+\s]{3,}")  # between paragraphs, or rows of a table
NEW_LINE = re.compile(r"\r\n|\r|\n")  # what editors count, unlike str.splitlines()
TAB = 4
Form = Literal["", "code", "fence", "rule", "empty"]

LETTER = re.compile(r"^(?:[A-Z]\.\s*|\d+\.\s+)")
BREAK = r"(?: [-–—]|:) "  # between a session and a title
# The session that a heading names, and the kind of talk that it means. Stutters included: this
# reads what was typed.
SESSIONS = (
    (re.compile(r"(?=.*tools plenary$)", re.IGNORECASE), "plenary"),
    (re.compile(rf"keynote(?:{BREAK}|$)", re.IGNORECASE), "keynote"),
    (re.compile(rf"light[a-z]*g talks?(?:{BREAK}|$)", re.IGNORECASE), "lightning"),
    (re.compile(r"tools - ", re.IGNORECASE), "plenary"),
)


@dataclass(frozen=True)
class RawLine:
    """One line of the raw notes that is not blank. What is not a heading counts as a bullet."""

    number: int
    text: str  # without its marker
    source: str  # as it stands in the file
    level: int = 0  # 1 to 3 for headings, 0 for bullets
    depth: int = 0  # how deep it is nested
    form: Form = ""  # what else it is than a note in words

    @property
    def is_noted(self) -> bool:
        """Whether a note is to be made from it."""
        return not self.level and self.form in ("", "code")


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
        return next((kind for pattern, kind in SESSIONS if pattern.match(heading)), "talk")


@dataclass(frozen=True)
class RawNotes:
    """A whole raw file."""

    path: str
    sections: dict[int, RawSection]  # by the line of the heading
    blank: list[int]  # numbers of blank lines

    @cached_property
    def lines(self) -> dict[int, RawLine]:
        """Every heading and bullet, by its number."""
        return {
            line.number: line
            for section in self.sections.values()
            for line in (section.heading, *section.bullets)
        }


class _Reader:
    """Reads raw notes line by line, and knows what it is in."""

    def __init__(self, path: str) -> None:
        self.notes = RawNotes(path, {}, [])
        self.faults: list[Fault] = []
        self.section: RawSection | None = None
        self.indents: list[int] = []  # of the bullets that the next one may stand below
        self.fence, self.opened = "", 0  # what ends the code, and where it began
        self.above = ""  # the line above, if it is a paragraph's

    def fault(self, number: int, what: str, fix: str) -> None:
        self.faults.append(Fault(self.notes.path, number, f"raw line {number} {what}", fix))

    def read(self, number: int, line: str) -> None:
        """Read the next line."""
        text = line.strip()
        above, self.above = self.above, ""
        if not text:
            self.notes.blank.append(number)
        elif not self.fence and (heading := HEADING.fullmatch(line)):
            self.section = RawSection(RawLine(number, heading[2], line, level=len(heading[1])))
            self.notes.sections[number] = self.section
            self.indents = []
        elif self.section is None:
            what = f'is above the first heading: "{text}"'
            fix = "begin the raw notes with '# ' and a title; delete front matter"
            self.fault(number, what, fix)
        elif not self.fence and (almost := ALMOST.fullmatch(line)):
            what = f'is nearly a heading: "{text}"'
            self.fault(number, what, f"put a space behind {almost[1]}, or a '- ' in front")
        elif above and UNDERLINE.fullmatch(text):
            what = f'makes a heading of the line above it: "{above}"'
            fix = f"write '## {above}' there, or leave a blank line between if this is a rule"
            self.fault(number, what, fix)
        else:
            text, form = self.bullet(number, line, text)
            depth = max(len(self.indents) - 1, 0)
            self.section.bullets.append(RawLine(number, text, line, 0, depth, form))

    def bullet(self, number: int, line: str, text: str) -> tuple[str, Form]:
        """Return the text of a line that is no heading, and its form."""
        if self.fence:
            is_end = text.startswith(self.fence) and not text.strip(self.fence[0])
            self.fence = "" if is_end else self.fence
            return text, "fence" if is_end else "code"
        marker = MARKER.match(text)
        rest = text[marker.end() :] if marker else text
        if fence := FENCE.fullmatch(rest):
            self.fence, self.opened = fence[1], number
            return text, "fence"
        if RULE.fullmatch(text):
            return text, "rule"
        indented = line.expandtabs(TAB)
        indent = len(indented) - len(indented.lstrip())
        self.indents = [*(other for other in self.indents if other < indent), indent]
        if not marker:
            self.above = text
            return text, ""
        return rest, "" if rest else "empty"


def parse_raw_notes(source: str, path: str) -> tuple[RawNotes, list[Fault]]:
    """Return the raw notes in *source*, and a fault for each line that has no place in them."""
    reader = _Reader(path)
    lines = NEW_LINE.split(source.removeprefix("\ufeff"))
    if not lines[-1]:
        lines.pop()  # a file ends with a new line: there is no line behind it
    for number, line in enumerate(lines, start=1):
        reader.read(number, line)
    if reader.fence:
        what = "begins code that has no end"
        reader.fault(reader.opened, what, f"end the code with a line of {reader.fence}")
    return reader.notes, reader.faults
