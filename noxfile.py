"""The project's commands: `nox -s docs` runs one of them; what follows `--` is handed on to it.

Each works in an environment of its own in .nox/, made from the locked packages in requirements/.
"""

import hashlib
import logging
import shutil
import sys
import tempfile
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.options.default_venv_backend = "venv"  # comes with Python
nox.options.reuse_venv = "yes"  # install() sees to it that what is reused is up to date
# Nox looks for uv, which none of this needs: that it finds none is no news to anybody.
logging.getLogger("nox").addFilter(lambda record: "uv binary" not in str(record.msg))

LOCKS = Path("requirements")
LOCK_HEADER = "# Written by `nox -s lock` from the groups in pyproject.toml.\n"


def install(session: nox.Session, group: str) -> None:
    """Give the session exactly the locked packages of a group, unless it has them already."""
    session.env["PYTHONPATH"] = None  # only what is locked can be imported
    session.env["PYTHONUTF8"] = "1"  # text is UTF-8, whatever the locale says
    lock = LOCKS / f"{group}.txt"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    venv = Path(str(session.virtualenv.location))
    stamp = venv / "lock.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    session.log(f"Installing the locked packages of group {group}: a minute or so, once")
    try:
        if stamp.exists():  # made from another lock, of which nothing may stay
            session.run(sys.executable, "-m", "venv", "--clear", str(venv), external=True)
        session.install(
            "--require-hashes",
            "--no-deps",  # the lock names every package
            "--disable-pip-version-check",
            f"--requirement={lock}",
        )
    except CommandFailed:
        session.error("Packages could not be installed (pip says why above). Is there a network?")
    stamp.write_text(wanted)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into _site/."""
    install(session, "docs")
    session.run("python", "-m", "tools.build", *session.posargs)


@nox.session(default=False)  # runs until it is stopped
def live(session: nox.Session) -> None:
    """Build the site, serve it on this machine, and reload it whenever a file changes."""
    install(session, "live")
    session.run("python", "-m", "tools.live", *session.posargs, interrupt_timeout=5)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; `-- -k days` runs those with "days" in their name."""
    install(session, "tests")
    # Without a browser all tests would stop here; chosen ones may not need it.
    session.run("python", "-m", "tools.browser", success_codes=[0, 1] if session.posargs else [0])
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check and tidy code, pages and settings; `-- install` does it at each commit."""
    install(session, "lint")
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
    install(session, "docs")
    session.run("python", "-m", "tools.build", "--quiet")
    session.run("python", "-m", "tools.addresses")


@nox.session(default=False)  # its numbers are for people, not for passing or failing
def benchmark(session: nox.Session) -> None:
    """Time our build against the untouched stack on the same pages."""
    install(session, "docs")
    session.run("python", "-m", "tools.benchmark", *session.posargs)


@nox.session(default=False)  # likewise, and takes minutes
def growth(session: nox.Session) -> None:
    """Time synthetic sites of 36 to 1,000 talks, ours and untouched; `-- --large` has 5,000 too."""
    install(session, "docs")
    session.run("python", "-m", "tools.growth", *session.posargs)


@nox.session(default=False)  # changes files, and needs the network
def lock(session: nox.Session) -> None:
    """Refresh the lock files in requirements/ with the newest packages."""
    install(session, "lock")
    session.env["UV_PYTHON"] = sys.executable
    groups = nox.project.load_toml("pyproject.toml")["dependency-groups"]
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
