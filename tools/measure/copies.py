"""Makes a large conference to measure with: this one, n times, with the raw lines shifted.

The title and the reading list stay once; days and talks are numbered on.
"""

import re
import shutil
from pathlib import Path

from tools.build import ROOT

RAW_LINE = re.compile(r"(?m)^([ -]*raw_line: )(\d+)$")
ADDITION = re.compile(r"(?m)^(:::\{addition\} )(\S+)\n(:lines: )(.*)$")
DAY = re.compile(r"(?m)^(#+ Day )(\d+)$")
HELD_ON = re.compile(r"(?m)^(held_on: )(\d+)")
IN_TOCTREE = re.compile(r"(?m)^\.\./talks/(\S+)$")


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
        """Return a page or the raw notes with the days and raw lines of a copy."""
        shift = copy * (end - first)
        text = RAW_LINE.sub(lambda found: f"{found[1]}{int(found[2]) + shift}", text)
        text = DAY.sub(lambda found: f"{found[1]}{int(found[2]) + copy * len(days)}", text)
        text = HELD_ON.sub(lambda found: f"{found[1]}{int(found[2]) + copy}", text)
        text = IN_TOCTREE.sub(rf"../talks/\1-{copy}", text)
        return ADDITION.sub(
            lambda found: (
                f"{found[1]}{found[2]}-{copy}\n{found[3]}"
                + re.sub(r"\d+", lambda line: str(int(line[0]) + shift), found[4])
            ),
            text,
        )

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
    shift = (copies - 1) * (end - first)
    text = reading.read_text("utf-8")
    text = RAW_LINE.sub(lambda found: f"{found[1]}{int(found[2]) + shift}", text)
    reading.write_text(text, encoding="utf-8")
