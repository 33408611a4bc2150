"""What is known of each page since the last time, so that one that did not change is not read."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .policy import check_policy

if TYPE_CHECKING:
    from tools.folders import Version

    from .pages import Names, Page

HERE = Path(__file__).parent


@dataclass
class Known:
    """A page as it was the last time: its version, what it had, what it was written from and as."""

    version: Version
    names: Names
    made_of: tuple[object, ...] = ()
    written: Version | None = None


@dataclass
class Memory:
    """All that is known of the pages of a site."""

    code: str
    pages: dict[str, Known] = field(default_factory=dict)

    def read(self, page: Page) -> Known:
        """Return what a page has. Raises DietError where its own policy forbids any of it."""
        known = self.pages.get(page.name)
        if known is None or known.version != page.version:
            check_policy(page)
            known = self.pages[page.name] = Known(page.version, page.names())
        return known


def recall(file: Path) -> Memory:
    """Return what was known the last time; nothing where the code was another."""
    code = hashlib.sha256()
    for module in sorted(HERE.glob("*.py")):
        code.update(module.read_bytes())
    try:
        memory = pickle.loads(file.read_bytes())  # noqa: S301 - written by us, below
        if memory.code == code.hexdigest():
            return memory  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001, S110 - whatever it is, it is written anew
        pass
    return Memory(code.hexdigest())


def remember(memory: Memory, file: Path) -> None:
    """Keep what is known for the next time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(memory, pickle.HIGHEST_PROTOCOL))
