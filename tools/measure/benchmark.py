"""Times our build against the untouched stack on the same pages: ``python -m tools.measure.benchmark``.

Both build copies of the pages in temporary folders, in turn, so that other work on the machine hits
both. The untouched stack is Sphinx with the same theme and packages and none of our code: what our
directives add is plain Markdown there.
"""

import argparse
import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.build import ROOT

UNTOUCHED = """\
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
exclude_patterns = ["_*"]
html_theme = "pydata_sphinx_theme"
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["references.bib"]
suppress_warnings = ["bibtex.duplicate_id", "bibtex.duplicate_label"]
"""
COMMANDS = {  # each as its authors run it: ours chooses by itself how many processes it takes
    "ours": ("tools.build", "--docs=docs", "--work=_build", "--site=_site"),
    "untouched": (
        "sphinx",
        *["-q", "-j", "auto", "-b", "dirhtml", "-d", "_build", "docs", "_site"],
    ),
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


def seconds(name: str, folder: Path) -> float:
    """Build; return how long it took. Raises CalledProcessError if it fails."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *COMMANDS[name]],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the medians of clean builds and builds after one edit, and their ratios."""
    parser = argparse.ArgumentParser(prog="nox -s benchmark --", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    known = parser.parse_args(arguments)
    print(f"{known.rounds} rounds of 4 builds")
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name in COMMANDS:
            for sources in ("docs", "notes"):
                shutil.copytree(ROOT / sources, Path(temporary, name, sources))
        make_untouched(Path(temporary, "untouched", "docs"))
        for number, name in itertools.product(range(known.rounds), COMMANDS):
            folder = Path(temporary, name)
            for built in ("_build", "_site"):
                shutil.rmtree(folder / built, ignore_errors=True)
            clean = seconds(name, folder)
            page = folder / "docs" / EDITED
            text = page.read_text("utf-8")
            page.write_text(
                re.sub(r"developer( \d+)?", f"developer {number}", text, count=1), "utf-8"
            )
            edit = seconds(name, folder)
            print(f"round {number + 1}, {name}: {clean:.2f} s, edit {edit:.2f} s", flush=True)
            times.setdefault(f"clean {name}", []).append(clean)
            times.setdefault(f"one edit {name}", []).append(edit)
    for what in ("clean", "one edit"):
        ours, untouched = (statistics.median(times[f"{what} {name}"]) for name in COMMANDS)
        ratio = ours / untouched
        print(f"{what:9} ours {ours:.2f} s, untouched {untouched:.2f} s, ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
