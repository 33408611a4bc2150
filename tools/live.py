"""Builds the site, serves it, and refreshes the browser at each save: ``python -m tools.live``.

The building is that of ``tools.build``, so what is served is always the last good site; over it, a
page shows what is wrong with the sources, if anything is.
"""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from tools.build import DEFAULT, ROOT, Folders
from tools.live_builds import Builder
from tools.live_pages import Live, application

if TYPE_CHECKING:
    from collections.abc import Sequence


HOST = "127.0.0.1"
PORT = 8000


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, then serve until Ctrl+C; return the exit code."""
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
    builder = Builder(Folders(known.docs, known.work, known.site))
    try:
        live = Live(builder, builder.build())
        listener.listen()  # from here on a browser waits for the server instead of being refused
        print(
            f"\nThe site is at http://{HOST}:{port}/ and refreshes at each save. Ctrl+C stops it.\n",
            flush=True,
        )
        config = uvicorn.Config(application(live), log_level="warning")
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        builder.stop()
        listener.close()
    return 0


def _name(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


if __name__ == "__main__":
    sys.exit(main())
