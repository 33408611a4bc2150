"""Times the live server: ``python -m tools.measure.live`` saves a page 20 times and looks at it.

A save counts as seen when Chromium has loaded the page again, scrolled to where it was, and painted.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import need_browser
from tools.build import ROOT
from tools.measure.copies import write_copies

TALK = "too-much-parallelism"
NOTE = re.compile(r"(?m)^ *- .*")  # the longest in a page stays a note when a word is added
SCROLLED = 600  # px
# Whether a page with the word is there, scrolled to where it was; and when it is painted.
SEEN = (
    "([word, at]) => document.querySelector('main')?.textContent.includes(word) && scrollY === at"
)
PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median and the 95th percentile of the seconds until a save is seen."""
    parser = argparse.ArgumentParser(prog="nox -s live-benchmark --", description=__doc__)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--talks", type=int, default=36)
    known = parser.parse_args(arguments)
    program = need_browser()
    taken = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        write_copies(root, known.talks)
        command = [sys.executable, "-m", "tools.serve", "--port", "0"]
        command += [f"--docs={root}/docs", f"--work={root}/_build", f"--site={root}/_site"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            said = (re.search(r"http://\S+/", line) for line in server.stdout or ())
            address = next(found[0] for found in said if found)
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
            page.goto(f"{address}talks/{TALK}/")
            place = page.evaluate(f"scrollTo(0, {SCROLLED}), scrollY")
            source = root / "docs" / "talks" / f"{TALK}.md"
            text = source.read_text("utf-8")
            end = max(NOTE.finditer(text), key=lambda found: len(found[0])).end()
            for number in range(known.saves):
                page.wait_for_timeout(300)
                saved = time.perf_counter()
                source.write_text(f"{text[:end]} save{number}{text[end:]}", encoding="utf-8")
                page.wait_for_function(SEEN, arg=[f"save{number}", place], polling=20)
                page.evaluate(PAINTED)
                taken.append(time.perf_counter() - saved)
            browser.close()
        finally:
            server.terminate()
            server.wait()
    late = statistics.quantiles(taken, n=20)[-1]
    print(f"median {statistics.median(taken):.2f} s, 95th percentile {late:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
