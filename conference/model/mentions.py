"""Finds the names of projects and people in the plain text of notes.

All spellings of all entries compete: at each place the longest text that stands there as a whole
word wins and is used up, so "dask-contrib/dask-expr" is one mention of dask-expr and none of Dask.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Mention:
    """Where in a text a name stands, and the key of the entry that it names."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Mentioned:
    """A place that names an entry: a note by its id, or with no id the title of a talk."""

    docname: str
    anchor: str
    text: str
    by_editor: bool = False  # an addition, not a note


class Names:
    """Spellings and what they mean; a key of None is for texts that look like a name and are none."""

    def __init__(self, spellings: Iterable[tuple[str, str | None]]) -> None:
        """Take pairs of spelling and key. Case does not matter."""
        self.keys = {spelling.casefold(): key for spelling, key in spellings}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression that matches any spelling as a whole word, the longest first."""
        names = _any_of(list(self.keys)) if self.keys else r"(?!)"
        return re.compile(rf"(?<![A-Za-z0-9_]){names}(?![A-Za-z0-9_])", re.IGNORECASE)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in a text, from left to right."""
        return [
            Mention(match.start(), match.end(), key)
            for match in self.pattern.finditer(text)
            if (key := self.keys[match[0].casefold()])
        ]


def _any_of(names: list[str]) -> str:
    """Return an expression that matches any of the names, the longest that it can.

    What names begin with stands there once. So a word that is no name is given up at the letter where
    it differs from all, however many names there are; a plain list of them is tried name by name.
    """
    begin = posixpath.commonprefix(names)
    by_letter: dict[str, list[str]] = {}
    for name in names:
        if rest := name[len(begin) :]:
            by_letter.setdefault(rest[0], []).append(rest)
    if not by_letter:
        return re.escape(begin)
    rests = "|".join(_any_of(found) for found in by_letter.values())
    may_end = "?" if begin in names else ""
    return f"{re.escape(begin)}(?:{rests}){may_end}"
