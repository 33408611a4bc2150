"""Gives the files of a site names of their content: ``_static/page.3f9a1c2b.js``."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from .faults import DietError
from .pages import REFERENCE, STATIC

if TYPE_CHECKING:
    from .pages import Page
    from .styles import Styles

DIGITS = 8  # of 16 each: two of a thousand files are the same once in a million sites
SHEET = re.compile(r'\s*<link\b[^>]*\brel="stylesheet"[^>]*>')


class Files:
    """The files in ``_static`` of a site, each renamed when it is first asked for."""

    def __init__(self, site: Path) -> None:
        self.folder = site / STATIC
        self.named: dict[str, str] = {}
        self.kept: set[Path] = set()

    def read(self, path: str, asked_by: str) -> bytes:
        """Return a file's content. Raises DietError where there is none."""
        file = self.folder / path
        if not file.is_file():
            raise DietError(
                f"{asked_by} asks for {STATIC}/{path}, which is not there. "
                "Mend: name a file of docs/_static/, or one that the theme has."
            )
        return file.read_bytes()

    def name(self, path: str, asked_by: str) -> str:
        """Return a file's new name. Raises DietError where there is no such file."""
        if path not in self.named:
            self.named[path] = self.add(path, self.read(path, asked_by))
        return self.named[path]

    def add(self, path: str, content: bytes) -> str:
        """Write a file under a name of its content; return that."""
        old = Path(path)
        digest = hashlib.sha256(content).hexdigest()[:DIGITS]
        name = old.with_name(f"{old.stem}.{digest}{old.suffix}").as_posix()
        (self.folder / name).write_bytes(content)
        self.kept.add(self.folder / name)
        return name

    def remove_unused(self) -> None:
        """Delete the files that nobody asked for."""
        for path in sorted(self.folder.rglob("*"), reverse=True):  # what is in a folder, then that
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
            elif path.is_file() and path not in self.kept:
                path.unlink()


def rewrite(page: Page, files: Files, styles: Styles) -> None:
    """Write a page with one style sheet, and the new names of its files.

    Raises DietError where it asks for one that is not there.
    """

    def renamed(text: str) -> str:
        return REFERENCE.sub(
            lambda found: f'="{found[1]}{STATIC}/{files.name(found[2], page.name)}"', text
        )

    text = page.text
    if first := SHEET.search(text):
        before, after = text[: first.start()], text[first.start() :]
        sheets = REFERENCE.findall("".join(SHEET.findall(after)))
        name = styles.combine(tuple(path for _, path in sheets), page.name)
        link = f'\n    <link rel="stylesheet" href="{sheets[0][0]}{STATIC}/{name}"/>'
        text = renamed(before) + link + renamed(SHEET.sub("", after))
    else:
        text = renamed(text)
    page.file.unlink()  # it may be one file with Sphinx's own copy
    page.file.write_text(text, encoding="utf-8")
