"""Asks the search the committed queries under Node.js, and prints how well and fast it answers.

By kind of query: how often a right page comes first or among the first three, the mean reciprocal
rank, how often the first note is right, and how many pages are found for what is not there.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, NamedTuple

import yaml

from tools.build import DEFAULT, ROOT, build
from tools.node import run_node

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = ROOT / "tests" / "search_queries.yaml"
SCRIPT = Path(__file__).with_name("search.mjs")
FILES = ("_static/search*.js", "search-records.js")  # the script has a digest in its name
ABSENT = "absent"  # the kind of queries for what is not there
KINDS = (
    *("exact", "prefix", "typo", "identifier", "person", "alias"),
    *("sentence", "words", "reading", "form", ABSENT),
)


@dataclass(frozen=True)
class Query:
    """What is asked, and the right answers: addresses of pages, ids of notes and additions.

    Nobody looks at ``held_out`` queries while the search is tuned.
    """

    query: str
    kind: str
    pages: Sequence[str] = ()
    notes: Sequence[str] = ()
    held_out: bool = False


@dataclass(frozen=True)
class Result:
    """What was found for a query, in order, and how long that took."""

    query: Query
    milliseconds: float
    pages: Sequence[str]
    notes: Sequence[str]

    @property
    def rank(self) -> float:
        """The place of the first right page, from 1; infinite if none was found."""
        places = (n for n, page in enumerate(self.pages, start=1) if page in self.query.pages)
        return next(places, float("inf"))


class Score(NamedTuple):
    """How well queries were answered, as shares of them; ``absent`` is a number of pages."""

    first: float
    third: float
    reciprocal: float
    note: float
    absent: int


def score(results: Sequence[Result]) -> Score:
    """Return how well some queries were answered."""
    ranks = [result.rank for result in results if result.query.kind != ABSENT] or [1]
    noted = [result for result in results if result.query.notes]
    right = [bool(set(result.notes[:1]) & set(result.query.notes)) for result in noted] or [True]
    return Score(
        fmean(rank == 1 for rank in ranks),
        fmean(rank <= 3 for rank in ranks),
        fmean(1 / rank for rank in ranks),
        fmean(right),
        sum(len(result.pages) for result in results if result.query.kind == ABSENT),
    )


def read_queries() -> list[Query]:
    """Return the committed queries."""
    return [Query(**entry) for entry in yaml.safe_load(QUERIES.read_text("utf-8"))]


def ask(site: Path, queries: Sequence[Query]) -> list[Result]:
    """Return what the search of a built site finds."""
    question = json.dumps([query.query for query in queries]).encode()
    answers = json.loads(run_node([str(SCRIPT), str(site)], question))
    return [Result(query, **answer) for query, answer in zip(queries, answers, strict=True)]


def weigh(site: Path) -> dict[str, int]:
    """Return the bytes of each file of the search, compressed by gzip."""
    files = [file for pattern in FILES for file in site.glob(pattern)]
    return {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in files}


def main() -> int:
    """Build the site, ask it, and print the report; return the exit code."""
    if code := build(DEFAULT, ["--quiet"]):
        return code
    results = ask(DEFAULT.site, read_queries())
    rows = {kind: [one for one in results if one.query.kind == kind] for kind in KINDS}
    rows["all, to tune by"] = [one for one in results if not one.query.held_out]
    rows["all, held out"] = [one for one in results if one.query.held_out]
    print(f"{'kind':<18}queries   first   third     MRR    note  absent")
    for name, some in rows.items():
        *shares, absent = score(some)
        print(f"{name:<18}{len(some):>7}", *(f"{share:7.3f}" for share in shares), f"{absent:7}")
    print("\nNot right at once:")
    for one in results:
        if one.rank != 1 if one.query.pages else one.pages:
            print(f"  {one.query.kind}: {one.query.query!r} found {', '.join(one.pages[:2])}")
    twentieths = quantiles([one.milliseconds for one in results], n=20)
    print(f"\nOne answer: median {twentieths[9]:.1f} ms, 95th percentile {twentieths[18]:.1f} ms")
    for name, size in weigh(DEFAULT.site).items():
        print(f"{name}: {size} bytes (gzip)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
