"""The project's commands: `nox -s docs` runs one of them; what follows `--` is handed on to it.

Each works in an environment in .nox/ that is named like its lock in requirements/: sessions with the
same lock share one.
"""

import hashlib
import itertools
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one is told so in words
    sys.exit(
        f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}. "
        "Fix: make .venv again with a newer one, say: python3.13 -m venv --clear .venv"
    )

import nox
from nox.command import CommandFailed

nox.options.default_venv_backend = "none"  # install() makes one environment for each lock
# Nox looks for uv, which none of this needs: that it finds none is of interest to nobody.
logging.getLogger("nox").addFilter(lambda record: "uv binary" not in str(record.msg))

LOCKS = Path("requirements")
MEASURE = Path("tools", "measure")
LOCK_HEADER = "# Written by `nox -s lock` from the groups in pyproject.toml.\n"
PATH = os.environ["PATH"]


def install(session: nox.Session, group: str) -> None:
    """Give the session exactly the locked packages of a group, and those of package-lock.json.

    Node.js comes with them if PATH has none that fits.
    """
    venv = Path(".nox", group).absolute()
    os.environ["PATH"] = os.pathsep.join([str(venv / "bin"), PATH])  # where nox looks for programs
    os.environ["PYTHONUTF8"] = "1"  # text is UTF-8, whatever the locale says
    os.environ.pop("PYTHONPATH", None)  # only what is locked can be imported
    locks = [LOCKS / f"{name}.txt" for name in (group, *([] if has_node() else ["node"]))]
    # Nothing of another lock may stay; and the lock names every package.
    environment = [sys.executable, "-m", "venv", "--clear", str(venv)]
    pip = ["python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--require-hashes", *(f"--requirement={lock}" for lock in locks)]
    install_once(session, venv, locks, environment, pip)
    install_node_packages(session, Path())


def install_node_packages(session: nox.Session, folder: Path) -> None:
    """Install the packages of a folder's package-lock.json, unless that was done."""
    npm = ["npm", "ci", f"--prefix={folder}", "--loglevel=error"]
    install_once(session, folder / "node_modules", [folder / "package-lock.json"], npm)


def install_once(
    session: nox.Session, folder: Path, locks: list[Path], *commands: list[str]
) -> None:
    """Run the commands that install what locks name into a folder, unless that was done."""
    stamp = folder / "lock.sha256"
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    session.log(f"Installing the packages that {locks[0]} names: a minute or so, once")
    try:
        for command in commands:
            session.run(*command)
    except CommandFailed:
        session.error("Packages could not be installed (see why above). Is there a network?")
    stamp.write_text(wanted)


