"""Writes a project of any size: ``python -m tools.synthetic --talks 1000 --days 84 FOLDER``.

For measuring how builds and search grow. The folder gets the project's own settings, extension and
standing pages, and around them invented talks, days, people, projects and reading items, with the
raw notes that they would have been made from, misspellings included. The same seed writes the same
bytes, and ``python -m tools.build`` finds nothing wrong with them.
"""

from __future__ import annotations

import argparse
import datetime
import random
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tools.build import ROOT
from tools.invented_words import Words, misspelt

if TYPE_CHECKING:
    from collections.abc import Sequence

TALKS_OF_A_DAY = 12
MOST_DAYS_ON_A_PAGE = 5  # with more, corrections and raw notes have a page for each
RAW_NOTES = "notes/scipy-2023.md"  # where the project's own settings look for them
KINDS = ("keynote", "plenary", "talk", "talk", "talk", "talk", "lightning")
SESSIONS = {"keynote": "Keynote - ", "plenary": "tools - ", "lightning": "Lightning Talks - "}
GROUPS = ("book", "article", "pep", "standard", "legislation", "software", "site", "concept")
LINKS = ("video", "slides", "paper", "repository")
NOTES_OF_A_TALK = 8
DAYS_OF_A_CONFERENCE = 3
FIRST_DAY = datetime.date(2023, 7, 12)
BETWEEN_CONFERENCES = datetime.timedelta(days=60)
MOST_PROJECTS = 400
QUOTED = 5
HOME = """\
---
raw_line: 1
---

# SciPy 2023

One attendee's notes: {{count}}`notes` notes on {{count}}`talks` talks.
[How they were edited](about/index.md) is written down.

{days}

## All days

```{{days}}
```

## Ways in

- [People](people.md): {{count}}`people` speakers with their talks
- [Projects](projects.md): {{count}}`projects` libraries, tools and organisations
- [Things to Google / Read](reading-list.md): {{count}}`reading` books, articles, PEPs and projects

## Worth quoting

```{{quoted-notes}} {quoted}
```

```{{toctree}}
:hidden:

{toctree}
people
projects
Reading list <reading-list>
about/index
```
"""
DAY = """\
---
raw_line: {raw_line}
held_on: {held_on}
summary: {summary}
---

# {title}

```{{day-summary}}
```

```{{day-talks}}
```

```{{toctree}}
:hidden:

{toctree}
```
"""


@dataclass(frozen=True)
class Person:
    """Somebody who speaks; ``typed`` is how the raw notes write the name."""

    key: str
    name: str
    typed: str


@dataclass(frozen=True)
class Named:
    """A project: its name, and the key of its reading item, which may be empty."""

    key: str
    name: str
    item: str


@dataclass(frozen=True)
class Bullet:
    """One note: what was typed, and what the page makes of it."""

    depth: int
    typed: str
    page: str


@dataclass
class Raw:
    """The raw notes as they grow; ``add`` returns the number of the line."""

    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> int:
        """Append a line."""
        self.lines.append(line)
        return len(self.lines)


