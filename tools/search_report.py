"""Measures the search: ``python -m tools.search_report`` asks a built site queries in Chromium.

It prints, by kind of query and for those held out, how often a right page comes first or among the
first three, the mean reciprocal rank, how often the first note is right, what is found for absent
things, how much is downloaded, and the time from a key to the painted results.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tools import synthetic
from tools.browser import find_browser, missing_browser_message
from tools.build import DEFAULT, Folders, build
from tools.search_queries import ABSENT, Query, invent_queries, read_queries
from tools.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playwright.sync_api import Browser, Page

FILES = ("_static/search*.js", "search-records.js")  # the script has a digest in its name
SEED = 2023
OF_A_KIND = 40  # queries invented per kind

# Types the last character for real, and waits until what it found is on the screen. What is before
# it goes in at once: nobody waits for that.
ASK = """
() => new Promise((resolve) => {
  const field = document.querySelector('input[name="q"]');
  field.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel(); // runs after this frame is painted
      port1.onmessage = () => resolve(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  }, { once: true });
})
"""
FOUND = """
() => [...document.querySelectorAll(".search-results .search-group")].map((group) =>
  [...group.querySelectorAll("[role=option]")].map((option) => {
    const url = new URL(option.href);
    return [url.pathname.slice(1), url.hash];
  }))
"""


@dataclass(frozen=True)
class Result:
    """What was found for a query: addresses of pages and ids of notes in order, and the time in ms."""

    query: Query
    pages: tuple[str, ...]
    notes: tuple[str, ...]
    milliseconds: float

    @property
    def rank(self) -> int:
        """The place of the first right page, from 1; 0 where none was found."""
        right = self.query.pages
        return next((n for n, page in enumerate(self.pages, start=1) if page in right), 0)

    @property
    def is_note_right(self) -> bool:
        """Whether the first note is a right one."""
        return bool(self.notes) and self.notes[0] in self.query.notes


@dataclass(frozen=True)
class Score:
    """How well some queries were answered, each as a share of them; ``absent`` is a number of results."""

    queries: int
    first: float
    third: float
    reciprocal: float
    note: float
    absent: int

    @classmethod
    def of(cls, results: Iterable[Result]) -> Score:
        """Return the score of some results. Absent things count by what was found for them alone."""
        every = list(results)
        there = [result for result in every if result.query.kind != ABSENT]
        noted = [result for result in there if result.query.notes]
        ranks = [result.rank for result in there]
        return cls(
            len(every),
            _mean([rank == 1 for rank in ranks]),
            _mean([0 < rank <= 3 for rank in ranks]),
            _mean([1 / rank if rank else 0 for rank in ranks]),
            _mean([result.is_note_right for result in noted]),
            sum(len(result.pages) for result in every if result.query.kind == ABSENT),
        )


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 1.0


def ask(page: Page, queries: Iterable[Query]) -> list[Result]:
    """Ask a page on which the search is open, and return the results in the same order."""
    field = page.locator("input[name=q]")
    results = []
    for query in queries:
        field.evaluate("(field, text) => { field.value = text; field.focus(); }", query.text[:-1])
        page.evaluate(f"window.painted = ({ASK})(); undefined")
        field.press_sequentially(query.text[-1])
        milliseconds = page.evaluate("window.painted")
        pages, notes = [], []
        for options in page.evaluate(FOUND):
            for number, (path, anchor) in enumerate(options):
                is_note = path.startswith("talks/") or anchor.startswith("#line-")
                if is_note and anchor:
                    notes.append(anchor.removeprefix("#"))
                if number == 0:
                    pages.append(path if is_note else path + anchor)
        results.append(Result(query, tuple(pages), tuple(notes), milliseconds))
    return results


def measure(browser: Browser, address: str, queries: Iterable[Query]) -> list[Result]:
    """Open the search page of a site at *address*, and ask it."""
    page = browser.new_page()
    page.goto(f"{address}search/")
    page.locator("[role=listbox]").wait_for(state="attached")
    results = ask(page, queries)
    page.close()
    return results


def weigh(site: Path) -> dict[str, int]:
    """Return the bytes of each file of the search, compressed by gzip."""
    return {
        file.name: len(gzip.compress(file.read_bytes(), 9))
        for pattern in FILES
        for file in site.glob(pattern)
    }


def report(results: Sequence[Result], weights: dict[str, int]) -> str:
    """Return everything measured as text."""
    rows = [f"{'kind':<22}{'queries':>8}{'s@1':>8}{'s@3':>8}{'MRR':>8}{'note':>8}{'absent':>8}"]

    def row(name: str, some: Iterable[Result]) -> None:
        score = Score.of(some)
        if not score.queries:
            return
        shares = [score.first, score.third, score.reciprocal, score.note]
        numbers = [f"{share:.3f}" if name != ABSENT else "" for share in shares]
        cells = "".join(f"{number:>8}" for number in [*numbers, score.absent])
        rows.append(f"{name:<22}{score.queries:>8}{cells}")

    for kind in dict.fromkeys(result.query.kind for result in results):
        row(kind, [result for result in results if result.query.kind == kind])
    for name, held_out in (("all, to tune by", False), ("all, held out", True)):
        row(name, [result for result in results if result.query.held_out == held_out])
    row("all", results)
    wrong = [
        r for r in results if (r.query.pages and r.rank != 1) or (not r.query.pages and r.pages)
    ]
    rows += ["", "Not right at once:"]
    rows += [f"  {r.query.kind}: {r.query.text!r} found {', '.join(r.pages[:2])}" for r in wrong]
    times = sorted(result.milliseconds for result in results)
    percentile = statistics.quantiles(times, n=20)[-1]
    rows += [
        "",
        f"Median from key to painted results: {statistics.median(times):.1f} ms",
        f"95th percentile: {percentile:.1f} ms",
        *(f"{name}: {size} bytes (gzip)" for name, size in weights.items()),
        f"together: {sum(weights.values())} bytes",
    ]
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the project's site, or an invented one, ask it and print the report."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.search_report", description="Measure the search in Chromium."
    )
    parser.add_argument("--talks", type=int, help="measure an invented site with so many talks")
    parser.add_argument("--days", type=int, default=84, help="its days")
    known = parser.parse_args(arguments)
    program = find_browser()
    if program is None:
        print(missing_browser_message(), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        folders = DEFAULT
        if known.talks:
            root = Path(folder)
            synthetic.write_site(root, known.talks, known.days, SEED)
            folders = Folders(root / "docs", root / "_build", root / "_site")
        if build(folders, ["--quiet"]):
            return 1
        queries = invent_queries(folders.site, SEED, OF_A_KIND) if known.talks else read_queries()
        with serving(folders.site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            results = measure(browser, address, queries)
            browser.close()
        print(report(results, weigh(folders.site)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
