"""Puts built pages in place of the site, and copies no more of them than what changed."""

from __future__ import annotations

import contextlib
import shutil
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tools.exchange import exchange
from tools.folders import make_way, remove, versions

if TYPE_CHECKING:
    from pathlib import Path

# What Sphinx keeps for itself, and the script that stands in 404.html.
UNPUBLISHED = (".buildinfo*", "_sources/*", "_static/not_found.js")


def publish(pages: Path, site: Path, spare: Path | None = None, *, lasting: bool = False) -> None:
    """Put a copy of the pages in place of the site, at once or else in two renames.

    *spare* is where the site before this one is kept, to become the next: then only what changed is
    copied. Where the pages are *lasting*, so that nobody ever writes into one of their files, the site
    has the same files and nothing is copied. Raises OSError where the folder of the site cannot be written to;
    the old site then stays.
    """
    new, old = site.with_name(f"{site.name}.new"), site.with_name(f"{site.name}.old")
    if old.is_dir() and not site.is_dir():
        old.rename(site)  # an earlier build was killed between its two renames
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if spare:
        move(spare, new)
    update(new, pages, pages if lasting else site)
    if site.is_dir() and exchange(new, site):
        new.rename(old)
    else:
        if site.is_dir():
            site.rename(old)
        new.rename(site)
    if spare:
        move(old, spare)
    shutil.rmtree(old, ignore_errors=True)


def move(folder: Path, to: Path) -> None:
    """Rename a folder if it is there and the place to go to is on the same disk."""
    with contextlib.suppress(OSError):
        folder.rename(to)


def update(copy: Path, original: Path, other: Path) -> None:
    """Make a folder a copy of another, but for what Sphinx keeps for itself.

    A file that has the size and the time of the original, to the nanosecond, is its copy already. One
    that the *other* folder has becomes one file with that: nothing writes into files of either.
    """
    copy.mkdir(parents=True, exist_ok=True)
    wanted = {name: made for name, made in versions(original).items() if not is_unpublished(name)}
    there = versions(copy)
    remove(copy, there.keys() - wanted)
    changed = [name for name, made in wanted.items() if there.get(name) != made]
    same = wanted if other == original else versions(other) if changed else {}
    for name in changed:
        make_way(copy / name)
        if same.get(name) != wanted[name] or not link(other / name, copy / name):
            shutil.copy2(original / name, copy / name)


def is_unpublished(path: str) -> bool:
    """Return whether a file at this path is no part of the site."""
    return any(fnmatch(path, pattern) for pattern in UNPUBLISHED)


def link(file: Path, target: Path) -> bool:
    """Give a file a second name; return whether the disk can do that."""
    try:
        target.hardlink_to(file)
    except OSError:
        return False
    return True
