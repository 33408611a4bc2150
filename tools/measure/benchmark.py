"""Times our build against the untouched stack on the same pages: ``python -m tools.measure.benchmark``.

Both build copies of the pages in temporary folders, in turn, so that other work on the machine hits
both. The untouched stack is Sphinx with the same theme and packages and none of our code: what our
directives add is plain Markdown there.
"""

from __future__ import annotations

import argparse
import os
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
from tools.measure.copies import copies_for, write_copies

if TYPE_CHECKING:
    from collections.abc import Sequence

UNTOUCHED = """\
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
exclude_patterns = ["_*"]
html_theme = "pydata_sphinx_theme"
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["references.bib"]
suppress_warnings = ["bibtex.duplicate_id", "bibtex.duplicate_label"]
"""
FOLDERS = ("--docs=docs", "--work=_build", "--site=_site")
COMMANDS = {
    "ours": ("-m", "tools.build", *FOLDERS),
    "untouched": ("-m", "sphinx", "-q", "-b", "dirhtml", "-d", "_build", "docs", "_site"),
}
EDITED = "talks/metpy.md"


def make_untouched(docs: Path) -> None:
    """Remove from pages what only our extension understands."""
    shutil.rmtree(docs / "_data")
    (docs / "conf.py").write_text(UNTOUCHED, encoding="utf-8")
    for page in docs.rglob("*.md"):
        text = page.read_text("utf-8")
        text = re.sub(r":::\{addition\} .*\n(?::.*\n)*", ":::{note}\n", text)
        text = re.sub(r"```\{(?!toctree|bibliography)[^`]*```\n", "Text.\n", text)
        page.write_text(re.sub(r"\{count\}`\w+`", "36", text), encoding="utf-8")
    bibliography = docs / "references.bib"
    entries = re.sub(r"(?m)^@\w+\{", "@misc{", bibliography.read_text("utf-8"))
    bibliography.write_text(entries, encoding="utf-8")


def seconds(name: str, folder: Path, options: Sequence[str]) -> float:
    """Build; return how long it took. Raises CalledProcessError if it fails."""
    command = [sys.executable, *COMMANDS[name], *options]
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the medians of clean builds and builds after one edit, and their ratios."""
    parser = argparse.ArgumentParser(prog="nox -s benchmark --", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--talks", type=int, default=36, help="1000 takes minutes per round")
    known = parser.parse_args(arguments)
    options = ["-j", "auto"]
    print(f"{known.rounds} rounds of 4 builds of {known.talks} talks with {' '.join(options)}")
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name in COMMANDS:
            write_copies(Path(temporary, name), copies_for(known.talks))
        make_untouched(Path(temporary, "untouched", "docs"))
        for number in range(known.rounds):
            for name in COMMANDS:
                folder = Path(temporary, name)
                for built in ("_build", "_site"):
                    shutil.rmtree(folder / built, ignore_errors=True)
                times.setdefault((name, "clean"), []).append(seconds(name, folder, options))
                page = folder / "docs" / EDITED
                text = page.read_text("utf-8")
                edit = re.sub(r"developer( \d+)?", f"developer {number}", text, count=1)
                page.write_text(edit, encoding="utf-8")
                times.setdefault((name, "one edit"), []).append(seconds(name, folder, options))
                clean, again = (times[name, what][-1] for what in ("clean", "one edit"))
                print(f"round {number + 1}, {name}: {clean:.2f} s, edit {again:.2f} s", flush=True)
    for what in ("clean", "one edit"):
        ours, untouched = (statistics.median(times[name, what]) for name in COMMANDS)
        ratio = ours / untouched
        print(f"{what:9} ours {ours:.2f} s, untouched {untouched:.2f} s, ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
