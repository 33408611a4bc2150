"""The project's commands: `nox -s docs` runs one of them; what follows `--` is handed on to it.

Each works in an environment of its own in .nox/, made from the locked packages in requirements/.
"""

import hashlib
import json
import logging
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.options.default_venv_backend = "venv"  # comes with Python
nox.options.reuse_venv = "yes"  # install() sees to it that what is reused is up to date
# Nox looks for uv, which none of this needs: that it finds none is no news to anybody.
logging.getLogger("nox").addFilter(lambda record: "uv binary" not in str(record.msg))

LOCKS = Path("requirements")
AUDIT = Path("tools", "audit")
LOCK_HEADER = "# Written by `nox -s lock` from the groups in pyproject.toml.\n"


def install(session: nox.Session, group: str, *, node: bool = False, every: bool = False) -> None:
    """Give the session exactly the locked packages of a group, unless it has them already.

    With *node* also Node.js, where PATH has none that fits, and the packages of package-lock.json;
    those for development too where *every* one is needed.
    """
    session.env["PYTHONPATH"] = None  # only what is locked can be imported
    session.env["PYTHONUTF8"] = "1"  # text is UTF-8, whatever the locale says
    locks = [
        LOCKS / f"{name}.txt" for name in (group, *(["node"] if node and not has_node() else []))
    ]
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    venv = Path(str(session.virtualenv.location))
    stamp = venv / "lock.sha256"
    if not stamp.exists() or stamp.read_text() != wanted:
        session.log(f"Installing the locked packages of group {group}: a minute or so, once")
        try:
            if stamp.exists():  # made from another lock, of which nothing may stay
                session.run(sys.executable, "-m", "venv", "--clear", str(venv), external=True)
            session.install(
                "--require-hashes",
                "--no-deps",  # the lock names every package
                "--disable-pip-version-check",
                *(f"--requirement={lock}" for lock in locks),
            )
        except CommandFailed:
            session.error(
                "Packages could not be installed (pip says why above). Is there a network?"
            )
        stamp.write_text(wanted)
    if node:
        install_node_packages(session, Path(), every=every)


def install_node_packages(session: nox.Session, folder: Path, *, every: bool) -> None:
    """Put the packages of a folder's package-lock.json into its node_modules/, if they are not there.

    Those for development alone stay out unless *every* one is needed.
    """
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    all_of_them, few = f"{lock} all\n", f"{lock} without development\n"
    stamp = folder / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_text() in ({all_of_them} if every else {all_of_them, few}):
        return
    session.log("Installing the locked packages of package-lock.json")
    try:
        session.run(
            *("npm", "ci", f"--prefix={folder}", "--loglevel=error"),
            *([] if every else ["--omit=dev"]),
            external=True,
        )
    except CommandFailed:
        session.error("Packages could not be installed (npm says why above). Is there a network?")
    stamp.write_text(all_of_them if every else few)


def has_node() -> bool:
    """Say whether PATH has npm, and a Node.js that package.json agrees with."""
    if not (shutil.which("npm") and shutil.which("node")):
        return False
    needed = json.loads(Path("package.json").read_text())["engines"]["node"].removeprefix(">=")
    found = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    try:
        return numbers(found.stdout.strip().removeprefix("v")) >= numbers(needed)
    except ValueError:  # it does not run
        return False


