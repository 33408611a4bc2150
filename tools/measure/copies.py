"""Makes a large conference to measure with: this one, n times, with the raw lines shifted.

The title and the reading list stay once; days and talks are numbered on.
"""

import re
import shutil
from pathlib import Path

from tools.build import ROOT

# The names that a copy has to change, and the numbers, each with what one copy adds to it.
NAME = re.compile(r"(?m)^(?:\.\./talks/|:::\{addition\} )\S+$")
RAW_LINES = r"(?m)^[ -]*raw_line: \d+$|^:lines: .*$"
DAY = r"(?m)^#+ Day \d+$"
YEAR = r"(?m)^held_on: \d+"


def write_copies(folder: Path, talks: int) -> None:
    """Write the sources of a conference with at least so many talks into an empty folder."""
    for name in ("docs", "notes"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "conference").symlink_to(ROOT / "conference")  # conf.py names its theme
    docs = folder / "docs"
    copies = -(-talks // len(list(docs.glob("talks/*.md"))))
    (raw_notes,) = (folder / "notes").glob("*.md")
    lines = raw_notes.read_text("utf-8").splitlines(keepends=True)
    sections = [number for number, line in enumerate(lines) if line.startswith("## ")]
    first, end = sections[0], sections[-1]  # the last section is the reading list
    days = sorted((docs / "days").glob("day-*.md"))

    def number_on(text: str, copy: int) -> str:
        """Return a page or the raw notes with the names, days and raw lines of a copy."""
        for numbers, step in ((RAW_LINES, end - first), (DAY, len(days)), (YEAR, 1)):
            text = add(copy * step, numbers, text)
        return NAME.sub(rf"\g<0>-{copy}", text)

    body = "".join(lines[first:end])
    bodies = [body, *(number_on(body, copy) for copy in range(1, copies))]
    raw_notes.write_text("".join([*lines[:first], *bodies, *lines[end:]]), encoding="utf-8")
    new_days = []
    for copy in range(1, copies):
        for page in (ROOT / "docs" / "talks").glob("*.md"):
            text = number_on(page.read_text("utf-8"), copy)
            (docs / "talks" / f"{page.stem}-{copy}.md").write_text(text, encoding="utf-8")
        for number, page in enumerate(days, start=1 + copy * len(days)):
            text = number_on(page.read_text("utf-8"), copy)
            (docs / "days" / f"day-{number}.md").write_text(text, encoding="utf-8")
            new_days.append(f"days/day-{number}\n")
    home, last = docs / "index.md", f"\ndays/{days[-1].stem}\n"
    text = home.read_text("utf-8").replace(last, last + "".join(new_days))
    home.write_text(text, encoding="utf-8")
    reading = docs / "reading-list.md"
    text = add((copies - 1) * (end - first), RAW_LINES, reading.read_text("utf-8"))
    reading.write_text(text, encoding="utf-8")


def add(shift: int, numbers: str, text: str) -> str:
    """Return a text with a shift added to all numbers in what a pattern finds."""
    return re.sub(
        numbers,
        lambda found: re.sub(r"\d+", lambda number: f"{int(number[0]) + shift}", found[0]),
        text,
    )
