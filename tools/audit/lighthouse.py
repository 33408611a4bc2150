"""Runs Lighthouse on a page, served as a host on the web does."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

LIGHTHOUSE = Path(__file__).with_name("node_modules") / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-background-networking --disable-component-update"


class LighthouseError(Exception):
    """Lighthouse gave no result; the message has what it said."""


@dataclass(frozen=True)
class Finding:
    """The scores of a page out of 100, what delayed it in ms, and the audits that it failed."""

    scores: dict[str, int]
    largest_paint: float
    blocking: float
    layout_shift: float
    failed: tuple[str, ...]


def run(address: str, chromium: Path, *, desktop: bool) -> Finding:
    """Return what Lighthouse finds. Raises LighthouseError where it does not finish."""
    done = subprocess.run(
        [
            *("node", str(LIGHTHOUSE), address),
            *("--output=json", "--quiet", f"--chrome-flags={FLAGS}"),
            f"--only-categories={','.join(CATEGORIES)}",
            *(["--preset=desktop"] if desktop else []),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROME_PATH": str(chromium)},
    )
    try:
        result = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise LighthouseError(f"{address}: {done.stderr.strip()[-500:]}") from error
    if result.get("runtimeError"):
        raise LighthouseError(f"{address}: {result['runtimeError']['message']}")
    audits = result["audits"]
    scored = {
        reference["id"]
        for category in result["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    return Finding(
        {name: round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES},
        audits["largest-contentful-paint"]["numericValue"],
        audits["total-blocking-time"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        tuple(
            sorted(
                name
                for name in scored
                if (score := audits[name]["score"]) is not None and score < 1
            )
        ),
    )
