"""A Sphinx extension that notes when the phases of a build end: for ``tools.growth`` only."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FILE = "PHASES"  # the environment variable with the name of the file to write to
ENDS = {
    "env-before-read-docs": "start",
    "env-updated": "read",
    "build-finished": "write",
}


def _note(phase: str) -> None:
    with Path(os.environ[FILE]).open("a", encoding="utf-8") as file:
        file.write(f"{phase} {time.time()}\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Note the end of each phase, before anything else that happens then."""
    for event, phase in ENDS.items():
        app.connect(event, lambda *_, phase=phase: _note(phase), priority=0)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
