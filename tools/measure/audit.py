"""Holds a page of every kind against ``budget.toml``: ``python -m tools.measure.audit``.

Lighthouse opens each, on a phone and on a desktop, which takes some ten minutes. It tells how far it
is, and fails if anything is out of the budget.
"""

import itertools
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tools.browser import need_browser
from tools.build import DEFAULT, build
from tools.serving import hosting

HERE = Path(__file__).parent
LIGHTHOUSE = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
SCORES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM_OPTIONS = (
    "--headless=new --no-sandbox --disable-background-networking --disable-component-update"
)
DEVICES = {"mobile": [], "desktop": ["--preset=desktop"]}
TRIES = 5  # of a page that is outside of the budget: other work on the machine only ever adds


def measure(address: str, options: list[str], chromium: Path) -> dict[str, float]:
    """Return the scores of a page out of 100, and its metrics. Raises RuntimeError without."""
    command = ["node", str(LIGHTHOUSE), address, "--output=json", "--quiet", *options]
    command += [f"--chrome-flags={CHROMIUM_OPTIONS}", f"--only-categories={','.join(SCORES)}"]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    result: dict[str, Any] = json.loads(done.stdout or "{}")
    if not result or result.get("runtimeError"):
        said = result.get("runtimeError") or done.stderr[-500:]
        raise RuntimeError(f"Lighthouse failed on {address}: {said}")
    scores = {name: 100 * (one["score"] or 0) for name, one in result["categories"].items()}
    metrics = {name: one.get("numericValue", 0) for name, one in result["audits"].items()}
    return {name: round(value, 4) for name, value in (metrics | scores).items()}


def breaches(measured: dict[str, float], budget: dict[str, float]) -> list[str]:
    """Return what is outside of the budget: a score below its limit, or anything else above."""
    return [
        f"{name} is {measured[name]:g}, not {limit:g}"
        for name, limit in budget.items()
        if name in measured
        if (measured[name] < limit if name in SCORES else measured[name] > limit)
    ]


def main() -> int:
    """Audit the site; return 1 if anything is outside of the budget."""
    chromium = need_browser()
    if code := build(DEFAULT, ["--quiet"]):
        return code
    budget = tomllib.loads((HERE / "budget.toml").read_text("utf-8"))
    limits, failed = budget["lighthouse"], False
    with hosting(DEFAULT.site) as server:
        for (kind, page), device in itertools.product(budget["pages"].items(), DEVICES):
            tries = []
            for _ in range(TRIES):
                measured = measure(server.address + page, DEVICES[device], chromium)
                if kind == "not found":
                    del measured["seo"]  # it asks not to be found
                tries.append(breaches(measured, limits))
                if not tries[-1]:
                    break
            wrong = min(tries, key=len)
            failed = failed or bool(wrong)
            values = [f"{name} {measured[name]:g}" for name in limits if name in measured]
            print(f"{kind}, {device}: {'; '.join(wrong) or ', '.join(values)}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
