"""Reads what the pages of a site use. It looks for patterns, since a parser takes far longer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tools.folders import Version

STATIC = "_static"
TAG = re.compile(r"<([a-z][a-z0-9]*)")
CLASSES = re.compile(r'\sclass="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
DATA_ATTRIBUTE = re.compile(r"\s(data-[\w-]+)")
CAPITAL = re.compile(r"[A-Z]")
# Sphinx and its themes quote each attribute, and no text has a quote that is not escaped.
REFERENCE = re.compile(rf'="((?:\.\.?/)*|/(?:[\w.~-]+/)*){STATIC}/([^"?#]+)(?:\?[^"]*)?"')
SHEET = re.compile(r'\s*<link\b[^>]*\brel="stylesheet"[^>]*>')
# One with a type is data.
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
# A word of a script that may be the name of a class: short ones only where they are a whole text.
WORD = re.compile(r'[A-Za-z][\w-]{2,}|(?<=")[a-z][a-z0-9]?(?=")')


@dataclass(frozen=True)
class Names:
    """What the text of a page has: names that rules may be about, scripts, files of ``_static``.

    ``sheets`` are the style sheets, with the way to ``_static`` from the page; ``files`` are those
    that it asks for beside.
    """

    attributes: frozenset[str]
    tags: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    inline: tuple[str, ...]
    sheets: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


@dataclass
class Page:
    """A page: its file, where that is in the site, and what tells this version of it from others."""

    file: Path
    name: str
    version: Version

    @cached_property
    def text(self) -> str:
        """The page itself."""
        return self.file.read_text(encoding="utf-8")

    def names(self) -> Names:
        """Return what the page has."""
        text = self.text
        head, body = split_head(text)  # to look for style sheets in all of it takes long
        sheets = REFERENCE.findall("".join(SHEET.findall(head)))
        return Names(
            frozenset(DATA_ATTRIBUTE.findall(text)),
            frozenset(TAG.findall(text)),
            frozenset(name for names in CLASSES.findall(text) for name in names.split()),
            frozenset(ID.findall(text)),
            tuple(INLINE_SCRIPT.findall(text)),
            tuple(sheets),
            tuple(dict.fromkeys(path for _, path in REFERENCE.findall(SHEET.sub("", head) + body))),
        )


@dataclass(frozen=True)
class Used:
    """Names that pages have, and words of scripts that may be names of any kind.

    Of attributes only those for data count: pages get and lose the others while they are used.
    """

    attributes: frozenset[str]
    tags: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    words: frozenset[str]


def split_head(text: str) -> tuple[str, str]:
    """Return a page in two: up to its body, and the rest."""
    at = text.find("<body")
    return (text[:at], text[at:]) if at >= 0 else (text, "")


def is_page(name: str) -> bool:
    """Return whether a file of a site is one of its pages."""
    return name.endswith(".html") and not name.startswith(f"{STATIC}/")


def used_by(pages: Iterable[Names], site: Path) -> Used:
    """Return what pages use, and the scripts that they name or have in them."""
    found = list(pages)
    scripts = {path for page in found for path in page.files if path.endswith(".js")}
    files = [site / STATIC / path for path in scripts]
    texts = {script for page in found for script in page.inline}
    texts |= {file.read_text(encoding="utf-8") for file in files if file.is_file()}
    words = {word for text in texts for word in WORD.findall(text)}
    # A script writes `dataset.contentRoot` for data-content-root.
    of_scripts = {CAPITAL.sub(lambda c: f"-{c[0].lower()}", f"data-{word}") for word in words}
    return Used(
        frozenset().union(of_scripts, *(page.attributes for page in found)),
        frozenset().union(*(page.tags for page in found)),
        frozenset().union(*(page.classes for page in found)),
        frozenset().union(*(page.ids for page in found)),
        frozenset(words),
    )