def has_node() -> bool:
    """Return whether PATH has npm, and a Node.js that package.json agrees with."""
    node, npm = (shutil.which(name, path=PATH) for name in ("node", "npm"))
    if not (node and npm):
        return False
    needed = json.loads(Path("package.json").read_text())["engines"]["node"].removeprefix(">=")
    order = f"'{needed}'.localeCompare(process.versions.node, 'en', {{ numeric: true }})"
    check = [node, "--eval", f"process.exit({order} > 0 ? 1 : 0)"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def need_network(session: nox.Session) -> None:
    """End the session with one line if other hosts cannot be reached."""
    try:
        urllib.request.urlopen("https://www.python.org", timeout=10).close()
    except OSError as error:
        session.error(f"Other hosts cannot be reached ({error}). Fix: connect to a network")


def command(name: str, group: str, program: str, what: str) -> None:
    """Make a session of a program that needs nothing but the packages of a group."""

    def run(session: nox.Session) -> None:
        install(session, group)
        session.run(*program.split(), *session.posargs, interrupt_timeout=5)

    run.__doc__ = what
    nox.session(name=name, default=name == "docs")(run)


command("docs", "docs", "python -m tools.build", "Build the site into _site/.")
command("live", "live", "python -m tools.serve", "Serve the site, and reload it at each save.")
command("conference", "docs", "python -m tools.conference", "Make pages of raw notes.")
command("read", "docs", "python -m tools.read", "Mark a reading item as read today.")
command("addresses", "docs", "python -m tools.addresses", "List new addresses that have to stay.")
command("share-image", "tests", "python -m tools.share_image", "Draw what chats show of a link.")
command("benchmark", "docs", "python -m tools.measure.benchmark", "Time our build.")
command("search-report", "docs", "node tools/measure/search_report.ts", "Ask the search queries.")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, four minutes on two cores; `-- -k days` runs those with "days" in their name."""
    install(session, "tests")
    # Without a browser all tests would stop here; chosen ones may not need it.
    session.run("python", "-m", "tools.browser", success_codes=[0, 1] if session.posargs else [0])
    if not session.posargs:
        session.log("All tests take some four minutes on two cores")
        session.run("node", "--test", "tests/browser/scripts/**/*.test.js", external=True)
    session.run("pytest", *session.posargs)


@nox.session(default=False)  # Debian has what it needs
def engines(session: nox.Session) -> None:
    """Run the essentials of the site in Chromium, Firefox and WebKit, on Debian: two minutes."""
    install(session, "tests")
    session.run("python", "-m", "tools.browser", "engines")
    # One process has one engine at a time: a window opens once for all tests in it.
    program = ["pytest", "--dist=loadgroup", "tests/engines/essentials.py"]
    session.run(*program, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check and tidy code, pages and settings; `-- install` does it at each commit."""
    install(session, "lint")
    session.run("pre-commit", *session.posargs or ["run", "--all-files", "--show-diff-on-failure"])


@nox.session(default=False)  # needs the network, and other people's servers
def linkcheck(session: nox.Session) -> None:
    """Visit every external address of the pages, some minutes; name the lines of broken ones."""
    install(session, "docs")
    need_network(session)
    command = ["sphinx", "-b", "linkcheck", "-Q", "docs", "_build.linkcheck"]
    session.log("Visiting every external address: some minutes")
    session.run("python", "-m", *command, success_codes=[0, 1])
    results = Path("_build.linkcheck", "output.json").read_text("utf-8").splitlines()
    broken = {one["uri"]: one for one in map(json.loads, results) if one["status"] == "broken"}
    files = (Path("docs").rglob(f"*.{kind}") for kind in ("md", "yaml", "bib"))
    for file in sorted(itertools.chain(*files)):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            for uri in [uri for uri in broken if uri in line]:
                print(f"{file}:{number}: {uri} is broken: {broken[uri]['info']}. Fix: update it.")
    if broken:
        session.error(f"{len(broken)} of {len(results)} addresses are broken")


@nox.session(default=False)
def audit(session: nox.Session) -> None:
    """Run axe on every page, and hold Lighthouse against a budget: twenty minutes."""
    install(session, "tests")
    install_node_packages(session, MEASURE)
    session.run("pytest", "--verbose", "tests/browser/audit.py", *session.posargs)
    session.run("python", "-m", "tools.measure.audit")


@nox.session(default=False)  # what it finds changes from day to day
def advisories(session: nox.Session) -> None:
    """Ask which of the locked packages have known weaknesses."""
    install(session, "lock")
    need_network(session)
    locks = [f"--requirement={lock}" for lock in sorted(LOCKS.glob("*.txt"))]
    options = ["--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off"]
    session.run("pip-audit", *options, *locks)
    for prefix in (Path(), MEASURE):
        session.run("npm", "audit", f"--prefix={prefix}")


@nox.session(default=False)  # changes files, and needs the network
def lock(session: nox.Session) -> None:
    """Refresh package-lock.json and the lock files in requirements/ with the newest packages."""
    from datetime import UTC, datetime, timedelta

    install(session, "lock")
    need_network(session)
    session.env["UV_PYTHON"] = sys.executable
    settings = nox.project.load_toml("pyproject.toml")
    days = int(settings["tool"]["uv"]["exclude-newer"].removesuffix(" days"))
    newest = datetime.now(UTC).date() - timedelta(days)
    for prefix in (Path(), MEASURE):
        update = ["npm", "update", "--package-lock-only", f"--prefix={prefix}"]
        session.run(*update, f"--before={newest}")
    with tempfile.TemporaryDirectory() as folder:  # uv's own lock file would name the registry
        shutil.copy("pyproject.toml", folder)
        uv = ["uv", "--quiet", "--project", folder]
        session.run(*uv, "lock")
        for group in settings["dependency-groups"]:
            found = Path(folder, f"{group}.txt")
            export = ["export", "--frozen", "--no-header", f"--only-group={group}", f"-o={found}"]
            session.run(*uv, *export)
            (LOCKS / found.name).write_text(LOCK_HEADER + found.read_text())
