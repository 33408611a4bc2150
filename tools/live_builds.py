"""Builds the site again and again in one process, which has ready what a build starts with.

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
from tools.live_ready import Early, ReadyBuild, are_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path
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

    def build(
        self, changed: Sequence[Path] = (), early: Callable[[Early], None] = lambda _: None
    ) -> str:
        """Build the site; return what is wrong, or nothing. The terminal shows it too.

        *changed* files are those since the last build; none for the first one. *early* is called with
        pages that are written before the others are.
        """
        if any(file.suffix == ".py" for file in changed):
            self.stop()
            self._start()
        try:
            self._builds.send(list(changed))
            while True:
                answer: str | Early = self._builds.recv()
                if isinstance(answer, str):
                    return answer
                early(answer)
                self._builds.send(None)  # go on
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
        self.kept: list[str] = []

    def write(self, text: str) -> int:
        """Write and keep a text; return its length."""
        self.kept.append(text)
        return self.stream.write(text)

    def tell(self) -> int:
        """Return how much is kept."""
        return sum(map(len, self.kept))

    def taken(self) -> str:
        """Return what is kept, without its colours, and keep it no longer."""
        text = COLOUR.sub("", "".join(self.kept)).strip()
        self.kept.clear()
        return text

    def flush(self) -> None:
        """Flush the stream."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Say whether the stream is a terminal."""
        return self.stream.isatty()


def _work(builds: Connection, folders: Folders) -> None:
    """Build each time that it is asked for, until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's, which ends this process
    errors = _Both(sys.stderr)

    def show(early: Early) -> None:
        builds.send(early)
        builds.recv()

    ready: ReadyBuild | None = None
    with contextlib.suppress(EOFError, OSError), contextlib.redirect_stderr(errors):
        while True:
            changed: list[Path] = builds.recv()
            if ready and are_pages(folders, changed):
                code = ready.build(changed, show)
            else:
                if ready:
                    ready.close()
                code = build_or_say(folders, ["--quiet"] if changed else [], light=False)
            said = errors.taken()
            builds.send(said or NO_ANSWER if code else "")
            ready = ReadyBuild(folders, errors) if code == 0 else None
