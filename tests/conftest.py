"""Fixtures: the real site, built once; a server on a free port; a page in a real Chromium."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.helpers import parse
from tests.project import Project, other_project, whole_project
from tools.browser import need_browser
from tools.build import locked
from tools.serving import hosting

BUILT = "TEST_BUILT"  # names a project that is built already, see test_recipes


@pytest.hookimpl(tryfirst=True)  # before ``-m`` chooses
def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker("browser")


class Site:
    """A built site: its pages parsed, by address without the leading slash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = {
            file.relative_to(folder).as_posix().removesuffix("index.html"): parse(file)
            for file in sorted(folder.rglob("*.html"))
            if "_static" not in file.parts
        }
        # The pages that only lead to where a page moved.
        refresh = "meta[http-equiv=refresh]"
        self.redirects = {path for path, page in self.pages.items() if page.select_one(refresh)}
        self.talks = {
            path: page
            for path, page in self.pages.items()
            if path.startswith("talks/") and path not in self.redirects
        }


@pytest.fixture(scope="session")
def built_once(tmp_path_factory, worker_id) -> Callable[..., Project]:
    """Return a function that builds a project with no warning, once for all processes of a run."""
    run = tmp_path_factory.getbasetemp()
    run = run if worker_id == "master" else run.parent

    def build(name: str, make: Callable[[Path], Project]) -> Project:
        root = run / name
        with locked(run):
            if not root.exists():
                make(root).build("-j", "2")
        assert (root / "_site").is_dir(), "the build failed, here or in another process"
        return Project(root)

    return build


@pytest.fixture(scope="session")
def real_site(built_once) -> Project:
    """Return the project's own sources, built, or another project that is built."""
    if root := os.environ.get(BUILT):
        return Project(Path(root))
    return built_once("real", whole_project)


@pytest.fixture(scope="session")
def other_conference(built_once) -> Project:
    """Return a small conference for a host's folder, with what the real one may lack, built."""
    if BUILT in os.environ:
        pytest.skip("only what is said of the named project is in question")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", "https://example.org/a/b")
        patch.setenv("REPOSITORY_URL", "https://example.org/me/notes/")
        return built_once("other", other_project)


@pytest.fixture(scope="session")
def site(real_site) -> Site:
    return Site(real_site.folders.site)


@pytest.fixture(scope="session")
def other_site(other_conference) -> Site:
    return Site(other_conference.folders.site)


@pytest.fixture(scope="session")
def data(real_site) -> dict[str, Any]:
    """Return what the real site publishes as talks.json."""
    return json.loads((real_site.folders.site / "talks.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def notes(data) -> list[dict[str, Any]]:
    return [note for part in (*data["talks"], data["reading_list"]) for note in part["notes"]]


@pytest.fixture(scope="session")
def talk(data) -> dict[str, Any]:
    """Return the talk with the most notes, which has notes of every kind."""
    return max(data["talks"], key=lambda talk: len(talk["notes"]))


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    with contextlib.ExitStack() as servers:
        yield lambda folder: servers.enter_context(hosting(folder)).address


@pytest.fixture(scope="session")
def address(real_site, serve) -> str:
    return serve(real_site.folders.site)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a real Chromium. Without one the tests fail: nothing about a page is proven then."""
    from playwright.sync_api import sync_playwright

    try:
        program = need_browser()
    except SystemExit as missing:
        pytest.fail(f"{missing}", pytrace=False)
    args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=program, args=args) as browser,
    ):
        yield browser


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address anywhere; the test fails if a script there throws.

    It also takes a width and what Playwright's ``new_context`` takes, such as ``color_scheme``.
    """
    errors: list[str] = []
    with contextlib.ExitStack() as contexts:

        def visit_(url: str, width: int = 1280, **options) -> Page:
            context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
            page = contexts.enter_context(context).new_page()
            page.on("pageerror", lambda error: errors.append(f"{url}: {error}"))
            page.goto(url)
            return page

        yield visit_
    assert errors == []


@pytest.fixture
def open_page(visit, address) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the real site, with the options of ``visit``.

    The test fails if a page logs an error or a warning, or asks another host for anything. That a
    missing page is missing is not an error.
    """
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        missing = "404" in message.text and not url.endswith((".js", ".css", ".svg", ".woff2"))
        if message.type in {"error", "warning"} and not missing:
            complaints.append(f"{message.type}: {message.text} {message.location}")

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            complaints.append(f"{request.frame.url} asks for {request.url}")

    def open_(path: str, width: int = 1280, **options) -> Page:
        page = visit("about:blank", width, **options)
        page.on("console", heard)
        page.on("request", asked)
        page.goto(address + path)
        return page

    yield open_
    assert complaints == []
