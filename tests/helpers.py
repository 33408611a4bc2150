"""Small things that tests of built pages share."""

import contextlib
import copy
import os
import re
import signal
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

ORIGIN = "https://site.example/"  # where the built site is taken to be


def parse(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def text(node: Tag | None) -> str:
    """Return the text of an element on one line."""
    assert node
    return " ".join(node.get_text().split())


def without(node: Tag, selector: str) -> Tag:
    """Return a copy of an element without some of what is in it."""
    rest = copy.copy(node)
    for extra in rest.select(selector):
        extra.decompose()
    return rest


def as_typed(shown: str) -> str:
    """Return a text of a page with the quotes and dots of a keyboard."""
    shown = re.sub("[\u2018\u2019]", "'", re.sub("[\u201c\u201d]", '"', shown))
    return shown.replace("\u2026", "...")


def addresses(path: str, links: Iterable[Tag]) -> list[str]:
    """Return where the links on a page of the site lead."""
    return [urljoin(ORIGIN + path, str(link["href"])).removeprefix(ORIGIN) for link in links]


@contextlib.contextmanager
def running(*command: str | Path, **options) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and end it with all that it started."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True} | options
    process = subprocess.Popen([*command], start_new_session=True, **options)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def run(*command: str | Path, **options) -> subprocess.CompletedProcess[str]:
    """Run a command, and return what it said and how it ended."""
    return subprocess.run([*command], capture_output=True, text=True, check=False, **options)
