"""Times our build against the untouched stack on the same pages: ``python -m tools.benchmark``.

Both build copies of the project's pages in temporary folders, in turn, so that whatever else the
machine does hits both. The untouched stack is Sphinx with the same theme and packages and none of
our code: what our directives add is plain Markdown there.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tools.build import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

UNTOUCHED_EXTENSIONS = ("myst_parser", "sphinx_design", "sphinxcontrib.bibtex")
UNTOUCHED = f"""\
extensions = {UNTOUCHED_EXTENSIONS}
exclude_patterns = ["_*"]
html_theme = "pydata_sphinx_theme"
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["references.bib"]
suppress_warnings = ["bibtex.duplicate_id", "bibtex.duplicate_label"]
"""
EDITED = "talks/metpy.md"


def copy_ours(folder: Path) -> None:
    """Copy the project's sources."""
    for name in ("docs", "notes", "tools"):
        ignored = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "package-lock.json", folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")


def copy_untouched(folder: Path, source: Path = ROOT) -> None:
    """Copy the pages of a project without what only our extension understands."""
    shutil.copytree(source / "docs", folder / "docs", ignore=shutil.ignore_patterns("_*"))
    (folder / "docs" / "conf.py").write_text(UNTOUCHED, encoding="utf-8")
    for page in (folder / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r":::\{addition\} .*\n(?::.*\n)*", ":::{note}\n", text)
        text = re.sub(r"```\{(?!toctree|bibliography)[^`]*```\n", "Text.\n", text)
        text = re.sub(r"\{count\}`\w+`", "36", text)
        page.write_text(text, encoding="utf-8")
    bibliography = folder / "docs" / "references.bib"
    entries = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(re.sub(r"(?m)^@\w+\{", "@misc{", entries), encoding="utf-8")


def seconds(command: Sequence[str], folder: Path) -> float:
    """Run a build; return how long it took. Raises CalledProcessError where it fails."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the medians of clean and one-edit builds, and their ratios."""
    parser = argparse.ArgumentParser(prog="python -m tools.benchmark", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(arguments).rounds
    sphinx = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "dirhtml",
        "-d",
        "_build",
        "docs",
        "_site",
    ]
    systems = {
        "ours": (copy_ours, [sys.executable, "-m", "tools.build", "-q"]),
        "untouched": (copy_untouched, sphinx),
    }
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folders = {name: Path(temporary, name) for name in systems}
        for name, (copy, _) in systems.items():
            copy(folders[name])
        for number in range(rounds):
            for name, (_, command) in systems.items():
                folder = folders[name]
                for built in ("_build", "_site"):
                    shutil.rmtree(folder / built, ignore_errors=True)
                times.setdefault((name, "clean"), []).append(seconds(command, folder))
                page = folder / "docs" / EDITED
                page.write_text(
                    page.read_text("utf-8").replace("developer", f"developer {number}", 1)
                )
                times.setdefault((name, "one edit"), []).append(seconds(command, folder))
    for what in ("clean", "one edit"):
        ours = statistics.median(times["ours", what])
        untouched = statistics.median(times["untouched", what])
        print(
            f"{what:9} ours {ours:.2f} s, untouched {untouched:.2f} s, ratio {ours / untouched:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
