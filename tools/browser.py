"""Finds the browser that tests open pages with: ``python -m tools.browser`` installs one if needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"  # never on PATH
PACKAGES = ("chromium", "libatomic1")  # the second is for the program that drives the first
MISSING = """\
{fault} The tests open pages in Chromium. Fix, one of:
  - install it: apt-get install chromium (Debian; run as root, the tests do that themselves),
  - set CHROMIUM to the path of a Chromium or Google Chrome that you have,
  - run the tests that need none: nox -s tests -- -m "not browser"."""


def find_browser() -> Path | None:
    """Return the program that CHROMIUM names, or otherwise one on PATH."""
    chosen = os.environ.get("CHROMIUM")
    candidates = [chosen] if chosen else [*NAMES, MAC_CHROME]
    found = next(filter(None, map(shutil.which, candidates)), None)
    return Path(found) if found else None


def need_browser() -> Path:
    """Return the browser. Raises SystemExit that says what is missing and how to fix it."""
    if browser := find_browser():
        return browser
    chosen = os.environ.get("CHROMIUM")
    is_set = f"CHROMIUM is set to {chosen}, which is not a program."
    sys.exit(MISSING.format(fault=is_set if chosen else "No browser was found."))


def install() -> None:
    """Install Debian's Chromium as root or by sudo without a password; show why if that fails."""
    start = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    apt = [*start, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    print("Installing Chromium with apt-get: a minute or two", flush=True)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        if subprocess.run([*apt, *step], stdout=subprocess.DEVNULL, check=False).returncode:
            return


def main() -> None:
    """Print which browser the tests use, after installing one if there is none."""
    may_install = shutil.which("apt-get") and (os.geteuid() == 0 or shutil.which("sudo"))
    if not find_browser() and not os.environ.get("CHROMIUM") and may_install:
        install()
    print(f"Browser: {need_browser()}", flush=True)


if __name__ == "__main__":
    main()
