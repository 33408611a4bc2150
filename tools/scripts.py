"""Bundles the scripts of the pages: ``conference/browser/*.js`` become ``_static/*.js``, with esbuild.

Each file that a page loads (or has in its head: ``first_paint``) is one bundle: browsers load no
modules from a disk, and one request is less to wait for than ten.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BUNDLES = ("page", "search", "first_paint", "not_found")
# Every browser of the last three years or so.
TARGET = "es2022"


class BundleError(Exception):
    """The scripts could not be bundled; the message says why, and how to mend it."""


def bundle(sources: Path, packages: Path, out: Path) -> None:
    """Write the bundles of the scripts in *sources* into the folder *out*.

    *packages* is the folder ``node_modules``. Raises BundleError where Node.js or a package is
    missing, or a script is wrong.
    """
    esbuild = packages / "esbuild" / "bin" / "esbuild"
    if not esbuild.is_file():
        raise BundleError(
            f"{packages.name}/ has no esbuild, which bundles the scripts. "
            "Mend: build with `nox -s docs`, which installs it."
        )
    command = [
        *("node", str(esbuild)),
        *(str(sources / f"{name}.js") for name in BUNDLES),
        "--bundle",
        "--minify",
        "--format=iife",
        "--charset=utf8",
        "--legal-comments=none",
        f"--target={TARGET}",
        f"--outdir={out}",
        "--log-level=warning",
        "--color=false",
    ]
    try:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=sources.parent.parent,
            env={**os.environ, "NODE_PATH": str(packages)},
        )
    except FileNotFoundError as error:
        raise BundleError(
            "Node.js is not on PATH. Mend: build with `nox -s docs`, which installs it."
        ) from error
    if done.returncode or done.stderr:  # a warning is an error
        raise BundleError(f"{done.stderr.strip()}\nMend the script there.")
