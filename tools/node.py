"""Runs the programs of package-lock.json, for scripts and style sheets."""

import subprocess
from collections.abc import Sequence


class BuildError(Exception):
    """The site cannot be built; the message says what is wrong and how to fix it."""


def run_node(arguments: Sequence[str], data: bytes = b"") -> bytes:
    """Run Node.js and return what it prints. Raises BuildError if it fails or warns."""
    try:
        done = subprocess.run(["node", *arguments], input=data, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise BuildError(
            "Node.js is not on PATH. Fix: build with `nox -s docs`, which installs it."
        ) from error
    if done.returncode or done.stderr:
        raise BuildError(
            f"{done.stderr.decode().strip()}\n"
            "Fix: correct the file above, or install packages by building with `nox -s docs`."
        )
    return done.stdout
