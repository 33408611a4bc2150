"""Makes a built site light, between Sphinx and its publication: what pages do not use goes.

In comes a copy of what Sphinx wrote, which is changed in place:

- ``pages`` reads what all pages and their scripts use: tags, classes, ids, files;
- ``policy`` sees to it that nothing in them breaks their Content-Security-Policy;
- ``styles`` makes one style sheet of all, with the rules that are used;
- ``icons`` makes of the icon font one with the icons that are used, inside the style sheet;
- ``names`` gives each file a name of its content, so that it can be cached for good.

Nothing here knows the theme's rules or icons: they are read, so that a new theme is no work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .faults import DietError
from .names import Files, rewrite
from .pages import read_pages, used_by
from .policy import check_policy
from .styles import Styles, check_classes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DietError", "diet"]


def diet(site: Path, docs: Path, memory: Path) -> None:
    """Make the *site* in this folder light.

    *docs* has the templates and scripts whose classes have to have rules; *memory* is a folder in
    which the style sheet of the last time is found. Raises DietError where a page needs what is not
    there.
    """
    pages = read_pages(site)
    check_policy(pages)
    files = Files(site)
    styles = Styles(files, used_by(pages, site), memory)
    for page in pages:
        rewrite(page, files, styles)
    check_classes(docs, styles.source)
    files.remove_unused()
