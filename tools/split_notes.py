"""Splits raw notes into pages: ``python -m tools.split_notes notes/scipy-2023.md docs``.

Writes a page per talk, a page per day and the reading list, each a skeleton for its editor: front
matter with the raw line of its heading, the title, and the bullets as they were typed. A raw heading
that a page has already is left alone, whatever was made of the page since; so is every file that
exists. Run again, it changes nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from conference.model.raw_notes import RawSection, parse_raw_notes
from conference.sources.written_pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conference.model.raw_notes import RawNotes

DAY = re.compile(r"day (\d+)", re.IGNORECASE)
SLUG_WORDS = 6


@dataclass(frozen=True)
class Page:
    """A page to write: its path below the documentation folder, the raw heading it is made from."""

    path: str
    raw_line: int
    text: str


@dataclass
class Report:
    """What was done, file by file."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the report as lines, and their count."""
        lines = [f"wrote {path}" for path in self.written] + [f"kept  {path}" for path in self.kept]
        return "\n".join([*lines, f"{len(self.written)} written, {len(self.kept)} kept"])


def slugify(title: str) -> str:
    """Return a file name for a title: its first words, lower-case ASCII letters and digits."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_title.lower().replace("'", ""))
    return "-".join(words[:SLUG_WORDS]) or "untitled"


def split(notes: RawNotes, existing: dict[int, str]) -> list[Page]:
    """Return the pages of raw notes.

    *existing* has the pages that are there already, by the raw line of their heading: days list
    these under their own names.
    """
    pages: list[Page] = []
    taken = {Path(path).stem for path in existing.values()}
    day: RawSection | None = None
    talks: dict[int, list[str]] = {}
    for number, section in notes.sections.items():
        if section.heading.level == 2:
            day = section if DAY.fullmatch(section.heading.text) else None
            if day:
                talks[number] = []
            else:
                path = existing.get(number, "reading-list.md")
                pages.append(Page(path, number, _skeleton(section, ["raw_line: {number}"])))
        elif section.heading.level == 3 and day:
            path = existing.get(number) or f"talks/{_free(slugify(section.title), taken)}.md"
            talks[day.heading.number].append(path)
            front = [f"kind: {section.kind}", "raw_line: {number}"]
            pages.append(Page(path, number, _skeleton(section, front)))
    for number, paths in talks.items():
        section = notes.sections[number]
        path = existing.get(number, f"days/{slugify(section.heading.text)}.md")
        pages.append(Page(path, number, _day_skeleton(section, paths)))
    return pages


def _free(slug: str, taken: set[str]) -> str:
    """Return the slug, numbered where another talk has it: letters and titles repeat."""
    name, number = slug, 2
    while name in taken:
        name, number = f"{slug}-{number}", number + 1
    taken.add(name)
    return name


def _skeleton(section: RawSection, front: Sequence[str]) -> str:
    heading = section.heading
    lines = ["---", *(line.format(number=heading.number) for line in front), "---", ""]
    lines.append(f"# {section.title or 'Untitled'}")
    bullets = [f"{'    ' * line.depth}- {line.text}".rstrip() for line in section.bullets]
    return "\n".join([*lines, *([""] if bullets else []), *bullets, ""])


def _day_skeleton(section: RawSection, paths: Sequence[str]) -> str:
    entries = [f"../{path.removesuffix('.md')}" for path in paths]
    return "\n".join(
        [
            "---",
            f"raw_line: {section.heading.number}",
            "held_on:",
            "summary:",
            "---",
            "",
            f"# {section.heading.text}",
            "",
            "```{day-summary}",
            "```",
            "",
            "```{day-talks}",
            "```",
            "",
            "```{toctree}",
            ":hidden:",
            "",
            *entries,
            "```",
            "",
        ]
    )


def existing_pages(docs: Path) -> dict[int, str]:
    """Return the pages below a documentation folder by the raw line that their front matter has."""
    return dict(_claims(docs))


def _claims(docs: Path) -> Iterator[tuple[int, str]]:
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs).as_posix()
        page, _ = read_page(file, path.removesuffix(".md"), path)
        front = page.front_matter if page else None
        if front and isinstance(front.value, dict) and "raw_line" in front.value:
            raw_line = front.value["raw_line"].value
            if isinstance(raw_line, int):
                yield raw_line, path


def write(pages: Sequence[Page], docs: Path, existing: dict[int, str]) -> Report:
    """Write the pages that are not there yet, and say what was done."""
    report = Report()
    for page in pages:
        file = docs / page.path
        if page.raw_line in existing or file.exists():
            report.kept.append(page.path)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.text, encoding="utf-8")
        report.written.append(page.path)
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Split a raw file; return the exit code: 1 where it cannot be read as raw notes."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.split_notes", description="Split raw notes into pages."
    )
    parser.add_argument("raw_notes", type=Path, help="such as notes/scipy-2023.md")
    parser.add_argument("docs", type=Path, help="the folder for the pages, such as docs")
    known = parser.parse_args(arguments)
    try:
        source = known.raw_notes.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{known.raw_notes} cannot be read: {error}", file=sys.stderr)
        return 1
    notes, faults = parse_raw_notes(source, str(known.raw_notes))
    if faults:
        for fault in faults:
            print(f"{fault.path}:{fault.line}: {fault}", file=sys.stderr)
        return 1
    existing = existing_pages(known.docs)
    print(write(split(notes, existing), known.docs, existing))
    return 0


if __name__ == "__main__":
    sys.exit(main())
