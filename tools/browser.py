"""Finds the browser that tests open pages with: ``python -m tools.browser`` installs one if needed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"  # never on PATH
PACKAGES = ("chromium", "libatomic1")  # the second is for the program that drives the first
# For `nox -s engines`: Debian's packages, each with a file of it.
ENGINES = {
    "chromium": {
        "chromium": "usr/bin/chromium",
        "chromium-driver": "usr/bin/chromedriver",
        "libatomic1": "usr/lib/*/libatomic.so.1",  # for the tests, which will find a browser then
    },
    "firefox": {"firefox-esr": "usr/bin/firefox-esr"},
    "webkit": {
        "webkit2gtk-driver": "usr/bin/WebKitWebDriver",
        "gir1.2-webkit2-4.1": "usr/lib/*/girepository-1.0/WebKit2-4.1.typelib",
        "python3-gi": "usr/lib/python3/dist-packages/gi",
        "xvfb": "usr/bin/Xvfb",
    },
}
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


def missing_packages(*engines: str) -> list[str]:
    """Return the packages of engines that this machine lacks."""
    packages = [one for engine in engines for one in ENGINES[engine].items()]
    return [package for package, file in packages if not any(Path("/").glob(file))]


def install(packages: Sequence[str]) -> None:
    """Install Debian's packages as root or by sudo without a password; show why if that fails."""
    if not shutil.which("apt-get") or not (os.geteuid() == 0 or shutil.which("sudo")):
        return
    start = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    apt = [*start, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    print(f"Installing {', '.join(packages)} with apt-get: a minute or two", flush=True)
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        if subprocess.run([*apt, *step], stdout=subprocess.DEVNULL, check=False).returncode:
            return


def main() -> None:
    """Print which browser the tests use, after installing one if there is none; or the `engines`."""
    if sys.argv[1:] == ["engines"]:
        if missing := missing_packages(*ENGINES):
            install(missing)
        if missing := missing_packages(*ENGINES):
            sys.exit(f"Engines are missing. Fix, on Debian: apt-get install {' '.join(missing)}")
        return
    if not find_browser() and not os.environ.get("CHROMIUM"):
        install(PACKAGES)
    print(f"Browser: {need_browser()}", flush=True)


if __name__ == "__main__":
    main()
