"""BibTeX values as plain text. Kept between calls: each format of an entry asks for them again."""

from __future__ import annotations

from functools import cache

from pybtex.richtext import Text


@cache
def plain(value: str) -> str:
    """Return a value without the braces and commands of LaTeX."""
    return str(Text.from_latex(value))
