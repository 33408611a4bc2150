"""Finds in what Sphinx or esbuild printed that a file could not be written, say on a full disk.

Both print it among much else: Sphinx with a traceback and the advice to report it, or as a warning.
"""

from __future__ import annotations

import re

# As Python and Go say it.
REASON = re.compile(
    r"\[Errno \d+\] [^\n]+?(?=\)?$)|OSError\(\d+, '[^'\n]+'\)"
    r"|(?:no space left on device|disk quota exceeded|file too large|read-only file system)",
    re.MULTILINE,
)


def why_unwritable(text: str) -> str | None:
    """Return the words of a text that say why something could not be read or written, if any do."""
    found = REASON.search(text)
    return found[0] if found else None