def numbers(version: str) -> list[int]:
    """Return the parts of a version such as 22.19.0."""
    return [int(part) for part in version.split(".")]


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into _site/."""
    install(session, "docs", node=True)
    session.run("python", "-m", "tools.build", *session.posargs)


@nox.session(default=False)  # runs until it is stopped
def live(session: nox.Session) -> None:
    """Build the site, serve it on this machine, and reload it whenever a file changes."""
    install(session, "live", node=True)
    session.run("python", "-m", "tools.live", *session.posargs, interrupt_timeout=5)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; `-- -k days` runs those with "days" in their name."""
    install(session, "tests", node=True)
    # Without a browser all tests would stop here; chosen ones may not need it.
    session.run("python", "-m", "tools.browser", success_codes=[0, 1] if session.posargs else [0])
    if not session.posargs:
        session.run("node", "--test", "tests/scripts/**/*.test.js", external=True)
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check and tidy code, pages and settings; `-- install` does it at each commit."""
    install(session, "lint", node=True, every=True)
    session.run(
        "pre-commit", *(session.posargs or ["run", "--all-files", "--show-diff-on-failure"])
    )


@nox.session(default=False)  # needs the network, and other people's servers
def linkcheck(session: nox.Session) -> None:
    """Visit every external address that the pages link to."""
    install(session, "docs")
    session.run("python", "-m", "sphinx", "-b", "linkcheck", "-q", "docs", "_build/linkcheck")


@nox.session(default=False)  # changes files
def split(session: nox.Session) -> None:
    """Split raw notes into pages: `-- notes/scipy-2023.md docs`; edited pages stay as they are."""
    install(session, "docs")
    session.run("python", "-m", "tools.split_notes", *session.posargs)


@nox.session(default=False)  # changes files
def addresses(session: nox.Session) -> None:
    """Build the site and add its new addresses to the list of those that have to stay."""
    install(session, "docs", node=True)
    session.run("python", "-m", "tools.build", "--quiet")
    session.run("python", "-m", "tools.addresses")


@nox.session(default=False)  # its numbers are for people, not for passing or failing
def benchmark(session: nox.Session) -> None:
    """Time our build against the untouched stack on the same pages."""
    install(session, "docs", node=True)
    session.run("python", "-m", "tools.benchmark", *session.posargs)


@nox.session(name="live-benchmark", default=False)  # its numbers are for people as well
def live_benchmark(session: nox.Session) -> None:
    """Time how long a save takes to be seen in Chromium under the live server."""
    install(session, "tests", node=True)
    session.run("python", "-m", "tools.live_benchmark", *session.posargs)


@nox.session(default=False)  # likewise, and takes minutes
def growth(session: nox.Session) -> None:
    """Time synthetic sites of 36 to 1,000 talks, ours and untouched; `-- --large` has 5,000 too."""
    install(session, "docs")
    session.run("python", "-m", "tools.growth", *session.posargs)


@nox.session(name="search-report", default=False)  # what has to hold is tested
def search_report(session: nox.Session) -> None:
    """Ask the search the committed queries in Chromium, and print how well and fast it answers."""
    install(session, "tests", node=True)
    session.run("python", "-m", "tools.search_report", *session.posargs)


@nox.session(default=False)  # takes ten minutes; what has to hold at each commit is tested
def audit(session: nox.Session) -> None:
    """Weigh the site, run Lighthouse and axe on it, and hold them against tools/audit/budget.toml."""
    install(session, "audit", node=True)
    install_node_packages(session, AUDIT, every=True)
    session.run("python", "-m", "tools.audit", *session.posargs)


@nox.session(default=False)  # needs the network; what it finds changes from day to day
def advisories(session: nox.Session) -> None:
    """Ask which of the locked packages have known weaknesses."""
    install(session, "lock", node=True)
    session.run(
        *("pip-audit", "--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off"),
        *(f"--requirement={lock}" for lock in sorted(LOCKS.glob("*.txt"))),
    )
    for prefix in (Path(), AUDIT):
        session.run("npm", "audit", f"--prefix={prefix}", external=True)


@nox.session(default=False)  # changes files, and needs the network
def lock(session: nox.Session) -> None:
    """Refresh package-lock.json and the lock files in requirements/ with the newest packages."""
    install(session, "lock", node=True)
    session.env["UV_PYTHON"] = sys.executable
    settings = nox.project.load_toml("pyproject.toml")
    groups = settings["dependency-groups"]
    days = int(settings["tool"]["uv"]["exclude-newer"].removesuffix(" days"))
    newest = datetime.now(UTC).date() - timedelta(days)
    for prefix in (Path(), AUDIT):
        session.run(
            *("npm", "update", "--package-lock-only", f"--prefix={prefix}", f"--before={newest}"),
            external=True,
        )
    with tempfile.TemporaryDirectory() as folder:  # uv's own lock file would name the registry
        shutil.copy("pyproject.toml", folder)
        uv = ["uv", "--quiet", "--project", folder]
        try:
            session.run(*uv, "lock")
        except CommandFailed:
            session.error("No versions were chosen (uv says why above). Is there a network?")
        for group in groups:
            found = Path(folder, f"{group}.txt")
            session.run(
                *uv, "export", "--frozen", "--no-header", f"--only-group={group}", f"-o={found}"
            )
            (LOCKS / found.name).write_text(LOCK_HEADER + found.read_text())
