"""Small things that tests of built pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

ORIGIN = "https://site.example/"  # where the built site is taken to be


def text(node: Tag | None) -> str:
    """Return the text of an element on one line."""
    assert node
    return " ".join(node.get_text().split())
