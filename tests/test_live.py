"""The live server: an address that is printed, a page that follows a save, clear messages."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests import test_builds_agree
from tests.project import mini_project, whole_project
from tools.build import ROOT, build
from tools.live_builds import Builder


@contextmanager
def live(project, port: int = 0):
    """Run the live server; yield the process."""
    folders = project.folders
    path = os.pathsep.join([str(ROOT), str(ROOT / "docs" / "_ext")])
    environment = dict(os.environ) | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tools.live", "--port", str(port)),
            *("--docs", folders.docs, "--work", folders.work, "--site", folders.site),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=project.root,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def read_until(process, pattern: str, seconds: float = 60) -> str:
    """Return what the server printed up to *pattern*; fail where it does not come in time."""
    said = b""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ready, _, _ = select.select([process.stdout], [], [], 0.2)
        if ready:
            said += os.read(process.stdout.fileno(), 65536)
        if re.search(pattern, said.decode()):
            return said.decode()
        if process.poll() is not None:
            break
    raise AssertionError(f"no {pattern!r} in:\n{said.decode()}")


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def test_a_save_is_built_and_served_and_a_broken_one_is_not(tmp_path):
    project = mini_project(tmp_path)
    with live(project) as process:
        said = read_until(process, r"The site is at http://\S+/")
        assert "Building the site from" in said
        address = re.findall(r"http://\S+/", said)[0]
        assert "Building" in said
        page = f"{address}talks/first/"
        assert "on trees" in get(page)
        assert "/live.js" in get(page)
        project.replace("docs/talks/first.md", "- on trees", "- on treess")
        read_until(process, "Built")
        assert "on treess" in get(page)
        project.replace("docs/talks/first.md", "kind: keynote", "kind: keynot")
        said = read_until(process, "_site/ is as it was")
        assert "unknown kind 'keynot'" in said
        assert "on treess" in get(page)
        project.replace("docs/talks/first.md", "kind: keynot", "kind: keynote")
        read_until(process, "Built")


@pytest.mark.browser
def test_a_save_refreshes_the_browser_where_it_is(tmp_path, chromium):
    project = mini_project(tmp_path)
    long_talk = "".join(f"- filler {number}\n" for number in range(80))
    raw = project.read("notes/raw.md").replace("- numbres\n", f"- numbres\n{long_talk}")
    project.write("notes/raw.md", raw)
    page = project.read("docs/talks/second.md")
    page = page.replace("- `OMP_NUM", f"{long_talk}- `OMP_NUM").replace(":lines: 14", ":lines: 13")
    project.write("docs/talks/second.md", page)
    project.replace("docs/reading-list.md", "raw_line: 17", "raw_line: 97")
    with live(project) as process:
        said = read_until(process, r"The site is at http://\S+/")
        tab = chromium.new_page(viewport={"width": 800, "height": 600})
        (address,) = re.findall(r"http://\S+/", said)
        with tab.expect_websocket():
            tab.goto(f"{address}talks/second/")
        tab.evaluate("scrollTo(0, 700)")
        project.replace("docs/talks/second.md", "- filler 40\n", "- fillers 40\n")
        tab.get_by_text("fillers 40").wait_for(timeout=30_000)
        tab.wait_for_function("scrollY === 700")
        tab.close()


@pytest.mark.browser
def test_what_is_wrong_is_shown_in_every_page_until_it_is_mended(tmp_path, chromium):
    project = mini_project(tmp_path)
    first = "docs/talks/first.md"
    wrong = "<img src=x onerror=alert(1)>"
    with live(project) as process:
        said = read_until(process, r"The site is at http://\S+/")
        (address,) = re.findall(r"http://\S+/", said)
        dialogs = []
        tab = chromium.new_page()
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        tab.goto(f"{address}talks/first/")
        project.replace(first, "kind: keynote", f"kind: '{wrong}'")
        fault = tab.get_by_role("alert")
        fault.wait_for(timeout=30_000)
        for text in (
            "talks/first.md:2:",
            f"unknown kind '{wrong}'",
            "Mend: ",
            "_site/ is as it was",
        ):
            assert text in fault.inner_text()
        assert f"unknown kind '{wrong}'" in read_until(process, "_site/ is as it was")
        assert tab.get_by_text("on trees").is_visible()
        later = chromium.new_page()
        later.goto(f"{address}people/")
        later.get_by_role("alert").wait_for()
        later.get_by_role("button", name="Dismiss").press("Enter")
        assert later.get_by_role("alert").count() == 0
        project.replace(first, f"kind: '{wrong}'", "kind: talk")
        read_until(process, "Built")
        fault.wait_for(state="detached", timeout=30_000)
        tab.locator("text=on trees").wait_for()
        tab.reload()
        assert fault.count() == 0
        assert dialogs == []
        tab.close()
        later.close()


@pytest.mark.browser
def test_a_first_build_that_fails_is_shown_and_recovers(tmp_path, chromium):
    project = mini_project(tmp_path)
    project.replace("docs/talks/first.md", "kind: keynote", "kind: keynot")
    with live(project) as process:
        said = read_until(process, r"The site is at http://\S+/")
        (address,) = re.findall(r"http://\S+/", said)
        tab = chromium.new_page()
        tab.goto(f"{address}talks/first/")
        assert "unknown kind 'keynot'" in tab.get_by_role("alert").inner_text()
        project.replace("docs/talks/first.md", "kind: keynot", "kind: keynote")
        tab.get_by_text("on trees").wait_for(timeout=30_000)
        tab.close()


def changed_by(project, edit) -> list[Path]:
    """Make an edit; return the files that it changed, added or removed."""

    def times() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in (project.root / "docs").rglob("*.*")}

    before = times()
    edit(project)
    after = times()
    return [file for file in before.keys() | after if before.get(file) != after.get(file)]


def test_saves_in_a_row_equal_a_clean_build(tmp_path):
    project = whole_project(tmp_path / "edited")
    edits = [
        *(test_builds_agree.edit_a_title, test_builds_agree.edit_a_speaker),
        *(test_builds_agree.edit_a_note, test_builds_agree.add_a_talk),
        *(test_builds_agree.rename_a_slug, test_builds_agree.add_a_spelling),
        *(test_builds_agree.read_an_item, test_builds_agree.correct_a_note),
    ]
    builder = Builder(project.folders)
    early: list[str] = []
    try:
        assert builder.build() == ""
        for edit in edits:
            assert builder.build(changed_by(project, edit), early.extend) == ""
    finally:
        builder.stop()
    assert early[0] == "/talks/coiled/"
    assert "/talks/metpy/" in early
    files = project.files()
    # What is served is as Sphinx wrote it, without the diet.
    folders = replace(project.folders, work=tmp_path / "work", site=tmp_path / "clean")
    assert build(folders, ["--quiet"], light=False) == 0
    clean = project.files(folders.site)
    differ = sorted(name for name in files.keys() | clean if files.get(name) != clean.get(name))
    assert differ == []


def test_a_page_that_comes_early_is_the_one_that_is_published(tmp_path):
    project = mini_project(tmp_path)
    builder = Builder(project.folders)
    early: dict[str, str] = {}
    page = project.folders.site / "talks/first/index.html"
    try:
        assert builder.build() == ""
        project.replace("docs/talks/first.md", "- on trees", "- on treess")
        changed = [project.root / "docs/talks/first.md"]

        def show(pages: dict[str, str]) -> None:
            early.update(pages)
            assert "on treess" not in page.read_text("utf-8")  # not without the others

        assert builder.build(changed, show) == ""
        assert early == {"/talks/first/": page.read_text("utf-8")}
        project.replace("docs/talks/first.md", "- on treess", "- on {term}`treesss`")
        assert "treesss" in builder.build(changed, lambda _: pytest.fail("it came early"))
        assert early == {"/talks/first/": page.read_text("utf-8")}
    finally:
        builder.stop()


def test_a_changed_module_of_ours_is_taken_up(tmp_path):
    project = mini_project(tmp_path)
    conf = project.read("docs/conf.py").replace('["conference"', '["local_module", "conference"')
    path = "import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parent / '_ext'))\n"
    project.write("docs/conf.py", path + conf)
    module = "def setup(app):\n    app.config.html_title = 'One title'\n"
    project.write("docs/_ext/local_module.py", module)
    builder = Builder(project.folders)
    page = project.folders.site / "people/index.html"
    try:
        assert builder.build() == ""
        assert "One title" in page.read_text("utf-8")
        project.write("docs/_ext/local_module.py", module.replace("One", "Another"))
        assert builder.build([project.root / "docs/_ext/local_module.py"]) == ""
        assert "Another title" in page.read_text("utf-8")
    finally:
        builder.stop()


def test_a_port_that_is_taken_is_a_message(tmp_path):
    project = mini_project(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with live(project, port) as process:
            said = process.stdout.read().decode()
            assert process.wait(timeout=60) == 1
    assert f"Port {port} cannot be used" in said
    assert "nox -s live -- --port 8001" in said
    assert "Traceback" not in said
