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

import pytest

from tests.project import mini_project
from tools import serve
from tools.build import ROOT


@contextmanager
def live(project, port: int = 0):
    """Run the live server; yield the process."""
    folders = project.folders
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tools.serve", "--port", str(port)),
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
        page = f"{address}talks/first/"
        assert "on trees" in get(page)
        assert "/live.js" in get(page)
        project.replace("docs/talks/first.md", "- on trees", "- on treess")
        read_until(process, "Built")
        assert "on treess" in get(page)
        project.replace("docs/talks/first.md", "kind: keynote", "kind: keynot")
        said = read_until(process, "messages above say why")
        assert said.count("unknown kind 'keynot'") == 1
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
def test_what_is_wrong_is_shown_in_every_page_until_it_is_fixed(tmp_path, chromium):
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
            "Fix: ",
        ):
            assert text in fault.inner_text()
        assert f"unknown kind '{wrong}'" in read_until(process, "messages above say why")
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


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_cannot_be_is_a_message(port, capsys):
    with pytest.raises(SystemExit):
        serve.main(["--port", port])
    assert capsys.readouterr().err.endswith(
        f"{port} is not a port. Fix: choose one from 0 to 65535.\n"
    )


def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    with live(mini_project(tmp_path)) as process:
        read_until(process, r"The site is at http://\S+/")
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stdout.read().decode().strip() == "Stopped."
