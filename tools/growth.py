"""Shows how builds grow: ``python -m tools.growth`` builds synthetic sites, ours and untouched.

Both systems build the same pages in turn, so that whatever else the machine does hits both; what is
printed are medians. "Untouched" is what ``tools.benchmark`` means by it.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.benchmark import UNTOUCHED_EXTENSIONS, copy_untouched
from tools.build import ROOT
from tools.phases import ENDS, FILE
from tools.synthetic import days_for, write_site

if TYPE_CHECKING:
    from collections.abc import Sequence

OUR_EXTENSIONS = ("conference", *UNTOUCHED_EXTENSIONS)
SIZES = (36, 300, 1000)
LARGE = 5000
BULLET = re.compile(r"(\n *- )")
PHASES = (*ENDS.values(), "finish")


@dataclass(frozen=True)
class Run:
    """One build: seconds on the clock and of the processor, peak memory in MB, seconds by phase."""

    clock: float
    processor: float
    memory: float
    phases: dict[str, float]


@dataclass(frozen=True)
class System:
    """Something that builds the pages in ``folder``."""

    name: str
    folder: Path

    @property
    def command(self) -> list[str]:
        """The command that builds, with the extension that notes the phases."""
        if self.name == "ours":
            build = ["-m", "tools.build", "--quiet"]
            build += ["--docs", "docs", "--work", "_build", "--site", "_site"]
            extensions: tuple[str, ...] = OUR_EXTENSIONS
        else:
            build = ["-m", "sphinx", "-q", "-b", "dirhtml", "-d", "_build", "docs", "_site"]
            extensions = UNTOUCHED_EXTENSIONS
        return [sys.executable, *build, "-D", f"extensions={','.join(extensions)},tools.phases"]

    def build(self) -> Run:
        """Build. Raises CalledProcessError where that fails."""
        noted = self.folder / "phases.txt"
        noted.unlink(missing_ok=True)
        environment = os.environ | {FILE: str(noted), "PYTHONPATH": str(ROOT)}
        started = time.time()
        process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)  # what subprocess offers has no memory in it
        process.returncode = os.waitstatus_to_exitcode(status)
        ended = time.time()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, self.command)
        ends = dict(line.split() for line in noted.read_text("utf-8").splitlines())
        times = [started, *(float(ends[phase]) for phase in ENDS.values()), ended]
        phases = {name: times[at + 1] - times[at] for at, name in enumerate(PHASES)}
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024
        memory = usage.ru_maxrss / unit
        return Run(ended - started, usage.ru_utime + usage.ru_stime, memory, phases)

    def clean(self) -> None:
        """Remove what earlier builds left."""
        for name in ("_build", "_site"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, number: int) -> None:
        """Change a word of one talk."""
        page = min((self.folder / "docs" / "talks").glob("*.md"))
        *before, last = BULLET.split(page.read_text("utf-8"))
        marker, text = before.pop(), last
        text = f"again{number} {text.removeprefix(f'again{number - 1} ')}"
        page.write_text("".join([*before, marker, text]), "utf-8")

    def pages(self) -> list[Path]:
        """Return the built pages of talks."""
        return sorted((self.folder / "_site" / "talks").glob("*/index.html"))

    def bytes_of_pages(self) -> int:
        """Return the size of all HTML."""
        return sum(file.stat().st_size for file in (self.folder / "_site").rglob("*.html"))

    def weight(self) -> float:
        """Return what a talk page weighs on the wire, in the mean."""
        return statistics.mean(len(gzip.compress(page.read_bytes(), 9)) for page in self.pages())


def measure(talks: int, rounds: int, folder: Path) -> dict[str, System]:
    """Build a synthetic site of that size with both systems; print how long it took."""
    systems = {name: System(name, folder / name) for name in ("ours", "untouched")}
    days = days_for(talks)
    write_site(systems["ours"].folder, talks, days)
    copy_untouched(systems["untouched"].folder, systems["ours"].folder)
    clean: dict[str, list[Run]] = {name: [] for name in systems}
    edits: dict[str, list[Run]] = {name: [] for name in systems}
    for number in range(rounds):
        for name, system in systems.items():
            system.clean()
            clean[name].append(system.build())
            system.edit(number)
            edits[name].append(system.build())
    print(f"\n{talks} talks in {days} days, medians of {rounds}")
    header = "".join(f"{phase:>8}" for phase in PHASES)
    columns = f"{'edit':>8}{'its cpu':>8}{'MB':>7}{'pages':>9}{'gzip':>7}"
    print(f"{'':10}{'clock':>8}{'cpu':>8}{header}{columns}")
    for name, system in systems.items():
        cells = [
            *(statistics.median(run.clock for run in clean[name]),),
            *(statistics.median(run.processor for run in clean[name]),),
            *(statistics.median(run.phases[phase] for run in clean[name]) for phase in PHASES),
            *(statistics.median(run.clock for run in edits[name]),),
            *(statistics.median(run.processor for run in edits[name]),),
        ]
        memory = max(run.memory for run in clean[name])
        size = system.bytes_of_pages() / 1_000_000
        numbers = "".join(f"{cell:8.2f}" for cell in cells)
        print(f"{name:10}{numbers}{memory:7.0f}{size:6.1f} MB{system.weight():7.0f}")
    clock, processor = (
        [
            statistics.median(
                getattr(ours, what) / getattr(theirs, what)
                for ours, theirs in zip(runs["ours"], runs["untouched"], strict=True)
            )
            for runs in (clean, edits)
        ]
        for what in ("clock", "processor")
    )
    print(
        f"ours / untouched: clean {clock[0]:.2f}, one word {clock[1]:.2f}, "
        f"of the processor {processor[0]:.2f} and {processor[1]:.2f}",
        flush=True,
    )
    return systems


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each size, and what a talk page weighs against one of the project's own."""
    parser = argparse.ArgumentParser(prog="python -m tools.growth", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--talks", type=int, nargs="*", default=SIZES, help="the sizes")
    parser.add_argument("--large", action="store_true", help=f"{LARGE} talks too: many minutes")
    known = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        own = System("ours", Path(temporary, "own"))
        for name in ("docs", "notes"):
            shutil.copytree(ROOT / name, own.folder / name)
        own.build()
        print(f"a talk page of this project: {own.weight():.0f} bytes, compressed")
        for talks in (*known.talks, *((LARGE,) if known.large else ())):
            folder = Path(temporary, str(talks))
            measure(talks, known.rounds, folder)
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
