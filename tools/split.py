"""Splits raw notes into pages: ``python -m tools.split notes/scipy-2023.md docs``.

Writes a page per talk, a page per day and the reading list, each a skeleton for its editor: front
matter with the raw line of its heading, the title, and the bullets as they were typed. A page that
exists is left alone. Nothing is written unless each bullet has exactly one page.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from conference.model.raw_notes import RawNotes, RawSection, parse_raw_notes

DAY = re.compile(r"day (\d+)", re.IGNORECASE)
RAW_LINE = re.compile(r"---\n(?:(?!---\n).*\n)*?raw_line: *(\d+)\n")
# A text that Markdown takes for a heading, a list, a quote, a rule or a fence needs a backslash.
BLOCK = re.compile(r"^(?:(\d+)(?=[.)]\s)|(?=(?:#{1,6}|[>+*-])(?:\s|$)|`{3}|~{3}|:{3}|-{3}))")
SLUG_WORDS = 6
DAY_BODY = """
```{day-summary}
```

```{day-talks}
```

```{toctree}
:hidden:

"""


class SplitError(Exception):
    """The raw notes cannot be split; the message has a line for each fault."""


def places(notes: RawNotes, existing: dict[int, str]) -> dict[int, str]:
    """Return the path of the page of each raw heading, by its line.

    *existing* has the pages that there are: they keep their names. Raises SplitError if a bullet
    would be on no page, or two headings on one.
    """
    found: dict[int, str] = {}
    faults = [
        f"{path}: {notes.path} has no heading on line {number}. "
        "Fix: correct 'raw_line:', or split into another folder."
        for number, path in existing.items()
        if number not in notes.sections
    ]

    def fault(line: int, what: str, fix: str) -> None:
        faults.append(f"{notes.path}:{line}: {what}. Fix: {fix}.")

    day = 0
    for number, section in notes.sections.items():
        level, text = section.heading.level, section.heading.text
        if level == 2:
            day = number if DAY.fullmatch(text) else 0
        path = existing.get(number, "")
        if not path and level == 2:
            path = f"days/{slugify(text)}.md" if day else "reading-list.md"
        elif not path and level == 3 and day:
            path = f"talks/{free(slugify(section.title), [*existing.values(), *found.values()])}.md"
        elif not path and level == 3:
            fault(number, "this talk is below no day", "call the heading above it 'Day 1'")
        if path and path in found.values():
            fault(number, f"a second heading for {path}", f"write a page with 'raw_line: {number}'")
        found[number] = path
        for bullet in section.bullets if level == 1 or number == day else ():
            what = "this bullet is below no talk and would be on no page"
            fault(bullet.number, what, "give it a heading of its own (###)")
    if faults:
        raise SplitError("\n".join(faults))
    return found


def slugify(title: str) -> str:
    """Return a file name for a title: its first words, lower-case ASCII letters and digits."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_title.lower().replace("'", ""))
    return "-".join(words[:SLUG_WORDS]) or "untitled"


def free(slug: str, paths: Sequence[str]) -> str:
    """Return the slug, numbered if another page has it: titles repeat."""
    taken = {Path(path).stem for path in paths}
    name, number = slug, 2
    while name in taken:
        name, number = f"{slug}-{number}", number + 1
    return name


def page(section: RawSection, talks: Sequence[str]) -> str:
    """Return the text of the page of a section; a day lists the paths of its *talks*."""
    heading = section.heading
    front, body = [f"raw_line: {heading.number}"], ""
    if heading.level == 3:
        front.insert(0, f"kind: {section.kind}")
    if heading.level == 2 and DAY.fullmatch(heading.text):
        front += ["held_on:", "summary:"]
        body = DAY_BODY + "".join(f"../{path.removesuffix('.md')}\n" for path in talks) + "```\n"
    elif section.bullets:
        bullets = (f"{'    ' * line.depth}- {escaped(line.text)}" for line in section.bullets)
        body = "\n" + "".join(f"{bullet.rstrip()}\n" for bullet in bullets)
    return "\n".join(["---", *front, "---", "", f"# {section.title or 'Untitled'}", body])


def escaped(text: str) -> str:
    """Return a text that begins no block of Markdown."""
    return BLOCK.sub(lambda found: f"{found[0]}\\", text)


def read_notes(file: Path) -> RawNotes:
    """Return the raw notes of a file. Raises SplitError if it has another form."""
    try:
        notes, faults = parse_raw_notes(file.read_text("utf-8"), file.as_posix())
    except (OSError, UnicodeDecodeError) as error:
        raise SplitError(f"{file}: cannot be read: {error}. Fix: save it as UTF-8.") from error
    if faults or not notes.sections:
        told = "\n".join(f"{fault.path}:{fault.line}: {fault}" for fault in faults)
        raise SplitError(told or f"{file}: has no heading. Fix: begin it with '# ' and a title.")
    return notes


def existing_pages(docs: Path) -> dict[int, str]:
    """Return the pages of the documentation by the raw line that their front matter has."""
    found: dict[int, str] = {}
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs).as_posix()
        if raw_line := RAW_LINE.match(file.read_text("utf-8-sig")):
            line = int(raw_line[1])
            if line in found:
                raise SplitError(
                    f"{path}: {found[line]} has raw line {line} too. Fix: correct one."
                )
            found[line] = path
    return found


def split(notes: RawNotes, docs: Path) -> list[str]:
    """Write the pages that are not there yet; return what was done, in lines. Raises SplitError."""
    existing = existing_pages(docs)
    paths = {number: path for number, path in places(notes, existing).items() if path}
    for number in paths.keys() - existing.keys():
        if (docs / paths[number]).exists():
            raise SplitError(
                f"{docs / paths[number]}: exists, and is not the page of line {number} of "
                f"{notes.path}. Fix: add 'raw_line: {number}' to it, or rename it."
            )
    talks: dict[int, list[str]] = {}
    for number, path in paths.items():
        if notes.sections[number].heading.level == 3:
            talks[max(talks)].append(path)
        else:
            talks[number] = []
    report = []
    for number, path in paths.items():
        file = docs / path
        if number not in existing:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page(notes.sections[number], talks.get(number, ())), encoding="utf-8")
        report.append(f"{'kept ' if number in existing else 'wrote'} {path}")
    bullets = sum(len(section.bullets) for section in notes.sections.values())
    kept = len(existing.keys() & paths.keys())
    return [*report, f"{len(paths) - kept} written, {kept} kept; {bullets} bullets in all"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Split a raw file; return the exit code: 1 if it cannot be split."""
    parser = argparse.ArgumentParser(
        prog="nox -s split --", description="Split raw notes into pages."
    )
    parser.add_argument("raw_notes", type=Path, help="such as notes/scipy-2023.md")
    parser.add_argument("docs", type=Path, help="the folder for the pages, such as docs")
    known = parser.parse_args(arguments)
    try:
        print(*split(read_notes(known.raw_notes), known.docs), sep="\n")
    except SplitError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