class Site:
    """The invented project: made as a whole by ``write``."""

    def __init__(self, folder: Path, talks: int, days: int, seed: int) -> None:
        self.folder = folder
        self.talks = talks
        self.days = days
        self.rng = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
        pages = sorted((ROOT / "docs" / "talks").glob("*.md"))
        notes = (page.read_text(encoding="utf-8").rpartition("\n---\n")[2] for page in pages)
        self.words = Words(self.rng, "\n".join(notes))
        self.raw = Raw()
        self.people = self._people(max(1, talks * 4 // 5))
        self.items = [self.words.new() for _ in range(max(len(GROUPS), min(500, talks // 5)))]
        self.projects = self._projects(min(MOST_PROJECTS, max(2, talks * 3 // 20)))
        self.quoted: list[int] = []
        self._slugs: set[str] = set()

    def _people(self, count: int) -> list[Person]:
        people: dict[str, Person] = {}
        families = [self.words.new().capitalize() for _ in range(count)]
        given = [self.words.new((1, 2)).capitalize() for _ in range(max(5, count // 4))]
        for family in families:
            name = f"{self.rng.choice(given)} {family}"
            typed = name.lower() if self.rng.random() < 0.3 else name
            if self.rng.random() < 0.15:
                typed = misspelt(typed, self.rng)
            people[name] = Person(name.lower().replace(" ", "-"), name, typed)
        return list(people.values())

    def _projects(self, count: int) -> list[Named]:
        projects = []
        for number in range(count):
            key = self.words.new()
            name = self.rng.choice((key, key.capitalize(), f"py{key}"))
            item = self.items[number] if number < len(self.items) and number % 3 == 0 else ""
            projects.append(Named(key, name, item))
        return projects

    def write(self) -> None:
        """Write all files. Raises FileExistsError where the folder is not empty."""
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise FileExistsError(f"{self.folder} is not empty")
        self._copy()
        self.raw.add("# SciPy 2023")
        slugs = self._days()
        if self.days > MOST_DAYS_ON_A_PAGE:
            self._parts(slugs)
        self._reading_list()
        self._home(slugs)
        self._registries()
        self._bibliography()
        self._text(RAW_NOTES, "\n".join([*self.raw.lines, ""]))

    def _text(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")

    def _copy(self) -> None:
        """Copy what does not depend on the talks: settings, extension, styles, standing pages."""
        docs = self.folder / "docs"
        for name in ("_extra", "about"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / "docs" / name, docs / name, ignore=ignored)
        for name in ("conf.py", "people.md", "projects.md", "search.md"):
            shutil.copy(ROOT / "docs" / name, docs / name)

    # -- Days and talks --

    def _days(self) -> list[str]:
        """Write days and their talks; return the document names of the days."""
        names = []
        ends = [self.talks * number // self.days for number in range(self.days + 1)]
        for number in range(1, self.days + 1):
            conference, day = divmod(number - 1, DAYS_OF_A_CONFERENCE)
            held_on = FIRST_DAY + conference * BETWEEN_CONFERENCES + datetime.timedelta(days=day)
            self.raw.add("")
            raw_line = self.raw.add(f"## Day {number}")
            talks = [self._talk(talk, ends[number - 1]) for talk in range(*ends[number - 1 :][:2])]
            names.append(f"days/day-{number}")
            self._text(
                f"docs/{names[-1]}.md",
                DAY.format(
                    raw_line=raw_line,
                    held_on=held_on,
                    summary=f"{self._sentence(12)}.",
                    title=f"Day {number}",
                    toctree="\n".join(f"../talks/{slug}" for slug in talks),
                ),
            )
        return names

    def _parts(self, days: list[str]) -> None:
        """Give each day a page of its corrections and one of its raw notes."""
        for directive, title in (("corrections", "Corrections"), ("raw-notes", "Raw notes")):
            names = []
            for number, day in enumerate(days, start=1):
                names.append(f"{directive}/day-{number}")
                self._text(
                    f"docs/about/{names[-1]}.md",
                    f"# {title} of Day {number}\n\n```{{{directive}}} {day}\n```\n",
                )
            whole = self.folder / "docs" / "about" / f"{directive}.md"
            toctree = "\n".join(["", "```{toctree}", ":hidden:", "", *names, "```", ""])
            whole.write_text(whole.read_text("utf-8") + toctree, encoding="utf-8", newline="\n")

    def _talk(self, number: int, first: int) -> str:
        """Write a talk and its raw lines; return its slug."""
        rng = self.rng
        topic = [self.words.rare() for _ in range(6)]
        kind = "keynote" if number == first else rng.choice(KINDS[1:])
        title = self._title(topic)
        slug = self._slug(title)
        letter = chr(ord("A") + (number - first) % 26)
        typed = misspelt(title, rng) if rng.random() < 0.15 else title
        self.raw.add("")
        raw_line = self.raw.add(f"### {letter}. {SESSIONS.get(kind, '')}{typed}")
        self.raw.add("")
        speakers = [self.people[number % len(self.people)]]
        if rng.random() < 0.1:
            speakers.append(rng.choice(self.people))
        named = number % 5 != 0  # in the notes; else the programme names the speakers
        front = ["---", f"kind: {kind}", f"raw_line: {raw_line}", "speakers:"]
        for person in dict.fromkeys(speakers):
            front += [
                f"  - person: {person.key}",
                f"    source: {'notes' if named else 'programme'}",
            ]
        front += self._programme(title, slug)
        bullets = []
        if named:
            bullets = [
                Bullet(0, f"speaker: {person.typed}", f"speaker: {person.name}")
                for person in dict.fromkeys(speakers)
            ]
        bullets += self._bullets(number, topic)
        numbers = [self.raw.add(f"{'    ' * b.depth}- {b.typed}") for b in bullets]
        if number % 100 == 99:
            empty = self.raw.add("-")
            front += ["left_out:", f"  - raw_line: {empty}", "    reason: nothing was typed"]
        if len(self.quoted) < QUOTED:
            self.quoted.append(numbers[-1])
        lines = [*front, "---", "", f"# {title}", ""]
        lines += [f"{'    ' * bullet.depth}- {bullet.page}" for bullet in bullets]
        if rng.random() < 0.15:
            lines += [
                "",
                f":::{{addition}} {topic[0]}",
                f":lines: {rng.choice(numbers)}",
                f":source: https://example.org/{slug}",
                "",
                f"{self._sentence(14, topic)}.",
                ":::",
            ]
        self._text(f"docs/talks/{slug}.md", "\n".join([*lines, ""]))
        return slug

    def _title(self, topic: Sequence[str]) -> str:
        words = [*topic[:2], *self.words.text(self.rng.randint(1, 4), topic)]
        self.rng.shuffle(words)
        title = " ".join(words)
        return title[0].upper() + title[1:]

    def _slug(self, title: str) -> str:
        words = title.lower().split()[:4]
        slug, number = "-".join(words), 2
        while slug in self._slugs:
            slug, number = f"{'-'.join(words)}-{number}", number + 1
        self._slugs.add(slug)
        return slug

    def _programme(self, title: str, slug: str) -> list[str]:
        lines = []
        if self.rng.random() < 0.6:
            other = self.rng.random() < 0.3
            shown = f'"{title}: {self._sentence(5)}"' if other else f'"{title}"'
            lines += [
                "programme:",
                f"  title: {shown}",
                f"  source: https://example.org/programme/{slug}",
            ]
        kinds = [kind for kind in LINKS if self.rng.random() < 0.35]
        if kinds:
            lines.append("links:")
            for kind in kinds:
                lines += [f"  - kind: {kind}", f"    url: https://example.org/{kind}/{slug}"]
        return lines

    def _bullets(self, number: int, topic: Sequence[str]) -> list[Bullet]:
        """Return the notes of a talk: the first projects are each named by a talk of their own."""
        rng = self.rng
        bullets: list[Bullet] = []
        # A second list level stands under a first one only.
        for place in range(rng.randint(NOTES_OF_A_TALK - 3, NOTES_OF_A_TALK + 2)):
            depth = int(place > 0 and rng.random() < 0.35)
            if place == 0:
                later = range(number, len(self.projects), self.talks)
                due = [self.projects[at] for at in later] if number < len(self.projects) else []
                projects = due or ([self._popular()] if rng.random() < 0.3 else [])
            else:
                projects = [self._popular()] if rng.random() < 0.2 else []
            bullets.append(self._bullet(depth, projects, topic))
        return bullets

    def _popular(self) -> Named:
        # Squares of evenly spread numbers: few projects are named often, most seldom.
        return self.projects[int(self.rng.random() ** 2 * len(self.projects))]

    def _bullet(self, depth: int, projects: Sequence[Named], topic: Sequence[str]) -> Bullet:
        rng = self.rng
        words = self.words.text(rng.randint(3, 14), topic)
        for project in projects:
            words.insert(rng.randint(0, len(words)), project.name)
        text = typed = " ".join(words)
        if rng.random() < 0.15:
            typed = misspelt(text, rng)
            for project in projects:  # the raw notes write names as they like
                if project.name not in typed:
                    typed = text
        shape = rng.random()
        if shape < 0.12:
            text, typed = f'"{text}"', f'"{typed}"'
        elif shape < 0.2:
            code = f"{self.words.rare()}_{rng.choice(topic)}"
            text, typed = f"{text}: `{code}`", f"{typed}: {rng.choice((f'`{code}`', code))}"
        elif shape < 0.25:
            address = f"https://example.org/{self.words.rare()}/{rng.choice(topic)}"
            text, typed = f"{text} <{address}>", f"{typed} {address}"
        elif shape < 0.32:
            count = rng.randint(2, 999)
            text, typed = f"{text} ({count} of them)", f"{typed} ({count} of them)"
        if rng.random() < 0.04:
            text += f" {{cite:p}}`{rng.choice(self.items)}`"
        return Bullet(depth, typed, text)

    def _sentence(self, count: int, topic: Sequence[str] = ()) -> str:
        return " ".join(self.words.text(count, topic)).capitalize()

    # -- Everything else --

    def _reading_list(self) -> None:
        """Write the reading list: its upper part is the project's own."""
        self.raw.add("")
        raw_line = self.raw.add("## Things to Google / Read")
        self.raw.add("")
        own = (ROOT / "docs" / "reading-list.md").read_text(encoding="utf-8")
        top, heading, _ = own.partition("## As noted\n")
        noted = []
        for item in self.items[::3]:
            text = " ".join([item, *self.words.text(3)])
            self.raw.add(f"- {misspelt(text, self.rng) if self.rng.random() < 0.2 else text}")
            noted.append(f"- {text} {{cite:p}}`{item}`")
        rest = top.removeprefix("---\n").partition("---\n")[2]  # without the own list's raw line
        text = "\n".join([f"---\nraw_line: {raw_line}\n---\n{rest}{heading}", *noted, ""])
        self._text("docs/reading-list.md", text)

    def _home(self, days: Sequence[str]) -> None:
        shown = [
            f":::{{grid-item}}\n\n```{{day-summary}} {day}\n```\n\n:::\n"
            for day in days[-DAYS_OF_A_CONFERENCE:]
        ]
        grid = "\n".join(["::::{grid} 1 1 3 3", ":gutter: 4", ":class-container: days", "", *shown])
        self._text(
            "docs/index.md",
            HOME.format(
                days=f"{grid}\n::::",
                quoted=", ".join(map(str, self.quoted)),
                toctree="\n".join(days),
            ),
        )

    def _registries(self) -> None:
        people = []
        for person in self.people:
            people.append(f"{person.key}:\n  name: {person.name}")
            if person.typed.casefold() != person.name.casefold():
                people.append(f"  spellings: [{person.typed}]")
            if self.rng.random() < 0.5:
                people += [
                    f"  affiliation:\n    name: {self._sentence(3)}",
                    f"    source: https://example.org/people/{person.key}",
                ]
        self._text("docs/_data/people.yaml", "\n".join([*people, ""]))
        projects = []
        for project in self.projects:
            projects += [
                f"{project.key}:\n  name: {project.name}",
                f"  url: https://{project.key}.example.org/",
                f"  description: {self._sentence(10)}.",
                *([f"  item: {project.item}"] if project.item else []),
            ]
        self._text("docs/_data/projects.yaml", "\n".join([*projects, ""]))

    def _bibliography(self) -> None:
        entries = []
        for number, key in enumerate(self.items):
            fields = {
                "title": f"{{{key.capitalize()} {self._sentence(3)}}}",
                "shorttitle": f"{{{key.capitalize()}}}",
                "author": f"{self.people[number % len(self.people)].name} and "
                f"{self.people[(number * 7 + 3) % len(self.people)].name}",
                "year": str(1970 + number % 54),
                "url": f"https://example.org/reading/{key}",
                "keywords": GROUPS[number % len(GROUPS)],
                "abstract": f"{self._sentence(11)}.",
            }
            body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
            entries.append(f"@misc{{{key},\n{body}}}\n")
        self._text("docs/references.bib", "\n".join(entries))


def days_for(talks: int) -> int:
    """Return how many days so many talks take."""
    return max(3, round(talks / TALKS_OF_A_DAY))


def write_site(folder: Path, talks: int, days: int, seed: int = 1) -> None:
    """Write a project with that many talks in that many days.

    Raises FileExistsError where the folder is not empty.
    """
    Site(folder, talks, days, seed).write()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a project; return the exit code: 1 where the folder is not empty."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.synthetic", description="Write a project of any size."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--talks", type=int, default=1000)
    parser.add_argument("--days", type=int, default=84)
    parser.add_argument("--seed", type=int, default=1)
    known = parser.parse_args(arguments)
    try:
        write_site(known.folder, known.talks, known.days, known.seed)
    except FileExistsError as error:
        print(f"{error}. Name a folder that is empty or not there yet.", file=sys.stderr)
        return 1
    print(f"Wrote {known.talks} talks in {known.days} days to {known.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
