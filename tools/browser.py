"""Find the Chromium that the tests open pages with; `python -m tools.browser` installs one if need be."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"  # never on PATH
MINUTES = 10  # long enough for a slow network, short enough for one that never answers


def find_browser() -> Path | None:
    """Return the program that CHROMIUM names, else one on PATH, else Playwright's own."""
    chosen = os.environ.get("CHROMIUM")
    candidates = [chosen] if chosen else [*NAMES, MAC_CHROME]
    found = next(filter(None, map(shutil.which, candidates)), None)
    if found:
        return Path(found)
    return None if chosen else find_playwright_browser()


def find_playwright_browser() -> Path | None:
    """Return the Chromium that Playwright downloaded, if it did."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            path = Path(playwright.chromium.executable_path)
    except Error:  # where Playwright itself cannot run, it has no browser either
        return None
    return path if path.exists() else None


def missing_browser_message() -> str:
    """Say that there is no browser, and the ways to mend it."""
    chosen = os.environ.get("CHROMIUM")
    fault = f"CHROMIUM is set to {chosen}, which is no program." if chosen else "No browser found."
    return (
        f"{fault} The tests open pages in Chromium. Any of these mends it:\n"
        "  - install Chromium or Google Chrome,\n"
        "  - set CHROMIUM to the path of one that you have,\n"
        "  - check the network and run the tests again: they try to install Chromium themselves."
    )


def install_commands() -> list[list[str]]:
    """Return the commands that install Chromium here: the system's own where that is possible."""
    try:
        system = platform.freedesktop_os_release()["ID"]
    except OSError:  # not Linux
        system = ""
    administrator = become_administrator()
    if system == "debian" and administrator is not None:
        apt = [*administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        return [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", "chromium"]]
    playwright = [sys.executable, "-m", "playwright", "install"]
    if system == "ubuntu" and administrator == []:
        playwright.append("--with-deps")  # the libraries that Chromium needs
    return [[*playwright, "chromium"]]


def become_administrator() -> list[str] | None:
    """Return what a command starts with to run as root: nothing, sudo, or None if it cannot."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    sudo = ["sudo", "-n"]  # fails instead of asking for a password
    allowed = subprocess.run([*sudo, "true"], check=False, capture_output=True)
    return sudo if allowed.returncode == 0 else None


def install_browser() -> bool:
    """Run the commands that install Chromium; show the end of what a failing one said."""
    for command in install_commands():
        print("$", *command, flush=True)
        try:
            subprocess.run(
                command,
                check=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=MINUTES * 60,
            )
        except subprocess.CalledProcessError as error:
            lines = [line for line in error.stdout.splitlines() if line[:1].strip()]
            print(*lines[-3:], sep="\n")  # indented lines are where in its own code it failed
            return False
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error)
            return False
    return True


def main() -> int:
    """Print which browser the tests use, after installing one where there is none."""
    browser = find_browser()
    if browser is None and not os.environ.get("CHROMIUM"):
        print("No browser found: installing Chromium, which takes a minute or two.", flush=True)
        if install_browser():
            browser = find_browser()
    if browser is None:
        print(missing_browser_message(), file=sys.stderr)
        return 1
    print(f"Browser: {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
