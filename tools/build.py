"""Builds the site: ``python -m tools.build`` makes ``_site/`` from ``docs/``.

Sphinx builds into ``_build/``, where it finds what it read the last time. Only a build without a
warning is published, so ``_site/`` always has the last good one, whole.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import hashlib
import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx.cmd.build import build_main

from tools.diet import DietError, diet
from tools.publishing import publish
from tools.scripts import BUNDLES, BundleError, bundle
from tools.unwritable import why_unwritable

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many new objects start a search for garbage. Doctrees are many objects that stay, and searching
# them at Python's 700 takes a fifth of a build; at this number, memory is what it costs: a third more.
RARELY = 50_000

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes: ``work`` may be deleted at any time, ``site`` is the result."""

    docs: Path
    work: Path
    site: Path


DEFAULT = Folders(ROOT / "docs", ROOT / "_build", ROOT / "_site")


def build(folders: Folders = DEFAULT, options: Sequence[str] = (), *, light: bool = True) -> int:
    """Build and publish the site; return the exit code: 0, or 1 where anything is wrong.

    *options* go to sphinx-build. A warning is an error, and all of them are shown in one run. The
    site is *light* but for who looks at it while writing. Raises OSError where something cannot be
    read or written; the site then is as it was.
    """
    gc.set_threshold(RARELY)
    gc.disable()  # until pages are read, see conference.builder
    try:
        return _build(folders, options, light=light)
    finally:
        gc.unfreeze()
        gc.enable()


def _build(folders: Folders, options: Sequence[str], *, light: bool) -> int:
    if folders.site.exists() and not folders.site.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "It is no folder", str(folders.site))
    begin(folders)
    html = folders.work / "html"
    try:
        bundle_scripts(ROOT / "conference" / "browser", html / "_static")
    except BundleError as error:
        if reason := why_unwritable(str(error)):
            raise OSError(reason) from error
        print(error, file=sys.stderr)
        return failed(folders)
    doctrees = folders.work / "doctrees"
    code = run_sphinx(
        [
            *("--builder", "dirhtml"),  # /talks/<slug>/
            "--nitpicky",  # a reference to nothing is a warning
            "--fail-on-warning",
            "--keep-going",
            *("--doctree-dir", str(doctrees)),
            *options,
            str(folders.docs),
            str(html),
        ]
    )
    if code:
        return failed(folders)
    pages = html
    if light:
        pages = folders.work / "light"
        try:
            diet(html, pages, folders.work / "diet")
        except DietError as error:
            print(error, file=sys.stderr)
            return failed(folders)
    publish(pages, folders.site, folders.work / "spare", lasting=light)
    finish(folders)
    return 0


def run_sphinx(arguments: Sequence[str]) -> int:
    """Run sphinx-build and return its exit code.

    Raises OSError where it failed for a file that could not be read or written. What it says of that
    is no help, so standard error waits until the end.
    """
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        try:
            code = build_main(arguments)
        except SystemExit:  # faults, each of which has been told
            code = 1
    if code and (reason := why_unwritable(said.getvalue())):
        raise OSError(reason)
    sys.stderr.write(said.getvalue())
    return code


def build_or_say(folders: Folders, options: Sequence[str] = (), *, light: bool = True) -> int:
    """Build and publish as ``build`` does; where something cannot be written, say so."""
    try:
        return build(folders, options, light=light)
    except OSError as error:
        # What is half written may be what fills the disk.
        for half in (folders.work, folders.site.with_name(f"{folders.site.name}.new")):
            shutil.rmtree(half, ignore_errors=True)
        kept = f" {folders.site.name}/ is as it was." if folders.site.is_dir() else ""
        print(
            f"A file could not be read or written: {error}. "
            f"Mend: free that folder or the disk, and build again.{kept}",
            file=sys.stderr,
        )
        return 1


def failed(folders: Folders) -> int:
    """Say that the build failed; the messages before say why. Return the exit code."""
    # Sphinx reads a page again only when it changes, and warns only while it reads: a second build
    # would find nothing wrong. So the next one starts afresh.
    shutil.rmtree(folders.work, ignore_errors=True)
    kept = f" {folders.site.name}/ is as it was." if folders.site.is_dir() else ""
    print(
        f"The build failed; the messages above say where and how to mend it.{kept}", file=sys.stderr
    )
    return 1


def bundle_scripts(sources: Path, out: Path) -> None:
    """Bundle the scripts where that has not been done.

    It comes before Sphinx, which puts a digest of each script into its address.
    """
    if sources.is_dir() and not all((out / f"{name}.js").is_file() for name in BUNDLES):
        bundle(sources, ROOT / "node_modules", out)


def begin(folders: Folders) -> bool:
    """Empty the work folder, unless a build by the code of today came to its end in it: say whether.

    Sphinx notices changed pages and settings, not changed modules and templates of ours; nor that it
    was killed after it had noted what it read, and before it had written what shows it.
    """
    stamp = _stamp(folders)
    if stamp.is_file() and stamp.read_text() == _code(folders):
        stamp.unlink()
        return True
    shutil.rmtree(folders.work, ignore_errors=True)
    folders.work.mkdir(parents=True)
    return False


def finish(folders: Folders) -> None:
    """Note that a build came to its end, so that the next one goes on from it."""
    _stamp(folders).write_text(_code(folders))


def _stamp(folders: Folders) -> Path:
    return folders.work / "code.sha256"


def _code(folders: Folders) -> str:
    """Return a digest of the code that builds the site."""
    code = hashlib.sha256(sphinx.__version__.encode())
    for file in sorted((ROOT / "conference").rglob("*")):
        if file.suffix in {".py", ".html", ".json", ".js"}:
            code.update(file.read_bytes())
    code.update((ROOT / "package-lock.json").read_bytes())
    return code.hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the project's site; arguments that are not known go to sphinx-build."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.build", description="Build the site into _site/."
    )
    parser.add_argument("--docs", type=Path, default=DEFAULT.docs, help="the sources")
    parser.add_argument("--work", type=Path, default=DEFAULT.work, help="what Sphinx keeps")
    parser.add_argument("--site", type=Path, default=DEFAULT.site, help="the built site")
    known, options = parser.parse_known_args(arguments)
    if not any(option.startswith(("-j", "--jobs")) for option in options):
        options += ["--jobs", "auto"]  # one core resolves pages while others write them
    code = build_or_say(Folders(known.docs, known.work, known.site), options)
    if code == 0:
        print(f"Built {known.site}/index.html")
    return code


if __name__ == "__main__":
    code = main()
    gc.freeze()  # the process ends: a last search for garbage takes longer than to save a page
    sys.exit(code)
