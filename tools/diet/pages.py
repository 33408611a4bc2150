"""Reads what the pages of a site use. It looks for patterns, since a parser takes far longer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STATIC = "_static"
TAG = re.compile(r"<([a-z][a-z0-9]*)")
CLASSES = re.compile(r'\sclass="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
DATA_ATTRIBUTE = re.compile(r"\s(data-[\w-]+)")
CAPITAL = re.compile(r"[A-Z]")
# Sphinx and its themes quote each attribute, and no text has a quote that is not escaped.
REFERENCE = re.compile(rf'="((?:\.\.?/)*|/(?:[\w.~-]+/)*){STATIC}/([^"?#]+)(?:\?[^"]*)?"')
# One with a type is data.
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
# A word of a script that may be the name of a class: short ones only where they are a whole text.
WORD = re.compile(r'[A-Za-z][\w-]{2,}|(?<=")[a-z][a-z0-9]?(?=")')
# Words of the notes, which name nothing.
DATA = "search-records.js"


@dataclass
class Page:
    """A page: its file, where that is in the site, and its text."""

    file: Path
    name: str
    text: str


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


def read_pages(site: Path) -> list[Page]:
    """Return all pages of a site."""
    return [
        Page(file, file.relative_to(site).as_posix(), file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
        if file.relative_to(site).parts[0] != STATIC
    ]


def used_by(pages: Iterable[Page], site: Path) -> Used:
    """Return what pages use, and the scripts that they name or have in them."""
    attributes: set[str] = set()
    tags: set[str] = set()
    classes: set[str] = set()
    ids: set[str] = set()
    scripts: set[str] = set()
    inline: set[str] = set()
    for page in pages:
        attributes.update(DATA_ATTRIBUTE.findall(page.text))
        tags.update(TAG.findall(page.text))
        classes.update(CLASSES.findall(page.text))
        ids.update(ID.findall(page.text))
        scripts.update(path for _, path in REFERENCE.findall(page.text) if path.endswith(".js"))
        inline.update(INLINE_SCRIPT.findall(page.text))
    files = [site / STATIC / path for path in scripts if not path.endswith(DATA)]
    texts = [*inline, *(file.read_text(encoding="utf-8") for file in files if file.is_file())]
    words = {word for text in texts for word in WORD.findall(text)}
    # A script writes `dataset.contentRoot` for data-content-root.
    attributes.update(CAPITAL.sub(lambda c: f"-{c[0].lower()}", f"data-{word}") for word in words)
    return Used(
        frozenset(attributes),
        frozenset(tags),
        frozenset(name for names in classes for name in names.split()),
        frozenset(ids),
        frozenset(words),
    )
