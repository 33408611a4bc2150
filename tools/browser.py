"""The browser that the tests open pages with: ``python -m tools.browser`` sees to it that there is one."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"  # never on PATH
SECONDS = 600  # long enough for a slow network, short enough for one that never answers

ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find_browser() -> Path | None:
    """Return the program that CHROMIUM names, else one on PATH, else Playwright's own."""
    chosen = os.environ.get("CHROMIUM")
    candidates = [chosen] if chosen else [*NAMES, MAC_CHROME]
    if found := next(filter(None, map(shutil.which, candidates)), None):
        return Path(found)
    return None if chosen else find_playwright_browser()


def find_playwright_browser() -> Path | None:
    """Return the Chromium that Playwright downloaded, if it did."""
    # In a process of its own: Playwright allows only one at a time, and may fail in many ways.
    asked = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], check=False, capture_output=True, text=True
    )
    found = shutil.which(asked.stdout.strip())
    return Path(found) if found else None


def driver_runs() -> bool:
    """Say whether Playwright's driver, a program for this system, can run."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def missing_browser_message() -> str:
    """Return what is missing, and the ways to mend it."""
    chosen = os.environ.get("CHROMIUM")
    fault = f"CHROMIUM is set to {chosen}, which is no program." if chosen else "No browser found."
    return (
        f"{fault} The tests open pages in Chromium. Any of these mends it:\n"
        "  - install Chromium or Google Chrome,\n"
        "  - set CHROMIUM to the path of one that you have,\n"
        "  - check the network and run the tests again: they try to install Chromium themselves."
    )


NO_DRIVER = (
    "Playwright, which drives the browser, cannot run here: it most likely lacks the library\n"
    "libatomic (Debian and Ubuntu: apt-get install libatomic1)."
)


def install_commands(browser: bool, driver: bool) -> list[list[str]]:
    """Return the commands that install what is wanted of browser and driver, as fits the system."""
    if not browser and not driver:
        return []
    try:
        system = platform.freedesktop_os_release()["ID"]
    except OSError:  # not Linux
        system = ""
    administrator = become_administrator()
    use_apt = system in ("debian", "ubuntu") and administrator is not None
    packages = ["libatomic1"] if driver and use_apt else []
    commands = []
    if browser and use_apt and system == "debian":  # Ubuntu's package is but a pointer to a snap
        packages.append("chromium")
    elif browser and (use_apt or not driver):  # Playwright fetches a browser only if it runs
        playwright = [sys.executable, "-m", "playwright", "install"]
        commands.append([*playwright, *(["--with-deps"] if use_apt else []), "chromium"])
    if packages:
        apt = [*(administrator or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
        commands = [[*apt, "update"], install, *commands]
    return commands


def become_administrator() -> list[str] | None:
    """Return what a command starts with to run as root: nothing, sudo, or None if it cannot."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    sudo = ["sudo", "-n"]  # fails instead of asking for a password
    allowed = subprocess.run([*sudo, "true"], check=False, capture_output=True)
    return sudo if allowed.returncode == 0 else None


def run(commands: list[list[str]]) -> None:
    """Run commands until one fails, and show the end of what that one said."""
    for command in commands:
        print("$", *command, flush=True)
        try:
            subprocess.run(
                command,
                check=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=SECONDS,
            )
        except subprocess.CalledProcessError as error:
            # Indented lines are where in its own code it failed.
            lines = [line for line in error.stdout.splitlines() if line[:1].strip()]
            print(*lines[-3:], sep="\n")
            return
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error)
            return


def main() -> int:
    """Print which browser the tests use, after installing what is missing."""
    browser, driver = find_browser(), driver_runs()
    wanted = browser is None and not os.environ.get("CHROMIUM")
    if commands := install_commands(browser=wanted, driver=not driver):
        print("Installing what the tests need to open pages: a minute or two", flush=True)
        run(commands)
        browser, driver = find_browser(), driver_runs()
    if not driver:
        print(NO_DRIVER, file=sys.stderr)
    if browser is None:
        print(missing_browser_message(), file=sys.stderr)
    else:
        print(f"Browser: {browser}")
    return 0 if driver and browser else 1


if __name__ == "__main__":
    sys.exit(main())
