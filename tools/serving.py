"""Serves a folder as a host of static sites does: for the live server, tests and measurements.

Text is compressed by gzip, files of ``_static`` are to be kept for good, and a missing address gets
the nearest ``404.html`` above it.
"""

import contextlib
import functools
import gzip
import os
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"}
is_file = os.path.isfile  # unlike a path's own, it answers for names that no file can have
NOT_FOUND = b"<!DOCTYPE html><title>Not found</title><h1>Not found</h1>"


class Server(ThreadingHTTPServer):
    """Serves a folder on a port of this machine; ``sent`` has the path and bytes of each answer."""

    def __init__(self, folder: Path, port: int = 0, pages: "type[Pages] | None" = None) -> None:
        self.sent: list[tuple[str, int]] = []
        pages_of_folder = functools.partial(pages or Pages, directory=str(folder))
        super().__init__(("127.0.0.1", port), pages_of_folder)
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell what went wrong, except that a browser has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Pages(SimpleHTTPRequestHandler):
    """Answers quietly with the files of a folder."""

    server: Server
    protocol_version = "HTTP/1.1"
    static_lasts = "public, max-age=31536000, immutable"

    def do_GET(self) -> None:
        """Answer with a file, the index of a folder, or the nearest 404.html."""
        path = self.path.partition("?")[0]
        file, root = Path(self.translate_path(path)), Path(self.directory)
        if path.endswith("/"):
            file /= "index.html"
        elif is_file(file / "index.html"):
            location = {"Location": f"/{path.strip('/')}/"}
            self.send(b"", file, HTTPStatus.MOVED_PERMANENTLY, location)
            return
        status = HTTPStatus.OK
        if not is_file(file):
            status = HTTPStatus.NOT_FOUND
            above = (folder / "404.html" for folder in file.parents)
            found = (one for one in above if one.is_relative_to(root) and is_file(one))
            file = next(found, root / "404.html")
        lasts = status == HTTPStatus.OK and "/_static/" in path
        headers = {"Cache-Control": self.static_lasts if lasts else "no-cache"}
        self.send(self.content(file), file, status, headers)

    def content(self, file: Path) -> bytes:
        """Return the content of a file, which a build may have taken away a moment ago."""
        try:
            return file.read_bytes()
        except OSError:
            return NOT_FOUND

    def send(self, body: bytes, file: Path, status: int, headers: dict[str, str]) -> None:
        """Send the content of a file."""
        if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 9, mtime=0)
            headers = {**headers, "Content-Encoding": "gzip"}
        self.send_response(status)
        headers |= {"Content-Type": self.guess_type(file), "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.server.sent.append((self.path.partition("?")[0], len(body)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextlib.contextmanager
def hosting(folder: Path) -> Iterator[Server]:
    """Serve *folder* on a free port."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
