"""Serves a folder on a free port of this machine, quietly, for as long as somebody looks at it.

A missing address gets the nearest ``404.html`` above it, as from most hosts of static sites.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BytesIO
    from typing import BinaryIO


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each, and what is there for the missing ones."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the headers; return the file, or None where there is nothing to send."""
        try:
            return super().send_head()
        except ValueError:  # no file can have such a name
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def list_directory(self, path: object) -> None:
        """Send no list of files: a folder without a page is a missing address."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send an error: the page for missing addresses where there is one."""
        page = self._missing_page() if code == HTTPStatus.NOT_FOUND else None
        if page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _missing_page(self) -> Path | None:
        root = Path(self.directory)
        for folder in Path(self.translate_path(self.path)).parents:
            page = folder / "404.html"
            if folder.is_relative_to(root) and _is_file(page):
                return page
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long, or that no file can have
        return False


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve *folder* and yield its address, which ends in a slash."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
