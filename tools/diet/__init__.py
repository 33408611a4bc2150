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

from tools.folders import make_way, remove, version, versions
from tools.publishing import is_unpublished

from .faults import DietError
from .memory import recall, remember
from .names import Files, renamed
from .pages import STATIC, Page, is_page, used_by
from .styles import Styles, check_classes

if TYPE_CHECKING:
    from pathlib import Path

    from tools.folders import Version

    from .memory import Known

__all__ = ["DietError", "diet"]


def diet(site: Path, light: Path, folder: Path) -> None:
    """Make the folder *light* a light copy of the *site*.

    *folder* is where it is
    kept what is known of the last time. Raises DietError where a page needs what is not there.
    """
    memory = recall(folder / "pages")
    source, there = versions(site), versions(light)
    pages = [Page(site / name, name, made) for name, made in source.items() if is_page(name)]
    memory.pages = {page.name: memory.read(page) for page in pages}
    files = Files(site, light)
    used = used_by((known.names for known in memory.pages.values()), site)
    styles = Styles(files, used, folder)
    for page in sorted(pages, key=lambda page: page.name):
        write(page, memory.pages[page.name], light, files, styles, there.get(page.name))
    check_classes(styles.source)
    others = {
        name
        for name in source
        if not (name.startswith(f"{STATIC}/") or is_page(name) or is_unpublished(name))
    }
    for name in others:
        if there.get(name) != source[name]:
            make_way(light / name)
            shutil.copy2(site / name, light / name)
    remove(light, there.keys() - memory.pages.keys() - others - files.kept)
    remember(memory, folder / "pages")


def write(
    page: Page, known: Known, light: Path, files: Files, styles: Styles, there: Version | None
) -> None:
    """Write a page, unless it is *there* as it was written the last time, made of the same.

    Raises DietError where it asks for a file that is not there.
    """
    names = {path: files.name(path, page.name) for path in known.names.files}
    paths = tuple(path for _, path in known.names.sheets)
    sheet = styles.combine(paths, page.name) if paths else ""
    made_of = (*names.items(), sheet)
    if known.made_of != made_of or known.written is None or known.written != there:
        file = light / page.name
        make_way(file)
        file.write_text(renamed(page.text, names, sheet), encoding="utf-8")
        known.made_of, known.written = made_of, version(file)
