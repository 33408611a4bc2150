"""Gives the files of a site names of their content: ``_static/page.3f9a1c2b.js``."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from tools.folders import make_way

from .faults import DietError
from .pages import REFERENCE, SHEET, STATIC, split_head

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGITS = 8  # of 16 each: two of a thousand files are the same once in a million sites


class Files:
    """The files in ``_static`` of a site, each copied under its new name when first asked for."""

    def __init__(self, site: Path, light: Path) -> None:
        self.folder = site / STATIC
        self.light = light / STATIC
        self.named: dict[str, str] = {}
        self.kept: set[str] = set()

    def read(self, path: str, asked_by: str) -> bytes:
        """Return a file's content. Raises DietError where there is none."""
        file = self.folder / path
        if not file.is_file():
            raise DietError(
                f"{asked_by} asks for {STATIC}/{path}, which is not there. "
                "Mend: name a file of conference/theme/static/, or one that the theme has."
            )
        return file.read_bytes()

    def name(self, path: str, asked_by: str) -> str:
        """Return a file's new name. Raises DietError where there is no such file."""
        if path not in self.named:
            self.named[path] = self.add(path, self.read(path, asked_by))
        return self.named[path]

    def add(self, path: str, content: bytes) -> str:
        """Write a file under a name of its content, unless it is there; return that."""
        old = Path(path)
        digest = hashlib.sha256(content).hexdigest()[:DIGITS]
        name = old.with_name(f"{old.stem}.{digest}{old.suffix}").as_posix()
        file = self.light / name
        if not file.is_file() or file.read_bytes() != content:
            make_way(file)
            file.write_bytes(content)
        self.kept.add(f"{STATIC}/{name}")
        return name


def renamed(text: str, names: Mapping[str, str], sheet: str) -> str:
    """Return a page with one style sheet, and the new names of its files."""

    def rename(part: str) -> str:
        return REFERENCE.sub(lambda found: f'="{found[1]}{STATIC}/{names[found[2]]}"', part)

    head, body = split_head(text)
    if first := SHEET.search(head):
        root = REFERENCE.findall(first[0])[0][0]
        link = f'\n    <link rel="stylesheet" href="{root}{STATIC}/{sheet}"/>'
        head = rename(head[: first.start()]) + link + rename(SHEET.sub("", head[first.start() :]))
    else:
        head = rename(head)
    return head + rename(body)
