"""BibTeX values as plain text. Kept between calls: each format of an entry asks for them again."""

from __future__ import annotations

import re
from functools import cache

from pybtex.richtext import Text

# Beyond words, spaces, braces and these marks, LaTeX has a say; decoding costs a hundred times more.
LATEX = re.compile(r"[^\w\s.,:;()/{}@+!?-]|--")


@cache
def plain(value: str) -> str:
    """Return a value without the braces and commands of LaTeX."""
    if LATEX.search(value):
        return str(Text.from_latex(value))
    return value.replace("{", "").replace("}", "")
