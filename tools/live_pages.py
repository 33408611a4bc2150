"""Serves the site with a script in each page that refreshes it, or shows what is wrong."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import watchfiles
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocketDisconnect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send
    from starlette.websockets import WebSocket

    from tools.live_builds import Builder
    from tools.live_ready import Early

STEP = 20  # ms without a change after which a save is over; editors write files in pieces
DIGEST = re.compile(rb"^(?:v|digest)=\w+$")  # in an address that changes with what is there
PATIENCE = 0.5  # s that the rest of a build waits for a browser, with which it would compete
SCRIPT = Path(__file__).with_name("live_page.js")
ADDRESS = "/live.js"
# For any address, as long as no build has come to an end.
NO_SITE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Not built yet</title></head>
<body><main><h1>Not built yet</h1><p>The site appears here once it is built.</p></main></body>
</html>
"""


class Live:
    """The site as it is now: ``fault`` is what is wrong with the sources, ``version`` counts builds.

    A page knows the version that it was served in, and so whether it is out of date. ``early`` are
    pages that the build under way has written, for those who wait for them: path and HTML. In
    ``since`` is the version in which a page came early, and is up to date from then on.
    """

    def __init__(self, builder: Builder, fault: str) -> None:
        self.builder = builder
        self.fault = fault
        self.version = time.time_ns() // 1_000_000  # other than that of an earlier server
        self.early: Early = {}
        self.since: dict[str, int] = {}
        self._pages: dict[WebSocket, tuple[str, int]] = {}  # with path and version of each
        self._came_back = asyncio.Event()  # a page is there in the version of now

    async def answer(self, page: WebSocket) -> None:
        """Tell a page what there is to tell, until it goes."""
        await page.accept()
        version = page.query_params.get("version", "")
        seen = int(version) if version.isdecimal() else 0
        self._pages[page] = (unquote(page.query_params.get("path", "")), seen)
        if seen == self.version:
            self._came_back.set()
        try:
            await self._tell(page)
            async for _ in page.iter_text():
                pass
        finally:
            del self._pages[page]

    async def _tell(self, page: WebSocket) -> None:
        path, version = self._pages[page]
        message: dict[str, object] = {}
        if not self.since.get(path, self.version) <= version <= self.version:
            message = {"refresh": True}
        elif self.fault:
            message = {"fault": self.fault}
        if message:
            with contextlib.suppress(
                RuntimeError, OSError, WebSocketDisconnect
            ):  # it has just gone
                await page.send_text(json.dumps(message))

    async def _tell_all(self) -> None:
        for page in list(self._pages):
            if page in self._pages:
                await self._tell(page)

    async def _show_early(self, early: Early) -> None:
        """Refresh these pages, and return once a browser is done with one."""
        self.version += 1
        self.early, self.since = early, dict.fromkeys(early, self.version)
        self.fault = ""
        self._came_back.clear()
        waiting = [page for page, (path, _) in self._pages.items() if path in early]
        for page in waiting:
            await self._tell(page)
        if waiting:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._came_back.wait(), PATIENCE)

    async def rebuild(self, changed: list[Path]) -> None:
        """Build after a save, say so, and tell all pages."""
        names = ", ".join(sorted({path.name for path in changed}))
        print(f"Saved: {names}. Building …", flush=True)
        loop = asyncio.get_running_loop()
        self.since = {}

        def show_early(early: Early) -> None:  # in the thread that waits for the build
            asyncio.run_coroutine_threadsafe(self._show_early(early), loop).result()

        self.fault = await asyncio.to_thread(self.builder.build, changed, show_early)
        if not self.fault:
            self.version += 1
        elif self.early:  # they are not to be seen without the rest
            self.version += 1
            self.since = {}
        self.early = {}
        await self._tell_all()
        if not self.fault:
            print("Built.", flush=True)


class Pages(StaticFiles):
    """The files of the site, its pages with the script; or a page that says that there is none yet."""

    def __init__(self, live: Live) -> None:
        super().__init__(directory=live.builder.folders.site, html=True, check_dir=False)
        self.live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        html = self.live.early.get(scope["path"])
        if html is None and not self.live.builder.folders.site.is_dir():
            html = NO_SITE
        if html is not None:
            await self.page(html, self.live.version)(scope, receive, send)
            return
        try:
            await super().__call__(scope, receive, send)
        except HTTPException as error:  # there is no 404.html
            await self.page("Not found", self.live.version, error.status_code)(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the answer with a file."""
        version = self.live.version  # taken first: a page may be newer than it says, never older
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and str(response.path).endswith(".html"):
            html = Path(response.path).read_text(encoding="utf-8")
            return self.page(html, version, response.status_code)
        if DIGEST.search(scope["query_string"]):
            response.headers["Cache-Control"] = "max-age=31536000, immutable"
        return response

    def page(self, html: str, version: int, status: int = 200) -> HTMLResponse:
        """Return a page with the script."""
        html += f'\n<script src="{ADDRESS}" data-version="{version}"></script>\n'
        # Else it would come back from the browser with its old version.
        return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def script(_: Request) -> Response:
    """Return the script of all pages."""
    return FileResponse(SCRIPT, media_type="text/javascript")


def application(live: Live) -> Starlette:
    """Return the web application that serves the site, and builds it whenever a file changes."""
    folders = live.builder.folders
    watched = [path for path in (folders.docs, folders.docs.parent / "notes") if path.is_dir()]

    async def watch() -> None:
        async for changes in watchfiles.awatch(*watched, step=STEP):
            await live.rebuild([Path(path) for _, path in changes])

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(watch())
        yield
        watching.cancel()
        live.builder.stop()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    return Starlette(
        routes=[
            WebSocketRoute("/live", live.answer),
            Route(ADDRESS, script),
            Mount("/", Pages(live)),
        ],
        lifespan=lifespan,
    )
