"""Compares folders by what is in them: files by path, each with what tells its versions apart."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

Version = tuple[int, int]  # when a file was written, in nanoseconds, and its size in bytes


def version(file: Path | os.DirEntry[str]) -> Version:
    """Return what tells this version of a file from others. Raises OSError where there is none."""
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def versions(folder: Path) -> dict[str, Version]:
    """Return all files below a folder, by their path in it; none where there is no such folder."""
    found: dict[str, Version] = {}
    pending = [""]
    while pending:
        inside = pending.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                if entry.is_dir():
                    pending.append(f"{inside}{entry.name}/")
                else:
                    found[inside + entry.name] = version(entry)
    return found


def make_way(file: Path) -> None:
    """See to it that a file can be written: there is its folder, and no file of that name.

    What is there may be one file with that of another folder, which is not to change.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)


def remove(folder: Path, names: set[str]) -> None:
    """Remove files by their path in the folder, and the folders that nothing is left in."""
    for name in names:
        (folder / name).unlink()
    for inside in sorted({parent for name in names for parent in Path(name).parents}, reverse=True):
        if inside.name and not any((folder / inside).iterdir()):
            (folder / inside).rmdir()
