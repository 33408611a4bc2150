"""Finds the names of projects and people in the plain text of notes.

All spellings of all entries compete: at each place the longest text that stands there as a whole
word wins and is used up, so "dask-contrib/dask-expr" is one mention of dask-expr and none of Dask.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


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
    typed: str = ""  # the text with its marks of code


class Names:
    """Spellings and what they mean; a key of None is for a text that only looks like a name."""

    def __init__(self, spellings: Iterable[tuple[str, str | None]]) -> None:
        """Take pairs of spelling and key. Case does not matter."""
        self.keys = {spelling.casefold(): key for spelling, key in spellings}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression that matches any spelling as a whole word, the longest first."""
        longest_first = sorted(self.keys, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![A-Za-z0-9_])(?:{names})(?![A-Za-z0-9_])", re.IGNORECASE)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in a text, from left to right."""
        return [
            Mention(match.start(), match.end(), key)
            for match in self.pattern.finditer(text)
            if (key := self.keys[match[0].casefold()])
        ]

    def named(self, text: str) -> list[str]:
        """Return the key of each entry that a text names, in order."""
        return list(dict.fromkeys(mention.key for mention in self.find(text)))
