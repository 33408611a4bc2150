"""Puts built pages in place of the site, and copies no more of them than what changed."""

from __future__ import annotations

import contextlib
import os
import shutil
from fnmatch import fnmatch
from pathlib import Path

from tools.exchange import exchange

# What Sphinx keeps for itself, and the script that stands in 404.html.
UNPUBLISHED = (".buildinfo*", "_sources", "not_found.js")


def publish(pages: Path, site: Path, spare: Path | None = None) -> None:
    """Put a copy of the pages in place of the site, at once or else in two renames.

    *spare* is where the site before this one is kept, to become the next: then only what changed is
    copied. Raises OSError where the folder of the site cannot be written to; the old site then stays.
    """
    new, old = site.with_name(f"{site.name}.new"), site.with_name(f"{site.name}.old")
    if old.is_dir() and not site.is_dir():
        old.rename(site)  # an earlier build was killed between its two renames
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if spare:
        move(spare, new)
    update(new, pages, site)
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
    that the *other* copy has becomes one file with that: nothing writes into files of either.
    """
    copy.mkdir(parents=True, exist_ok=True)
    left = {entry.name: entry for entry in os.scandir(copy)}
    others = {entry.name: entry for entry in os.scandir(other)} if other.is_dir() else {}
    for entry in os.scandir(original):
        if is_unpublished(entry.name):
            continue
        there = left.pop(entry.name, None)
        target = copy / entry.name
        if entry.is_dir():
            if there and not there.is_dir():
                remove(there)
            update(target, Path(entry.path), other / entry.name)
        elif not there or stamp(there) != stamp(entry):
            if there:
                remove(there)
            same = others.get(entry.name)
            if not same or stamp(same) != stamp(entry) or not link(same, target):
                shutil.copy2(entry.path, target)
    for gone in left.values():
        remove(gone)


def is_unpublished(name: str) -> bool:
    """Return whether a file or folder of this name is no part of the site."""
    return any(fnmatch(name, pattern) for pattern in UNPUBLISHED)


def link(file: os.DirEntry[str], target: Path) -> bool:
    """Give a file a second name; return whether the disk can do that."""
    try:
        target.hardlink_to(file)
    except OSError:
        return False
    return True


def stamp(entry: os.DirEntry[str]) -> tuple[int, int]:
    """Return what tells one version of a file from another."""
    status = entry.stat()
    return status.st_mtime_ns, status.st_size


def remove(entry: os.DirEntry[str]) -> None:
    """Remove a file, or a folder with all that is in it."""
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        Path(entry.path).unlink()
