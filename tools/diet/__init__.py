"""Makes a built site light, between Sphinx and its publication: what pages do not use goes.

Out of a folder with what Sphinx wrote it makes another, in which it leaves what did not change:

- ``pages`` reads what all pages and their scripts use: tags, classes, ids, files;
- ``policy`` sees to it that nothing in them breaks their Content-Security-Policy;
- ``memory`` knows both of pages that did not change since the last time;
- ``styles`` makes one style sheet of all, with the rules that are used;
- ``icons`` makes of the icon font one with the icons that are used, inside the style sheet;
- ``names`` gives each file a name of its content, so that it can be cached for good.

Nothing here knows the theme's rules or icons: they are read, so that a new theme is no work.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tools.publishing import is_unpublished

from .faults import DietError
from .memory import recall, remember
from .names import Files, renamed
from .pages import STATIC, list_pages, used_by
from .styles import Styles, check_classes

if TYPE_CHECKING:
    from pathlib import Path

    from .memory import Known, Version
    from .pages import Page

__all__ = ["DietError", "diet"]


def diet(site: Path, light: Path, docs: Path, folder: Path) -> None:
    """Make the folder *light* a light copy of the *site*.

    *docs* has the templates and scripts whose classes have to have rules; *folder* is where it is
    kept what is known of the last time. Raises DietError where a page needs what is not there.
    """
    memory = recall(folder / "pages")
    pages = list_pages(site)
    known = {page.name: memory.read(page) for page in pages}
    memory.pages = known
    files = Files(site, light)
    styles = Styles(files, used_by((page.names for page in known.values()), site), folder)
    kept = {write(page, known[page.name], light, files, styles) for page in pages}
    check_classes(docs, styles.source)
    kept |= copy_others(site, light) | files.kept
    for path in sorted(light.rglob("*"), reverse=True):  # what is in a folder, then that
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()
    remember(memory, folder / "pages")


def write(page: Page, known: Known, light: Path, files: Files, styles: Styles) -> Path:
    """Write a page, unless it is there, made of the same; return its file.

    Raises DietError where it asks for a file that is not there.
    """
    names = {path: files.name(path, page.name) for path in known.names.files}
    paths = tuple(path for _, path in known.names.sheets)
    sheet = styles.combine(paths, page.name) if paths else ""
    made_of = (*names.items(), sheet)
    file = light / page.name
    if known.made_of != made_of or known.written is None or known.written != version(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)  # it may be one file with that of the published site
        file.write_text(renamed(page.text, names, sheet), encoding="utf-8")
        known.made_of, known.written = made_of, version(file)
    return file


def copy_others(site: Path, light: Path) -> set[Path]:
    """Copy the files that are no pages and of which no page has another name; return the copies."""
    copies = set()
    for file in site.rglob("*"):
        inside = file.relative_to(site)
        if (
            file.suffix == ".html"
            or inside.parts[0] == STATIC
            or any(map(is_unpublished, inside.parts))
            or not file.is_file()
        ):
            continue
        copy = light / inside
        if version(copy) != version(file):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            shutil.copy2(file, copy)
        copies.add(copy)
    return copies


def version(file: Path) -> Version | None:
    """Return what tells a version of a file from others; None where there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size
