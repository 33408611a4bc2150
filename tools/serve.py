"""Builds the site, serves it, and refreshes the browser at each save: ``python -m tools.serve``.

Each save is built as `tools.build` builds, in a process forked from one that has everything loaded.
What is served is the last good site; over it, pages show what is wrong with the sources.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import json
import multiprocessing
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocketDisconnect

from tools.build import ROOT, Folders, add_folders, build, folders_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext

    from starlette.requests import Request
    from starlette.types import Scope
    from starlette.websockets import WebSocket

HOST = "127.0.0.1"
STEP = 20  # ms without a change after which a save is over; editors write files in pieces
SCRIPT = Path(__file__).with_name("serve_page.js")
ADDRESS = "/live.js"
NO_SITE = "<!DOCTYPE html><title>Not built yet</title><h1>Not built yet</h1>"


class Live:
    """The site as it is now: ``fault`` is what is wrong with the sources, ``version`` counts builds.

    A page knows the version that it was served in, and so whether it is out of date.
    """

    def __init__(self, folders: Folders, port: int) -> None:
        self.folders, self.port = folders, port
        self.version = time.time_ns() // 1_000_000  # different from that of an earlier server
        self.fault = ""
        self._pages: dict[WebSocket, int] = {}
        self._processes: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")

    def build(self) -> None:
        """Build the site, and print what is wrong."""
        answers, other = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=_build, args=(self.folders, other), daemon=True)
        process.start()
        other.close()
        try:
            self.fault, modules = answers.recv()
            # Later builds start with all that the first one took most of a second to import.
            self._processes = multiprocessing.get_context("forkserver")
            self._processes.set_forkserver_preload(modules)
        except EOFError:
            self.fault = "The build process died. Fix: save again, or restart the server."
        process.join()
        if self.fault:
            print(self.fault, file=sys.stderr, flush=True)
        else:
            self.version += 1

    async def watch(self) -> None:
        """Build after each save, and tell all pages. Start again if our own code has changed."""
        docs = self.folders.docs
        folders = [docs, docs.parent / "notes", ROOT / "conference", ROOT / "tools"]
        async for changes in watchfiles.awatch(*filter(Path.is_dir, folders), step=STEP):
            files = [Path(path) for _, path in changes]
            if any(file.suffix == ".py" for file in files):
                print("Code has changed. Starting again …", flush=True)
                os.execv(sys.executable, [*sys.orig_argv, f"--port={self.port}"])  # noqa: S606
            print(f"Saved: {', '.join(sorted({file.name for file in files}))}. Building …")
            await asyncio.to_thread(self.build)
            if not self.fault:
                print("Built.", flush=True)
            for page in list(self._pages):
                await self._tell(page)

    async def answer(self, page: WebSocket) -> None:
        """Tell a page what there is to tell, until it goes."""
        await page.accept()
        version = page.query_params.get("version", "")
        self._pages[page] = int(version) if version.isdecimal() else 0
        try:
            await self._tell(page)
            async for _ in page.iter_text():
                pass
        finally:
            del self._pages[page]

    async def _tell(self, page: WebSocket) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # it has just gone
            if self._pages.get(page, self.version) != self.version:
                await page.send_text(json.dumps({"refresh": True}))
            elif self.fault:
                await page.send_text(json.dumps({"fault": self.fault}))


def _build(folders: Folders, answers: Connection) -> None:
    """Build in a process of its own; answer with what is wrong, and the modules it imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = build(folders, ["--quiet"], light=False)
    modules = [name for name in sys.modules if not name.startswith("__")]
    answers.send((said.getvalue().strip() if code else "", modules))


class Pages(StaticFiles):
    """The files of the site, its pages with the script that refreshes them."""

    def __init__(self, live: Live) -> None:
        super().__init__(directory=live.folders.work / "html", html=True, check_dir=False)
        self.live = live

    async def check_config(self) -> None:
        """Accept that there is no site yet."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the answer with a file, or a page that says that there is none."""
        version = self.live.version  # taken first: a page may be newer than it says, never older
        html, status = "Not found", 404
        try:
            response = await super().get_response(path, scope)
        except HTTPException:  # there is no 404.html
            if not self.live.folders.work.is_dir():
                html, status = NO_SITE, 200
        else:
            if not (isinstance(response, FileResponse) and str(response.path).endswith(".html")):
                return response
            html, status = Path(response.path).read_text("utf-8"), response.status_code
        html += f'\n<script src="{ADDRESS}" data-version="{version}"></script>\n'
        # Otherwise the browser may show it again with its old version.
        return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def application(live: Live) -> Starlette:
    """Return the web application that serves the site, and builds it whenever a file changes."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(live.watch())
        yield
        watching.cancel()

    def script(_: Request) -> Response:
        return FileResponse(SCRIPT, media_type="text/javascript")

    routes = [WebSocketRoute("/live", live.answer), Route(ADDRESS, script), Mount("/", Pages(live))]
    return Starlette(routes=routes, lifespan=lifespan)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, then serve until Ctrl+C; return the exit code."""
    parser = argparse.ArgumentParser(prog="nox -s live --", description="Build and serve the site.")
    parser.add_argument("--port", type=int, default=8000, help="default 8000; 0 takes a free one")
    add_folders(parser)
    known = parser.parse_args(arguments)
    if not 0 <= known.port <= 65535:
        parser.error(f"{known.port} is not a port. Fix: choose one from 0 to 65535.")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:  # before the build, so that a port in use is known at once
        listener.bind((HOST, known.port))
    except OSError as error:
        print(
            f"Port {known.port} cannot be used: {error.strerror}. "
            "Fix: stop what runs there, or choose another: nox -s live -- --port 8001",
            file=sys.stderr,
        )
        return 1
    port = listener.getsockname()[1]
    live = Live(folders_of(known), port)
    print(f"Building the site from {known.docs.name}/ …", flush=True)
    try:
        live.build()
        listener.listen()  # from here on a browser waits for the server instead of being refused
        address = f"http://{HOST}:{port}/"
        print(
            f"\nThe site is at {address} and refreshes at each save. Ctrl+C stops it.\n", flush=True
        )
        uvicorn.Server(uvicorn.Config(application(live), log_level="warning")).run([listener])
    except KeyboardInterrupt:
        pass  # which uvicorn raises again, unless a parent process has it ignored
    finally:
        listener.close()
    print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
