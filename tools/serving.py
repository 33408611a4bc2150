"""Serves a folder on a free port as a host of static sites does, for tests and measurements.

Text is compressed by gzip, files of ``_static`` are to be kept for good, and a missing address gets
the nearest ``404.html`` above it.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"}
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass
class Sent:
    """What a server sent: the path and the compressed bytes of each answer, in order."""

    answers: list[tuple[str, int]] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """The sum of all answers."""
        return sum(size for _, size in self.answers)


class Handler(SimpleHTTPRequestHandler):
    """Answers quietly, and records what it sends."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, sent: Sent, directory: str) -> None:
        self.sent = sent
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, the index of a folder, or the nearest 404.html."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(self.path))
        if is_file(file / "index.html") and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"/{path.strip('/')}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        candidates = [file / "index.html" if path.endswith("/") else file]
        candidates += [folder / "404.html" for folder in file.parents]
        root = Path(self.directory)
        found = (one for one in candidates if one.is_relative_to(root) and is_file(one))
        file = next(found, root / "404.html")
        status = HTTPStatus.OK if file == candidates[0] else HTTPStatus.NOT_FOUND
        body = file.read_bytes() if is_file(file) else b"not found"
        zipped = file.suffix in COMPRESSED
        if zipped:
            body = gzip.compress(body, 9, mtime=0)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        lasting = "/_static/" in path and status is HTTPStatus.OK
        self.send_header("Cache-Control", FOR_GOOD if lasting else "no-cache")
        self.end_headers()
        self.wfile.write(body)
        self.sent.answers.append((path, len(body)))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


def is_file(path: Path) -> bool:
    """Return whether there is such a file; not for names too long or impossible for one."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def hosting(folder: Path) -> Iterator[tuple[str, Sent]]:
    """Serve *folder*; yield its address, which ends in a slash, and a record of what is sent."""
    sent = Sent()
    handler = functools.partial(Handler, sent=sent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True  # a browser keeps its connections open
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve *folder* and yield its address, which ends in a slash."""
    with hosting(folder) as (address, _):
        yield address
