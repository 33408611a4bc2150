"""Makes pages of raw notes: ``python -m tools.conference notes/pycon.md "PyCon 2030" 2030-05-01``.

The first conference of a site stands at the root of ``docs/``, each other in a folder of its own: a
home page, a page per day, per talk and per list, each a skeleton for its editor. A page that exists is
left alone. Nothing is written unless each line of the raw notes has exactly one page.
"""

import argparse
import datetime
import difflib
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from conference.model.catalogue import Catalogue
from conference.model.raw_notes import LETTER, RawNotes, RawSection, parse_raw_notes
from conference.sources.load import Loaded, load

SKELETON = Path(__file__).with_name("skeleton")
SKELETONS = {file.name for file in SKELETON.glob("site/*.md")}  # names of pages that every site has
RAW_LINE = re.compile(r"---\n(?:(?!---\n).*\n)*?raw_line: *(\d+)\n")
READING = re.compile(r"\b(read|google|look up|watch|to-?do)", re.IGNORECASE)
SPEAKERS = re.compile(r"speakers?: *(.+)", re.IGNORECASE)
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})
LINKED = re.compile(r"\]\([^)]*\)|https?://\S+")
BETWEEN_NAMES = re.compile(r", | and | & ")
ALIKE = 0.75  # from here on names may be one person's: Tom Fan and Thomas J. Fan are not far off
ADDRESS = re.compile(r"(?<![<(\[`\w])https?://[^\s<>`]*[^\s<>`.,;:!?)\]\"'*_]")
FIRST_SIGN = re.compile(r"[^\w\s]")
SIGNS = re.compile(r"[!-/:-@\[-`{-~]")  # all that a backslash can keep from meaning something
SLUG_WORDS = 6
NEXT = "File names are addresses for good: rename those with typos. Then: nox -s live"
PROOFS = ("about/raw-notes.md", "about/corrections.md")


class ConferenceError(Exception):
    """No pages can be made of the raw notes; the message has a line for each fault."""


@dataclass
class Plan:
    """What is to be made of raw notes: paths of pages in the folder of the conference, by raw lines."""

    notes: RawNotes
    folder: Path
    existing: dict[int, str] = field(default_factory=dict)  # by the raw line in their front matter
    paths: dict[int, str] = field(default_factory=dict)
    talks: dict[int, list[int]] = field(default_factory=dict)  # of each heading of the second level
    faults: list[str] = field(default_factory=list)

    def fault(self, line: int, what: str, fix: str) -> None:
        """Add a fault of the raw notes."""
        self.faults.append(f"{self.notes.path}:{line}: {what}. Fix: {fix}.")

    def check(self) -> None:
        """Raise ConferenceError if there are faults."""
        if self.faults:
            raise ConferenceError("\n".join(self.faults))

    def add(self, line: int, path: str) -> None:
        """Give a heading its page: the one that it has, or otherwise one at *path*, numbered if taken."""
        name, number = path, 2
        # talks/index.md would have the address talks/, which may be that of a list.
        taken = {*self.paths.values(), *self.existing.values(), *SKELETONS}
        while path in taken or path.endswith("/index.md"):
            path, number = name.replace(".md", f"-{number}.md"), number + 1
        if line not in self.existing and (self.folder / path).exists():
            fix = f"add 'raw_line: {line}' to it, or rename it"
            self.fault(line, f"{self.folder / path} exists, and is not the page of this line", fix)
        self.paths[line] = self.existing.get(line, path)


