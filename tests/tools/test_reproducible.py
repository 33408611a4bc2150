"""A site of the same sources is the same bytes, whoever builds it and when; no build loses anything."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from tests.helpers import run
from tests.project import Project, mini_project, whole_project
from tools.build import ROOT

# Another machine, as Python sees it: its clock is a year and some hours ahead, its user and host have
# other names, and it has no network: to ask for one ends the build.
OTHER_MACHINE = """
import datetime, getpass, os, platform, socket, sys, time

AHEAD = 400 * 86400 + 12345
real_time, real_time_ns = time.time, time.time_ns
real_localtime, real_gmtime, real_strftime = time.localtime, time.gmtime, time.strftime
time.time = lambda: real_time() + AHEAD
time.time_ns = lambda: real_time_ns() + AHEAD * 10**9
time.localtime = lambda seconds=None: real_localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: real_gmtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, when=None: real_strftime(form, when or time.localtime())

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

datetime.datetime = Later  # the days of datetime.date are those of time.time
getpass.getuser = lambda: "somebody"
socket.gethostname = platform.node = lambda: "elsewhere"
os.getuid = os.geteuid = lambda: 12345

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print("the build asked for the network:", event, arguments, file=sys.stderr, flush=True)
        os._exit(3)

sys.addaudithook(refuse)
"""


def run_build(project, *arguments: str, program=("-m", "tools.build"), start=(), **options):
    """Build as a process of its own, and return what it said and how it ended."""
    variables = {**os.environ, "PYTHONPATH": f"{ROOT}"} | options.pop("env", {})
    folders = project.folders
    places = ("--docs", folders.docs, "--work", folders.work, "--site", folders.site)
    command = [*start, sys.executable, *program, "--quiet", *places, *arguments]
    return run(*command, env=variables, **options)


def without_network() -> list[str]:
    """Return what a command starts with to have no network, where the system lets us take it away."""
    start = ["unshare", "--map-root-user", "--net"]
    return start if shutil.which(start[0]) and run(*start, "true").returncode == 0 else []


def test_another_machine_and_day_without_a_network_give_the_same_bytes(tmp_path, real_site):
    """Wherever the system cannot cut the network off, Python still refuses it."""
    other = tmp_path / "other machine"
    other.mkdir()
    (other / "sitecustomize.py").write_text(OTHER_MACHINE)
    project = whole_project(tmp_path / "ein anderer Ort")
    env = {"PYTHONPATH": f"{other}{os.pathsep}{ROOT}", "PYTHONHASHSEED": "4711", "LANG": "de_AT"}
    env |= {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}
    env |= {"HOME": "/nowhere", "USER": "somebody", "LOGNAME": "somebody"}
    done = run_build(project, start=without_network(), env=env, timeout=300, umask=0o077)
    assert done.returncode == 0, done.stderr
    assert project.files() == real_site.files()


FIRST = "docs/talks/first.md"
PEOPLE = "docs/_data/people.yaml"


def edit(project: Project, number: int) -> None:
    project.replace(FIRST, "- on trees", f"- on trees {number}")
    for path in (PEOPLE, FIRST):
        project.replace(path, " Ada Lovelace", f" Ada {number} Lovelace")


@pytest.fixture(scope="module")
def states(tmp_path_factory) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return two states of a mini site: some sources, and the files of a clean build of them."""
    found = []
    for number in (0, 1):
        project = mini_project(tmp_path_factory.mktemp("state"))
        edit(project, number)
        assert project.build() == 0
        found.append(({path: project.read(path) for path in (FIRST, PEOPLE)}, project.files()))
    return found


def write(project: Project, sources: dict[str, str]) -> None:
    for path, text in sources.items():
        project.write(path, text)


