"""Serves a folder on a free port of this machine, quietly, for as long as somebody looks at it.

A missing address gets the nearest ``404.html`` above it, as from most hosts of static sites.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BytesIO
    from typing import BinaryIO

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"}
FOR_GOOD = "public, max-age=31536000, immutable"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each, and what is there for the missing ones."""

    protocol_version = "HTTP/1.1"

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


@dataclass
class Sent:
    """What a server sent: the path and the compressed bytes of each answer, in order."""

    answers: list[tuple[str, int]] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """The sum of all answers."""
        return sum(size for _, size in self.answers)


class HostHandler(QuietHandler):
    """Serves as a host on the web does: compressed by gzip, hashed files to be kept for good."""

    def __init__(self, *arguments: object, sent: Sent, directory: str) -> None:
        self.sent = sent
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, the index of a folder, or 404.html."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(self.path))
        status = HTTPStatus.OK
        if file.is_dir():
            file = file / "index.html"
        if not file.is_file():
            file = Path(self.directory) / "404.html"
            status = HTTPStatus.NOT_FOUND
        body = file.read_bytes() if file.is_file() else b"not found"
        zipped = file.suffix in COMPRESSED
        if zipped:
            body = gzip.compress(body, 9, mtime=0)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        in_static = "/_static/" in path and status is HTTPStatus.OK
        self.send_header("Cache-Control", FOR_GOOD if in_static else "no-cache")
        self.end_headers()
        self.wfile.write(body)
        self.sent.answers.append((path, len(body)))


@contextlib.contextmanager
def _listening(handler: Callable[..., QuietHandler]) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True  # a browser keeps its connections open
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve *folder* and yield its address, which ends in a slash."""
    with _listening(functools.partial(QuietHandler, directory=str(folder))) as address:
        yield address


@contextlib.contextmanager
def hosting(folder: Path) -> Iterator[tuple[str, Sent]]:
    """Serve *folder* as a host on the web does; yield its address and a record of what is sent."""
    sent = Sent()
    with _listening(functools.partial(HostHandler, sent=sent, directory=str(folder))) as address:
        yield address, sent