def plan(notes: RawNotes, folder: Path) -> Plan:
    """Return which pages are made of raw notes. Raises ConferenceError if a line has no place."""
    made = Plan(notes, folder)
    for file in sorted(f for part in ("", "days", "talks") for f in (folder / part).glob("*.md")):
        if found := RAW_LINE.match(file.read_text("utf-8-sig")):
            line, path = int(found[1]), file.relative_to(folder).as_posix()
            if line in made.existing or line not in notes.sections:
                made.fault(line, f"not the heading of {path}", f"correct 'raw_line:' in {file}")
            made.existing[line] = path
    title = sort(made)
    if not made.faults and not any(made.talks.values()):
        made.fault(1, "no talks", "give each talk a heading '### ' below its '## Day 1'")
    made.check()
    made.add(title, "index.md")
    for line, talks in made.talks.items():  # a day if there are talks, otherwise a list
        heading = notes.sections[line].heading.text
        name = f"{slugify(heading) or f'list-{line}'}.md"
        is_reading = READING.search(heading) and "reading-list.md" not in made.paths.values()
        made.add(line, f"days/{name}" if talks else "reading-list.md" if is_reading else name)
        for talk in talks:
            slug = slugify(title_of(notes.sections[talk])) or f"talk-{talk}"
            made.add(talk, f"talks/{slug}.md")
    made.check()
    return made


def sort(made: Plan) -> int:
    """Put talks below the headings that they stand below, and return the line of the title."""
    title = above = 0
    for line, section in made.notes.sections.items():
        level = section.heading.level
        if level == 1 and title:
            made.fault(
                line, f"a second title: {section.heading.text}", "make it a day or a list ('## ')"
            )
        elif level > 1 and not title:
            made.fault(line, "a heading above the title", "begin with '# ' and a title")
        elif level == 3 and not above:
            made.fault(line, "a talk below no day", "put a heading such as '## Day 1' above it")
        if level == 1:
            title = line
        elif level == 2:
            above = line
            made.talks[line] = []
        else:
            made.talks.setdefault(above, []).append(line)
    return title


def slugify(title: str) -> str:
    """Return a file name for a title: its first words, lower-case ASCII letters and digits."""
    plain = LINKED.sub("", title).lower().translate(LETTERS).replace("'", "")
    ascii_title = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_title)
    return "-".join(words[:SLUG_WORDS])


def as_markdown(text: str, *, is_code: bool = False) -> str:
    """Return a text that Markdown shows as it was typed; code, emphasis and addresses are welcome."""
    if is_code:
        ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
        pad = " " if "`" in text[:1] + text[-1:] else ""
        return f"{ticks}{pad}{text}{pad}{ticks}"
    literal = SIGNS.sub(r"\\\g<0>", text)
    candidates = (ADDRESS.sub(r"<\g<0>>", text), FIRST_SIGN.sub(r"\\\g<0>", text, count=1))
    return next((one for one in candidates if _shown(one) == _bare(text)), literal)


def _bare(text: str) -> str:
    return re.sub(r"[<>]", "", text)


def _shown(markdown: str) -> str | None:
    """Return what a bullet shows, with the marks of code and emphasis; None for other things."""
    tokens = create_md_parser(PARSER, RendererHTML).parse(f"- {markdown}")
    if [token.type for token in tokens] != BULLET:
        return None
    shown, ends = "", list[str]()
    for token in tokens[3].children or []:
        if token.type == "link_open":
            is_named = token.markup != "autolink" and f"{token.attrs['href']}".startswith("http")
            ends.append(f"]({token.attrs['href']})" if is_named else "")
            shown += "[" * is_named
        elif token.type == "link_close":
            shown += ends.pop()
        elif token.type not in INLINE or token.markup.startswith("_"):
            return None  # __init__ is not meant to be strong
        else:
            shown += f"{token.markup}{token.content}{token.markup if token.content else ''}"
    return _bare(shown)


PARSER = MdParserConfig(enable_extensions={"colon_fence"})
BULLET = [
    *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
    *("paragraph_close", "list_item_close", "bullet_list_close"),
]
INLINE = {"text", "code_inline", "em_open", "em_close", "strong_open", "strong_close"}


