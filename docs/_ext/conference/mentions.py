"""Finds the names of projects and people in the plain text of notes.

All spellings of all entries compete: at each place the longest text that stands there as a whole
word wins and is used up, so "dask-contrib/dask-expr" is one mention of dask-expr and none of Dask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


WORDS = re.compile(r"[a-z0-9_]+")  # of casefolded text: what the pattern takes for a word


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
        longest_first = sorted(self.keys, key=lambda spelling: (-len(spelling), spelling))
        names = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![A-Za-z0-9_])(?:{names})(?![A-Za-z0-9_])", re.IGNORECASE)

    @cached_property
    def _first_words(self) -> set[str]:
        return {words[0] for name in self.keys if (words := WORDS.findall(name))}

    @cached_property
    def _have_words(self) -> bool:
        return all(WORDS.search(name) for name in self.keys)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in a text, from left to right."""
        # Most texts have no name in them, and trying hundreds of names at each word is slow.
        if self._have_words and self._first_words.isdisjoint(WORDS.findall(text.casefold())):
            return []
        return [
            Mention(match.start(), match.end(), key)
            for match in self.pattern.finditer(text)
            if (key := self.keys[match[0].casefold()])
        ]
