"""Builds the site: ``python -m tools.build`` makes ``_site/`` from ``docs/``.

Scripts are bundled, Sphinx builds into ``_build/``, the diet makes the result light, and two renames
publish it. Only a build without a warning is published, so ``_site/`` is always the last good one.
"""

import argparse
import contextlib
import fcntl
import hashlib
import io
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sphinx
from sphinx.cmd.build import build_main

from tools.diet import diet
from tools.node import BuildError, run_node

ROOT = Path(__file__).resolve().parent.parent
# Each file that a page loads or has in its head is one bundle: browsers load no modules from a disk.
BUNDLES = ("page", "search", "first_paint")
TARGET = "es2022"  # every browser of the last three years or so
CODE = {".py", ".js", ".mjs", ".ts", ".html", ".css", ".json", ".svg"}


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes: ``work`` may be deleted at any time, ``site`` is the result."""

    docs: Path
    work: Path
    site: Path


DEFAULT = Folders(ROOT / "docs", ROOT / "_build", ROOT / "_site")


def build(folders: Folders = DEFAULT, options: Sequence[str] = (), *, light: bool = True) -> int:
    """Build and publish the site; return the exit code: 0, or 1 if anything is wrong.

    *options* go to sphinx-build. A warning is an error, and all of them are shown in one run. What is
    not to be *light* is not published: the live server shows what Sphinx wrote to ``work/html``.
    """
    kept = f" {folders.site.name}/ is as it was." if folders.site.is_dir() else ""
    try:
        with locked(folders.work.parent):
            _build(folders, options, light=light)
    except BuildError as error:
        fault = f"{error}\nThe build failed; the messages above say why."
    except OSError as error:
        fault = (
            f"A file could not be read or written: {error}. "
            "Fix: free that folder or the disk, and build again."
        )
    else:
        return 0
    print(f"{fault}{kept}", file=sys.stderr)
    return 1


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other build begin in a folder meanwhile, say one of the live server."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _build(folders: Folders, options: Sequence[str], *, light: bool) -> None:
    """Build in a copy of the work folder: after a failure the next build goes on from the last good."""
    published = (folders.site, folders.work) if light else (folders.work,)
    for folder in published:
        recover(folder)
    work, site, code = new(folders.work), new(folders.site), digest_of_code()
    stamp = folders.work / "code.sha256"
    try:
        if stamp.is_file() and stamp.read_text() == code:
            shutil.copytree(folders.work, work)
        else:  # Sphinx notices changed pages and settings, but not changed modules and templates
            work.mkdir(parents=True)
        bundle(ROOT / "conference" / "browser", work / "html" / "_static")
        run_sphinx(folders.docs, work, options)
        if light:
            diet(work / "html", site, work / "styles")
        (work / stamp.name).write_text(code)
        for folder in published:
            replace(folder)
    except BuildError:
        check_space(work)
        raise
    finally:
        for folder in (work, site):
            shutil.rmtree(folder, ignore_errors=True)


def new(folder: Path, version: str = "new") -> Path:
    """Return where the next version of a folder is made, or the old one goes."""
    return folder.with_name(f"{folder.name}.{version}")


def recover(folder: Path) -> None:
    """Undo what a killed build left."""
    if new(folder, "old").is_dir() and not folder.is_dir():  # it was killed between two renames
        new(folder, "old").rename(folder)
    for leftover in (new(folder, "old"), new(folder)):
        shutil.rmtree(leftover, ignore_errors=True)


def replace(folder: Path) -> None:
    """Put the new version of a folder in its place by two renames."""
    if folder.is_dir():
        folder.rename(new(folder, "old"))
    new(folder).rename(folder)
    shutil.rmtree(new(folder, "old"), ignore_errors=True)


def bundle(sources: Path, out: Path) -> None:
    """Bundle the scripts of pages, unless that was done. Raises BuildError if one is wrong.

    It comes before Sphinx, which puts a digest of each script into its address.
    """
    if all((out / f"{name}.js").is_file() for name in BUNDLES):
        return
    options = ["--bundle", "--minify", "--format=iife", "--charset=utf8", "--legal-comments=none"]
    options += [f"--target={TARGET}", f"--outdir={out}", "--log-level=warning", "--color=false"]
    scripts = [str(sources / name) for name in BUNDLES]
    run_node([str(ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"), *scripts, *options])


def run_sphinx(docs: Path, work: Path, options: Sequence[str]) -> None:
    """Run sphinx-build. Raises BuildError with what it says if anything is wrong."""
    strict = ["--nitpicky", "--fail-on-warning", "--keep-going"]
    folders = ["--doctree-dir", str(work / "doctrees"), str(docs), str(work / "html")]
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        try:
            code = build_main(["--builder", "dirhtml", *strict, *options, *folders])
        except SystemExit:  # the sources have faults, each of which has been told
            code = 1
    if code:
        raise BuildError(said.getvalue().rstrip())
    sys.stderr.write(said.getvalue())


def check_space(folder: Path) -> None:
    """Raise OSError if a megabyte cannot be written: programs tell of a full disk in many ways."""
    probe = folder / "probe"
    probe.write_bytes(bytes(1_000_000))
    probe.unlink()


def digest_of_code() -> str:
    """Return a digest of the code that builds the site."""
    code = hashlib.sha256(sphinx.__version__.encode())
    files = [*ROOT.glob("conference/**/*"), *ROOT.glob("tools/*.py"), *ROOT.glob("tools/diet/*")]
    for file in [*sorted(files), ROOT / "package-lock.json"]:
        if file.suffix in CODE:
            code.update(file.read_bytes())
    return code.hexdigest()


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the options that name other folders."""
    for name, what in (("docs", "sources"), ("work", "cache"), ("site", "built site")):
        parser.add_argument(f"--{name}", type=Path, default=getattr(DEFAULT, name), help=what)


def folders_of(known: argparse.Namespace) -> Folders:
    """Return the folders that options name."""
    return Folders(known.docs.resolve(), known.work.resolve(), known.site.resolve())


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the project's site; unknown arguments go to sphinx-build."""
    parser = argparse.ArgumentParser(prog="nox -s docs --", description="Build the site.")
    add_folders(parser)
    known, options = parser.parse_known_args(arguments)
    print(f"Building the site from {known.docs.name}/ …", flush=True)
    folders = folders_of(known)
    # To read and write the few pages of an edit, more processes take longer to start than to work.
    jobs = "1" if folders.work.is_dir() else "auto"
    code = build(folders, ["--quiet", "--jobs", jobs, *options])
    if code == 0:
        print(f"Built {known.site}/index.html")
        if not os.environ.get("SITE_URL"):
            print(
                "SITE_URL is not set, so there are no canonical links, sitemap, JSON-LD and share image."
            )
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C just ends it; see `recover`
    sys.exit(main())
