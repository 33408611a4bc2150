"""Times the live server: ``python -m tools.live_benchmark`` saves a page 20 times and looks at it.

A save counts as seen when Chromium has loaded the page anew, scrolled to where it was, and painted.
The project's own sources are copied and edited in a temporary folder, or those of a synthetic site.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tools.browser import find_browser, missing_browser_message
from tools.build import ROOT
from tools.synthetic import days_for, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

TALK = "too-much-parallelism"
# The longest of these in a page is a note, and stays one where a word is added.
NOTE = re.compile(r"^ *- .*", re.MULTILINE)
SCROLLED = 600  # px, or as far as the page is long
PAUSE = 0.3  # s between saves; a build of the project's own pages has nothing left to do by then
LONGEST = 60  # s that a save may take

# Calls window.seen, if there is one, with the page's text, the place and the time, once it is painted.
WATCH = """
addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(
    () => window.seen?.(document.querySelector("main")?.textContent ?? "", scrollY, Date.now())))));
"""


@contextlib.contextmanager
def live_server(root: Path) -> Iterator[str]:
    """Serve the sources in *root* and yield the address; what the server says goes to a file there."""
    command = [sys.executable, "-m", "tools.live", "--port", "0"]
    for name, folder in (("docs", "docs"), ("work", "_build"), ("site", "_site")):
        command += [f"--{name}", str(root / folder)]
    log = root / "log.txt"
    with log.open("w") as out:
        server = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True
        )
        try:
            while not (said := re.search(r"http://\S+/", log.read_text("utf-8"))):
                if server.poll() is not None:
                    raise RuntimeError(f"the live server ended:\n{log.read_text('utf-8')}")
                time.sleep(0.1)
            yield said[0]
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def time_saves(page: Page, source: Path, saves: int, pause: float) -> list[float]:
    """Save *source* so many times, a *pause* between them; return the seconds until each was seen.

    Raises RuntimeError where a save is not seen, or the page is not where it was.
    """
    seen: list[tuple[str, float, float]] = []
    page.expose_function("seen", lambda *what: seen.append(what))
    place = page.evaluate(f"scrollTo(0, {SCROLLED}), scrollY")
    text = source.read_text("utf-8")
    note = max(NOTE.finditer(text), key=lambda found: len(found[0]))
    taken = []
    for number in range(saves):
        page.wait_for_timeout(1000 * pause)
        word = f"save{number}"
        saved = time.time()
        source.write_text(f"{text[: note.end()]} {word}{text[note.end() :]}", encoding="utf-8")
        while not (found := [what for what in seen if word in what[0]]):
            if time.time() - saved > LONGEST:
                raise RuntimeError(f"save {number} is not seen")
            page.wait_for_timeout(5)
        _, scrolled, at = found[0]
        if scrolled != place:
            raise RuntimeError(f"after save {number} the page is at {scrolled} px")
        taken.append(at / 1000 - saved)
    return taken


def copy_sources(root: Path, talks: int | None) -> str:
    """Put the project's sources into *root*, or those of a site of so many talks; return a talk."""
    if talks:
        write_site(root, talks, days_for(talks))
        return min(file.stem for file in (root / "docs" / "talks").glob("*.md"))
    for name in ("docs", "notes"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return TALK


def main(arguments: Sequence[str] | None = None) -> int:
    """Time the saves and print median and 95th percentile; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.live_benchmark", description=__doc__)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between saves")
    parser.add_argument("--talks", type=int, help="of a synthetic site, in place of the project's")
    known = parser.parse_args(arguments)
    program = find_browser()
    if program is None:
        print(missing_browser_message(), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        talk = copy_sources(root, known.talks)
        with live_server(root) as address:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.add_init_script(WATCH)
            with page.expect_websocket():
                page.goto(f"{address}talks/{talk}/")
            taken = sorted(
                time_saves(page, root / f"docs/talks/{talk}.md", known.saves, known.pause)
            )
            browser.close()
    late = taken[min(len(taken) - 1, round(0.95 * len(taken)))]
    print(
        f"{known.saves} saves, each until it is seen: median {1000 * statistics.median(taken):.0f} ms, "
        f"95th percentile {1000 * late:.0f} ms, from {1000 * taken[0]:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
