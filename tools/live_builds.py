"""Builds the site again and again in one process, which keeps what a build would have to import.

The process is another one than the server's, so that a page is answered while the site is built, and
so that changed modules of ours can be taken up: by a new one.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import re
import signal
import sys
from typing import TYPE_CHECKING

from tools.build import Folders, build_or_say

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from typing import TextIO

# Said where the process ended without an answer: it was killed, or ran out of memory.
NO_ANSWER = (
    "The build ended without a word. Mend: save again; if it stays so, start the server anew."
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Builder:
    """Builds the site in *folders*, each time in the same process."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._builds, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, self.folders), daemon=True)
        self._process.start()
        other.close()

    def build(self, *, quiet: bool = True, afresh: bool = False) -> str:
        """Build the site; return what is wrong, or nothing. The terminal shows it too.

        *afresh*, in a new process: modules of ours have changed.
        """
        if afresh:
            self.stop()
            self._start()
        try:
            self._builds.send(quiet)
            return str(self._builds.recv())
        except (EOFError, OSError):
            self.stop()
            self._start()
            return NO_ANSWER

    def stop(self) -> None:
        """End the process, also while it builds: what is published stays whole."""
        self._process.terminate()
        self._process.join()


class _Both(io.TextIOBase):
    """Writes to a stream and keeps what it wrote."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.kept = io.StringIO()

    def write(self, text: str) -> int:
        """Write and keep a text; return its length."""
        self.stream.write(text)
        return self.kept.write(text)

    def flush(self) -> None:
        """Flush the stream."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Say whether the stream is a terminal."""
        return self.stream.isatty()


def _work(builds: Connection, folders: Folders) -> None:
    """Build each time that it is asked for, until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's, which ends this process
    with contextlib.suppress(EOFError, OSError):
        while True:
            quiet = builds.recv()
            errors = _Both(sys.stderr)
            with contextlib.redirect_stderr(errors):
                code = build_or_say(folders, ["--quiet"] if quiet else [])
            said = COLOUR.sub("", errors.kept.getvalue()).strip()
            builds.send(said or NO_ANSWER if code else "")
