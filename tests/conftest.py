"""Fixtures: the real site, built once; a server on a free port; a page in a real Chromium."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.project import Project, whole_project
from tools.browser import find_browser, missing_browser_message
from tools.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from conference.model.catalogue import Catalogue


@dataclass
class Site:
    """The built site: its pages parsed, by address without the leading slash."""

    folder: Path
    pages: dict[str, BeautifulSoup]


@pytest.fixture(scope="session")
def real_site(tmp_path_factory) -> Project:
    """Return the project's own sources, built once with no warning."""
    project = whole_project(tmp_path_factory.mktemp("real"))
    assert project.build() == 0
    return project


@pytest.fixture(scope="session")
def catalogue(real_site) -> Catalogue:
    """Return everything that the real sources say."""
    return real_site.read_all().catalogue


@pytest.fixture(scope="session")
def site(real_site) -> Site:
    """Return the real site with its pages parsed."""
    folder = real_site.folders.site
    pages = {
        file.relative_to(folder).as_posix().removesuffix("index.html"): BeautifulSoup(
            file.read_text("utf-8"), "html.parser"
        )
        for file in sorted(folder.rglob("*.html"))
        if "_static" not in file.parts
    }
    return Site(folder, pages)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder on a free port and returns its address."""
    with contextlib.ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def address(real_site, serve) -> str:
    """Return the address of the real site."""
    return serve(real_site.folders.site)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a real Chromium. Without one the tests fail: nothing about a page is proven then."""
    from playwright.sync_api import sync_playwright

    program = find_browser()
    if program is None:
        pytest.fail(missing_browser_message(), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the real site.

    It takes the address of the page and what Playwright's ``new_context`` takes, such as
    ``viewport`` or ``color_scheme``. The test fails where a page logged an error or warning, or
    asked another host for anything.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_(path: str, width: int = 1280, **options) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{path}: {message.type}: {message.text} {message.location}")
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:"))
                else complaints.append(f"{path}: request to {request.url}")
            ),
        )
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
