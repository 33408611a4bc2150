"""A page as its author wrote it: front matter, title, notes, additions and toctrees, with lines.

Read with MyST's own parser, so that a bullet here is a bullet on the built page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from conference.model.faults import Fault
from .kept import Kept
from .checked_yaml import Node, compose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DIRECTIVE = re.compile(r"\{(?P<name>[\w-]+)\}\s*(?P<argument>.*)")
OPTION = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*)")
CITATION = re.compile(r"\s*\{cite:\w+\}`[^`]*`")
TITLED_ENTRY = re.compile(r".*<(?P<docname>[^<>]+)>")


@dataclass(frozen=True)
class SourceNote:
    """One bullet: the line it starts on, how deep it is nested, its text and the keys it cites.

    ``typed`` is the text with the marks of code, as somebody would have to type it.
    """

    line: int
    depth: int
    text: str
    cites: tuple[str, ...]
    typed: str = ""


@dataclass(frozen=True)
class SourceDirective:
    """A directive at the top level of a page; ``options`` as written; ``body`` is what follows."""

    name: str
    argument: str
    line: int
    options: dict[str, str]
    body: tuple[tuple[int, str], ...]

    def cites(self) -> list[tuple[int, str]]:
        """Return the keys that an addition cites, with their lines."""
        if self.name != "addition":
            return []
        return [
            (line, key)
            for line, text in self.body
            for token in markdown_parser().parseInline(text, {})
            for key in _inline_cites(token.children or [])
        ]

    def text(self) -> str:
        """Return the text of an addition without markup and citations."""
        return plain_text(CITATION.sub("", " ".join(text for _, text in self.body)))


@dataclass
class SourcePage:
    """A page as written. ``stray`` is what is neither title, note nor directive, with its line."""

    docname: str
    path: str
    front_matter: Node | None = None
    title: str = ""
    title_line: int = 1
    notes: list[SourceNote] = field(default_factory=list)
    directives: list[SourceDirective] = field(default_factory=list)
    cites: list[tuple[int, str]] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)

    def toctree(self) -> list[tuple[int, str]]:
        """Return the entries of the page's toctrees with their lines, as written."""
        entries = []
        for directive in self.directives:
            if directive.name == "toctree":
                for line, text in directive.body:
                    titled = TITLED_ENTRY.fullmatch(text)
                    entries.append((line, titled["docname"] if titled else text))
        return entries


@cache
def markdown_parser(extensions: Sequence[str] = ("colon_fence",)) -> MarkdownIt:
    """Return MyST's parser with the named syntax extensions."""
    config = MdParserConfig(enable_extensions=set(extensions))
    return create_md_parser(config, RendererHTML)


def plain_text(markdown: str) -> str:
    """Return the text of a line of Markdown, without its markup."""
    tokens = markdown_parser().parseInline(markdown, {})
    return _inline_text(tokens[0].children or [])


def _inline_text(children: Sequence[Token], code_mark: str = "") -> str:
    parts = []
    for token in children:
        if token.type == "text":
            parts.append(token.content)
        elif token.type == "code_inline":
            parts.append(f"{code_mark}{token.content}{code_mark}")
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _inline_cites(children: Sequence[Token]) -> list[str]:
    return [
        key.strip()
        for token in children
        if token.type == "myst_role" and token.meta["name"].startswith("cite:")
        for key in token.content.split(",")
    ]


def read_page(
    file: Path, docname: str, path: str, kept: Kept | None = None
) -> tuple[SourcePage | None, list[Fault]]:
    """Return the page in *file*, and what is wrong with it as text or as YAML.

    The page is None where the file is not UTF-8.
    """
    content = file.read_bytes()
    try:
        source = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"the page is not UTF-8 (byte 0x{content[error.start]:02x})"
        return None, [Fault(path, line, message, "save the page in UTF-8")]
    return (kept or Kept())(parse_page, source, docname, path)


def parse_page(source: str, docname: str, path: str) -> tuple[SourcePage, list[Fault]]:
    """Return the page written in *source*, and what is wrong with its YAML."""
    page = SourcePage(docname, path)
    faults: list[Fault] = []
    depth = -1
    open_notes: list[int] = []  # where in page.notes the open bullets stand
    heading: Token | None = None
    for token in markdown_parser().parse(source):
        line = token.map[0] + 1 if token.map else 0
        match token.type:
            case "front_matter":
                page.front_matter, faults = compose(token.content, path, first_line=line + 1)
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                open_notes.append(len(page.notes))
                page.notes.append(SourceNote(line, depth, "", ()))
            case "list_item_close":
                open_notes.pop()
            case "heading_open":
                heading = token
            case "inline":
                _read_inline(page, token, line, heading, open_notes)
                heading = None
            case "fence" | "colon_fence" if named := DIRECTIVE.fullmatch(token.info.strip()):
                directive = _read_directive(token, named, line)
                page.directives.append(directive)
                page.cites += directive.cites()
            case "fence" | "colon_fence" | "code_block" | "html_block" | "table_open":
                page.stray.append((line, token.content.strip().partition("\n")[0]))
    return page, faults


def _read_inline(
    page: SourcePage, token: Token, line: int, heading: Token | None, open_notes: list[int]
) -> None:
    children = token.children or []
    text = _inline_text(children)
    cites = _inline_cites(children)
    page.cites += [(line, key) for key in cites]
    if open_notes:
        note = page.notes[open_notes[-1]]
        typed = _inline_text(children, code_mark="`")
        page.notes[open_notes[-1]] = SourceNote(
            note.line,
            note.depth,
            f"{note.text} {text}".strip(),
            (*note.cites, *cites),
            f"{note.typed} {typed}".strip(),
        )
    elif heading and heading.tag == "h1" and not page.title:
        page.title, page.title_line = text, line
    else:
        page.stray.append((line, text))


def _read_directive(token: Token, named: re.Match[str], line: int) -> SourceDirective:
    options: dict[str, str] = {}
    body: list[tuple[int, str]] = []
    for number, text in enumerate(token.content.splitlines(), start=line + 1):
        option = OPTION.fullmatch(text.strip())
        if option and not body:
            options[option["name"]] = option["value"]
        elif text.strip():
            body.append((number, text.strip()))
    return SourceDirective(named["name"], named["argument"], line, options, tuple(body))
