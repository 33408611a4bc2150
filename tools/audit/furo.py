"""Builds the same notes with Sphinx and Furo, the lightest of the usual themes, to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.cmd.build import build_main

from tools.benchmark import copy_untouched

if TYPE_CHECKING:
    from pathlib import Path


def build_with_furo(folder: Path) -> Path:
    """Build a copy of the notes in *folder*, and return the folder of the built site.

    Raises RuntimeError where Sphinx fails.
    """
    copy_untouched(folder)
    conf = folder / "docs" / "conf.py"
    text = conf.read_text("utf-8").replace('"pydata_sphinx_theme"', '"furo"')
    conf.write_text(text, encoding="utf-8")
    site = folder / "site"
    if build_main(["-b", "dirhtml", "-q", str(folder / "docs"), str(site)]):
        raise RuntimeError("Sphinx could not build the notes with Furo (it says why above)")
    return site