def page(section: RawSection, front: Sequence[str], body: str = "") -> str:
    """Return the text of a page: its front matter, title, bullets, and what else it has."""
    bullets = "".join(
        f"{'    ' * line.depth}- {as_markdown(line.text, is_code=line.form == 'code')}\n"
        for line in section.bullets
        if line.is_noted
    )
    lines = ["---", f"raw_line: {section.heading.number}", *front, "---", ""]
    lines += [f"# {as_markdown(title_of(section))}", "", bullets]
    return ("\n".join(lines) + body).rstrip("\n") + "\n"


def title_of(section: RawSection) -> str:
    """Return the title of a section, or the session that it names, or "Untitled"."""
    return section.title or LETTER.sub("", section.heading.text) or "Untitled"


def pages(made: Plan, first_day: datetime.date, site: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page of days, talks and lists."""
    sections, held_on = made.notes.sections, first_day
    for line, talks in made.talks.items():
        front, body = [], ""
        if talks:
            front = [f"held_on: {held_on}"]
            held_on += datetime.timedelta(days=1)
            body = skeleton("day.md", [f"../{made.paths[talk]}" for talk in talks])
        yield made.paths[line], page(sections[line], front, body)
        for talk in talks:
            front = [f"kind: {sections[talk].kind}", *speakers(sections[talk], site)]
            yield made.paths[talk], page(sections[talk], front)


def skeleton(name: str, listed: Sequence[str], lists: str = "") -> str:
    """Return what a page has besides notes, with the paths of the pages that it lists, and *lists*."""
    entries = "\n".join(path.removesuffix(".md") for path in listed)
    text = Template((SKELETON / name).read_text("utf-8"))
    return f"\n{text.substitute(entries=entries, lists=lists)}"


def home(made: Plan, name: str, raw_notes: Path, others: Sequence[str]) -> str:
    """Return the text of the home page, which lists days, lists and *others*."""
    (line, _), *_ = made.paths.items()
    facts = {"name": name, "raw_notes": Path(os.path.relpath(raw_notes, made.folder)).as_posix()}
    front = ["conference:", *(f"  {key}: {json.dumps(text)}" for key, text in facts.items())]
    listed = [*(made.paths[line] for line in made.talks), *others]
    lists = "".join(
        f"[{as_markdown(made.notes.sections[line].title)}]({made.paths[line]}) · "
        for line, talks in made.talks.items()
        if not talks
    )
    return page(made.notes.sections[line], front, skeleton("home.md", listed, lists))


def speakers(section: RawSection, site: Catalogue) -> list[str]:
    """Return the front matter for the speakers of a talk whom the site knows."""
    keys = [
        known
        for _, name in named(section)
        if (known := site.person_names.keys.get(name.casefold()))
    ]
    lines = [part for key in keys for part in (f"  - person: {key}", "    source: notes")]
    return ["speakers:", *lines] if lines else []


def questions(notes: RawNotes, site: Catalogue) -> Iterator[str]:
    """Yield what to do for each speaker whom the site does not know, or by another name."""
    known = site.person_names.keys
    for section in notes.sections.values():
        for line, name in named(section):
            if name.casefold() in known:
                continue
            where = "docs/_data/people.yaml"
            if near := difflib.get_close_matches(name.casefold(), known, n=1, cutoff=ALIKE):
                person = site.people[str(known[near[0]])].name
                asked = (
                    f"is '{name}' the same as {person}? If so, add the spelling to {where}. If not,"
                )
            else:
                asked = f"'{name}' is new to {where}:"
            yield f"{notes.path}:{line}: {asked} add the person there, and to 'speakers:' of the talk."


def named(section: RawSection) -> Iterator[tuple[int, str]]:
    """Yield line and name of each speaker whom the notes of a talk name."""
    for line in section.bullets:
        if found := SPEAKERS.fullmatch(line.text):
            yield from ((line.number, name) for name in BETWEEN_NAMES.split(found[1]))


def read_notes(file: Path) -> RawNotes:
    """Return the raw notes of a file. Raises ConferenceError if they cannot be read."""
    try:
        notes, faults = parse_raw_notes(file.read_bytes().decode(), file.as_posix())
    except (OSError, UnicodeDecodeError) as error:
        fix = "name the raw notes, saved in UTF-8"
        raise ConferenceError(f"{file}: cannot be read: {error}. Fix: {fix}.") from error
    if faults or not notes.sections:
        said = "\n".join(f"{fault.path}:{fault.line}: {fault}" for fault in faults)
        raise ConferenceError(said or f"{file}:1: no heading. Fix: begin with '# ' and a title.")
    return notes


def folder_of(loaded: Loaded, raw_notes: Path, name: str) -> Path:
    """Return the folder of a conference, old or new. Raises ConferenceError if there is none for it."""
    docs = loaded.docs
    for folder, conference in loaded.conferences.items():
        path = conference.facts.raw_notes
        if path and (docs / folder / path).resolve() == raw_notes.resolve():
            return docs / folder
    if not raw_notes.resolve().is_relative_to(docs.resolve().parent):
        raise ConferenceError(f"{raw_notes}: not in this project. Fix: put it into notes/.")
    if not name.strip():
        raise ConferenceError("The conference has no name. Fix: name it, such as 'PyCon 2030'.")
    if not (docs / "index.md").is_file():
        return docs
    chosen = docs / (slugify(name) or slugify(raw_notes.stem) or "index")
    if chosen.exists() or chosen.with_suffix(".md").exists():
        raise ConferenceError(f"{chosen}: exists, or is a page. Fix: give '{name}' another name.")
    return chosen


def make(raw_notes: Path, name: str, first_day: datetime.date, docs: Path) -> list[str]:
    """Write the pages that are not there yet; return what was done. Raises ConferenceError."""
    notes, loaded = read_notes(raw_notes), load(docs, "index")
    folder = folder_of(loaded, raw_notes, name)
    site = Catalogue(loaded.conferences, people=loaded.people.entries)
    made = plan(notes, folder)
    texts = {folder / path: text for path, text in pages(made, first_day, site)}
    others = ["people.md", "projects.md", "about/index.md"] if folder == docs else PROOFS
    texts[folder / "index.md"] = home(made, name, raw_notes, others)
    for kind in ("conference", "site") if folder == docs else ("conference",):
        for file in sorted(filter(Path.is_file, (SKELETON / kind).rglob("*"))):
            text = file.read_text("utf-8")
            if folder / "reading-list.md" not in texts:
                text = re.sub(r".*\(reading-list\.md\).*\n", "", text)
            texts[folder / file.relative_to(SKELETON / kind)] = text
    written = [file for file in texts if not file.exists()]
    for file in written:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts[file], encoding="utf-8")
    kept = len(texts) - len(written)
    return [
        *(f"wrote {file}" for file in written),
        *questions(notes, site),
        f"{len(written)} pages written, {kept} kept as they are, with name and dates. {NEXT}",
    ]


def day(written: str) -> datetime.date:
    """Return the day that is written as 2030-05-01. Raises ArgumentTypeError if it is none."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError as error:
        message = f"'{written}' is no day. Fix: write it as year, month and day: 2030-05-01."
        raise argparse.ArgumentTypeError(message) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pages of a conference; return the exit code: 1 if that cannot be."""
    parser = argparse.ArgumentParser(
        prog="nox -s conference --", description="Make pages of the raw notes of a conference."
    )
    parser.add_argument("raw_notes", type=Path, help="such as notes/pycon-2030.md")
    parser.add_argument("name", help='such as "PyCon 2030"')
    parser.add_argument("first_day", type=day, metavar="2030-05-01", help="the day it begins")
    parser.add_argument("--docs", type=Path, default=Path("docs"), help="default docs")
    known = parser.parse_args(arguments)
    try:
        print(*make(known.raw_notes, known.name, known.first_day, known.docs), sep="\n")
    except ConferenceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
