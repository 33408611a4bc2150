"""Builds the site, serves it, and refreshes the browser at each save: ``python -m tools.live``.

sphinx-autobuild has the watching, the serving and the refreshing; the building is that of
``tools.build``, so what is served is always the last good site.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware, web_socket_script
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles

from tools.build import DEFAULT, ROOT, Folders, build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from starlette.responses import Response

HOST = "127.0.0.1"
PORT = 8000


def rebuild(changed_paths: Sequence[Path]) -> None:
    """Build again after a save, and say so."""
    names = ", ".join(sorted({path.name for path in changed_paths}))
    print(f"Saved: {names}. Building …", flush=True)
    if build(_folders, ["--quiet"], light=False) == 0:
        print("Built.", flush=True)


_folders = DEFAULT  # what ``rebuild`` builds: it runs in a process of its own, forked from this one


class Pages(StaticFiles):
    """Serves the site, its pages with a policy that allows what refreshes them.

    *address* is host and port of the web socket.
    """

    def __init__(self, folder: Path, address: str) -> None:
        super().__init__(directory=folder, html=True, follow_symlink=True)
        script = re.search("<script>(.*)</script>", web_socket_script(address), re.DOTALL)
        digest = hashlib.sha256(script[1].encode() if script else b"").digest()
        self.allowed = (
            f"connect-src ws://{address}; "
            f"script-src 'sha256-{base64.b64encode(digest).decode()}' 'self'"
        )

    def file_response(self, full_path: Any, *arguments: Any, **options: Any) -> Response:
        """Return the answer with a file."""
        file = Path(full_path)
        if file.suffix != ".html":
            return super().file_response(full_path, *arguments, **options)
        page = file.read_text(encoding="utf-8")
        return HTMLResponse(page.replace("script-src 'self'", self.allowed, 1))


def application(folders: Folders, address: str) -> Starlette:
    """Return the web application that serves the site and tells pages to refresh.

    *address* is host and port, for the pages' web socket.
    """
    watched = [path for path in (folders.docs, folders.docs.parent / "notes") if path.is_dir()]
    server = RebuildServer(
        watched, IgnoreFilter([], [r"__pycache__", r"\.sw[a-z]$", "~$"]), rebuild
    )
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", server, name="reload"),
            Mount("/", Pages(folders.site, address)),
        ],
        middleware=[Middleware(JavascriptInjectorMiddleware, ws_url=address)],
        lifespan=server.lifespan,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, then serve until Ctrl+C; return the exit code."""
    global _folders  # noqa: PLW0603 - see there
    parser = argparse.ArgumentParser(
        prog="python -m tools.live", description="Build and serve the site; refresh at each save."
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"default {PORT}; 0 takes a free one"
    )
    parser.add_argument("--docs", type=Path, default=DEFAULT.docs, help="the sources")
    parser.add_argument("--work", type=Path, default=DEFAULT.work, help="what Sphinx keeps")
    parser.add_argument("--site", type=Path, default=DEFAULT.site, help="the built site")
    known = parser.parse_args(arguments)
    _folders = Folders(known.docs, known.work, known.site)
    # Taken before the build, so that a port in use is known at once.
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, known.port))
    except (OSError, OverflowError) as error:
        print(
            f"Port {known.port} cannot be used: {error}. "
            "Stop what runs there, or choose another: nox -s live -- --port 8001",
            file=sys.stderr,
        )
        return 1
    port = listener.getsockname()[1]
    print(f"Building the site from {_name(known.docs)}/ …", flush=True)
    if build(_folders, light=False) and not known.site.is_dir():
        return 1
    listener.listen()  # from here on a browser waits for the server instead of being refused
    address = f"{HOST}:{port}"
    print(
        f"\nThe site is at http://{address}/ and refreshes at each save. Ctrl+C stops it.\n",
        flush=True,
    )
    config = uvicorn.Config(application(_folders, address), log_level="warning")
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        listener.close()
    return 0


def _name(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


if __name__ == "__main__":
    sys.exit(main())
