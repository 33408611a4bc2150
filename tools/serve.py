"""Builds the site, serves it, and refreshes the browser at each save: ``python -m tools.serve``.

Each save is built as `tools.build` builds, in a process forked from one that has everything loaded.
What is served is the last good site; over it, pages show what is wrong with the sources.
"""

import argparse
import contextlib
import io
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path

import watchfiles

from tools.build import ROOT, Folders, add_folders, build, folders_of
from tools.serving import Pages, Server

STEP = 10  # ms without a change after which a save is over; editors write files in pieces
SCRIPT = Path(__file__).with_name("serve_page.js")


class Live(Server):
    """The site as it is now: ``state`` is a count of builds, and what is wrong with the sources.

    A page knows the count that it was served in, and so whether it is out of date.
    """

    def __init__(self, folders: Folders, port: int) -> None:
        super().__init__(folders.work / "html", port, LivePages)
        self.folders = folders
        self.state = (time.time_ns() // 1_000_000, "")  # different from that of an earlier server
        self.changed = threading.Condition()
        self._processes: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")

    def build(self) -> None:
        """Build the site, say what is wrong, and let pages know."""
        answers, other = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=_build, args=(self.folders, other), daemon=True)
        process.start()
        other.close()
        try:
            fault, modules = answers.recv()
            # Later builds start with all that the first one took most of a second to import.
            self._processes = multiprocessing.get_context("forkserver")
            self._processes.set_forkserver_preload(modules)
        except EOFError:
            fault = "The build process died. Fix: save again, or restart the server."
        with self.changed:
            self.state = (self.state[0] + (not fault), fault)
            self.changed.notify_all()
        process.join()
        if fault:
            print(fault, file=sys.stderr, flush=True)

    def saves(self) -> Iterator[set[watchfiles.main.FileChange]]:
        """Yield the files of each save, and often none: the first time as soon as it watches."""
        docs = self.folders.docs
        folders = [docs, docs.parent / "notes", ROOT / "conference", ROOT / "tools"]
        return watchfiles.watch(
            *filter(Path.is_dir, folders), step=STEP, rust_timeout=100, yield_on_timeout=True
        )

    def follow(self, saves: Iterator[set[watchfiles.main.FileChange]]) -> None:
        """Build after each save. Start again if our own code has changed."""
        for changes in filter(None, saves):
            files = [Path(path) for _, path in changes]
            if any(file.suffix == ".py" for file in files):
                print("Code has changed. Starting again …", flush=True)
                os.execv(sys.executable, [*sys.orig_argv, f"--port={self.server_port}"])  # noqa: S606
            print(f"Saved: {', '.join(sorted({file.name for file in files}))}. Building …")
            self.build()
            if not self.state[1]:
                print("Built.", flush=True)


def _build(folders: Folders, answers: Connection) -> None:
    """Build in a process of its own; answer with what is wrong, and the modules it imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = build(folders, ["--quiet"], light=False)
    modules = [name for name in sys.modules if not name.startswith("__")]
    answers.send((said.getvalue().strip() if code else "", modules))


class LivePages(Pages):
    """The files of the site, its pages with the script that refreshes them."""

    server: Live
    static_lasts = "no-cache"

    def do_GET(self) -> None:  # noqa: N802 - its name there
        """Answer with a file, the script, or what there is to tell to a page."""
        if self.path == "/live.js":
            self.send(SCRIPT.read_bytes(), SCRIPT, 200, {"Cache-Control": "no-cache"})
        elif self.path.startswith("/live?"):
            self.tell(int(self.path.partition("?")[2]))
        else:
            super().do_GET()

    def content(self, file: Path) -> bytes:
        """Return the content of a file; a page may be newer than it says, never older."""
        count, _ = self.server.state
        script = f'\n<script src="/live.js" data-count="{count}"></script>\n'
        return super().content(file) + (script.encode() if file.suffix == ".html" else b"")

    def tell(self, count: int) -> None:
        """Tell a page of each change: what is wrong, or nothing if it is to load again."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        told = (count, "")
        while True:
            with self.server.changed:
                while self.server.state == told:
                    self.server.changed.wait()
                told = self.server.state
            fault = told[1] if told[0] == count else ""
            self.wfile.write(f"data: {json.dumps(fault)}\n\n".encode())


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, then serve until Ctrl+C; return the exit code."""
    parser = argparse.ArgumentParser(prog="nox -s live --", description="Build and serve the site.")
    parser.add_argument("--port", type=int, default=8000, help="default 8000; 0 takes a free one")
    add_folders(parser)
    known = parser.parse_args(arguments)
    try:  # before the build, so that a port in use is known at once
        live = Live(folders_of(known), known.port)
    except (OSError, OverflowError) as error:
        print(
            f"Port {known.port} cannot be used: {error}. "
            "Fix: stop what runs there, or choose another: nox -s live -- --port 8001",
            file=sys.stderr,
        )
        return 1
    for ending in (signal.SIGINT, signal.SIGTERM):  # the first may be ignored by a parent process
        signal.signal(ending, signal.default_int_handler)
    print(f"Building the site from {known.docs.name}/ …", flush=True)
    with contextlib.suppress(KeyboardInterrupt), live:
        saves = live.saves()
        next(saves)  # what is saved during the first build is a save too
        live.build()
        threading.Thread(target=live.serve_forever, daemon=True).start()
        print(f"\nThe site is at {live.address} and refreshes at each save. Ctrl+C stops it.\n")
        sys.stdout.flush()
        live.follow(saves)
    print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
