"""What is wrong with the sources, said so that the author can fix it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong, where it is, and how to fix it."""

    path: str  # from the project's folder, with forward slashes
    line: int  # from 1
    message: str
    fix: str

    def __str__(self) -> str:
        """Return the message and its fix, without the place."""
        return f"{self.message}. Fix: {self.fix}."


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the known word nearest to *word*, or an empty text."""
    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""
