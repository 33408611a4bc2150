"""The live server: an address that is printed, a page that follows a save, clear messages."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from tests.helpers import running
from tests.project import mini_project
from tools import serve
from tools.build import ROOT


def live(project):
    folders = project.folders
    command = [sys.executable, "-m", "tools.serve", "--port", "0", "--docs", folders.docs]
    command += ["--work", folders.work, "--site", folders.site]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return running(*command, stderr=subprocess.STDOUT, env=environment, cwd=project.root)


def read_until(process, pattern: str) -> str:
    """Return what the server printed up to *pattern*; fail where it does not come in time."""
    said = ""
    while not re.search(pattern, said):
        ready, _, _ = select.select([process.stdout], [], [], 60)
        heard = os.read(process.stdout.fileno(), 65536) if ready else b""
        assert heard, f"no {pattern!r} in:\n{said}"
        said += heard.decode(errors="replace")
    return said


# Saves the page that is being read, once, as an author may who goes on typing.
MEANWHILE = """
from pathlib import Path

def save(app, doctree):
    file = Path(app.srcdir, "talks/first.md")
    text = file.read_text("utf-8")
    if app.env.docname == "talks/first" and "on trees two" not in text:
        file.write_text(text.replace("on trees", "on trees two"), "utf-8")

def setup(app):
    app.connect("doctree-read", save)
"""


def test_a_save_during_a_build_is_in_the_next(tmp_path):
    project = mini_project(tmp_path)
    project.write("docs/conf.py", project.read("docs/conf.py") + MEANWHILE)
    for shown in (False, True):
        assert project.build() == 0
        page = (project.folders.site / "talks/first/index.html").read_text("utf-8")
        assert ("on trees two" in page) is shown


def test_a_save_during_the_first_build_is_followed(tmp_path):
    project = mini_project(tmp_path)
    with live(project) as process:
        read_until(process, "Building the site from")
        time.sleep(0.5)  # it watches by now, and builds for seconds
        project.replace("docs/talks/first.md", "- on trees", "- on treess")
        said = read_until(process, r"Built\.")
        (address,) = re.findall(r"http://\S+/", said)
        with urllib.request.urlopen(f"{address}talks/first/", timeout=10) as answer:
            assert b"on treess" in answer.read()


def lengthen(project) -> None:
    """Give the second talk so many notes that its page can be scrolled."""
    more = "".join(f"- filler {number}\n" for number in range(80))
    project.replace("notes/raw.md", "- numbres\n", f"- numbres\n{more}")
    project.replace("docs/talks/second.md", "- `OMP_NUM", f"{more}- `OMP_NUM")
    project.replace("docs/talks/second.md", ":lines: 14", ":lines: 13")
    project.replace("docs/reading-list.md", "raw_line: 17", "raw_line: 97")


def test_a_page_follows_each_save_where_it_is_and_shows_what_is_wrong(tmp_path, chromium):
    project = mini_project(tmp_path)
    lengthen(project)
    first, second = "docs/talks/first.md", "docs/talks/second.md"
    wrong = "<img src=x onerror=alert(1)>"
    project.replace(first, "kind: keynote", "kind: keynot")  # there is no site yet
    context = chromium.new_context(viewport={"width": 800, "height": 600})
    with live(project) as process:
        (address,) = re.findall(r"http://\S+/", read_until(process, r"The site is at http://\S+/"))
        tab, later, dialogs = context.new_page(), context.new_page(), []
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        fault = tab.get_by_role("alert")
        tab.goto(f"{address}talks/second/")
        assert "unknown kind 'keynot'" in fault.inner_text()
        project.replace(first, "kind: keynot", "kind: keynote")
        tab.get_by_text("filler 79").wait_for(timeout=30_000)
        tab.wait_for_function("document.readyState === 'complete'")  # it restores its place then
        tab.evaluate("scrollTo(0, 700)")
        project.replace(second, "- filler 40\n", "- fillers 40\n")
        tab.get_by_text("fillers 40", exact=True).wait_for(timeout=30_000)
        tab.wait_for_function("scrollY === 700")
        for number in (41, 42, 43):  # also while it is loaded again
            project.replace(second, f"- filler {number}\n", f"- filling {number}\n")
            time.sleep(0.2)
        tab.get_by_text("filling 43", exact=True).wait_for(timeout=30_000)
        tab.wait_for_function("scrollY === 700")
        project.replace(first, "kind: keynote", f"kind: '{wrong}'")
        fault.wait_for(timeout=30_000)
        for text in ("talks/first.md:2:", f"unknown kind '{wrong}'", "Fix: "):
            assert text in fault.inner_text()
        later.goto(f"{address}people/")
        later.get_by_role("alert").wait_for()
        later.get_by_role("button", name="Dismiss").press("Enter")
        assert later.get_by_role("alert").count() == 0
        project.replace(first, f"kind: '{wrong}'", "kind: talk")
        fault.wait_for(state="detached", timeout=30_000)
        tab.get_by_text("fillers 40", exact=True).wait_for()
        assert dialogs == []
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stdout.read().endswith("Stopped.\n")
    context.close()


def test_a_port_that_cannot_be_used_is_a_message(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (taken.getsockname()[1], 70000, -1):
            assert serve.main(["--port", str(port)]) == 1
            said = capsys.readouterr().err
            assert said.startswith(f"Port {port} cannot be used: ")
            assert said.endswith("choose another: nox -s live -- --port 8001\n")