# Ends all processes of a build when an event of Sphinx is reached, or a function of ours called.
KILL = """
import os, signal, sys

def die(*arguments):
    os.killpg(0, signal.SIGKILL)  # pages may be written by several processes

moment = os.environ.get("DIE", "")
if moment == "replace":
    sys.modules["__main__"].replace = die

def setup(app):
    event, _, page = moment.partition(" ")
    if event and event != "replace":
        app.connect(event, lambda *of: die() if page in ("", *of[1:2]) else None, priority=900)
"""


@pytest.mark.parametrize("moment", ["html-page-context people", "replace", "old"])
def test_a_build_that_is_killed_leaves_the_last_good_site_and_the_next_is_whole(
    tmp_path, states, moment
):
    """What Sphinx noted as read and shown, it would not write again."""
    project = mini_project(tmp_path)
    project.write("docs/conf.py", project.read("docs/conf.py") + KILL)
    write(project, states[0][0])
    assert project.build() == 0
    before = project.files()
    write(project, states[1][0])
    if moment == "old":  # between the two renames
        project.folders.site.rename(tmp_path / "_site.old")
    else:
        done = run_build(project, env={"DIE": moment}, start_new_session=True)
        assert done.returncode == -signal.SIGKILL
        assert project.files() == before
    assert project.build() == 0
    assert project.files() == states[1][1]
    assert sorted(tmp_path.glob("_*")) == [project.folders.work, project.folders.site]


def test_ctrl_c_says_nothing_untrue_and_the_next_build_goes_on(tmp_path):
    project = mini_project(tmp_path)
    interrupt = KILL.replace("os.killpg(0, signal.SIGKILL)", "os.kill(os.getpid(), signal.SIGINT)")
    project.write("docs/conf.py", project.read("docs/conf.py") + interrupt)
    assert project.build() == 0
    people = project.folders.work / "html" / "people" / "index.html"
    written = people.stat().st_mtime_ns
    done = run_build(project, env={"DIE": "env-updated"})
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")
    assert project.build() == 0
    assert people.stat().st_mtime_ns == written


def said_by(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one message of a build that failed."""
    assert done.returncode == 1
    (message,) = done.stderr.splitlines()
    assert " Fix: free that folder or the disk, and build again." in message
    return message


@pytest.mark.parametrize(("place", "folder"), [("file", "site"), ("file/below", "work")])
def test_a_folder_that_cannot_be_written_is_one_message(tmp_path, place, folder):
    project = mini_project(tmp_path)
    assert project.build() == 0
    project.write("file", "somebody's")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    message = said_by(run_build(project, f"--{folder}", str(tmp_path / place)))
    assert message.startswith("A file could not be read or written: [Errno ")
    assert message.endswith("_site/ is as it was.") is (folder == "work")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


# A full disk, for one process: no file may grow beyond a size. (Else a test would need a disk.)
LIMITED = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
runpy.run_module("tools.build", run_name="__main__")
"""


def test_a_disk_that_fills_up_is_one_message(tmp_path, states):
    project = mini_project(tmp_path)
    write(project, states[0][0])
    assert project.build() == 0
    before = project.files()
    write(project, states[1][0])
    shutil.rmtree(project.folders.work)
    message = said_by(run_build(project, program=("-c", LIMITED, "30000")))
    assert "File too large" in message
    assert message.endswith("_site/ is as it was.")
    assert project.files() == before
    assert not list(project.root.glob("_site.*"))
    assert project.build() == 0
    assert project.files() == states[1][1]


def test_a_build_needs_and_changes_nothing_in_the_sources(tmp_path):
    project = mini_project(tmp_path)
    sources = [file for name in ("docs", "notes") for file in (tmp_path / name).rglob("*")]
    sources += [tmp_path / "docs", tmp_path / "notes"]
    for file in sources:
        file.chmod(0o555 if file.is_dir() else 0o444)
    before = {file: file.stat().st_mtime_ns for file in sources}
    try:
        assert project.build() == 0
        assert {file: file.stat().st_mtime_ns for file in sources} == before
    finally:
        for file in sources:
            file.chmod(0o755)
