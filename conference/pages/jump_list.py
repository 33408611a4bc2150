"""Links to the letters of a long alphabetical list, above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import paragraph, separated
from .html_elements import element

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WITHOUT = 200  # entries that a reader scrolls through without missing it


def jump_list(entries: Iterable[tuple[str, str]]) -> list[nodes.Node]:
    """Return links to the first entry of each letter, or nothing above a list that is short.

    *entries* are names and anchors, in the order of the list. What is no letter shares a "#".
    """
    listed = list(entries)
    if len(listed) <= MOST_WITHOUT:
        return []
    first: dict[str, str] = {}
    for name, anchor in listed:
        first.setdefault(name[0].upper() if name[0].isalpha() else "#", anchor)
    links = [nodes.reference("", letter, refid=anchor) for letter, anchor in first.items()]
    letters = paragraph(*separated(links, " "), classes=["letters"])
    return [element("nav", letters, classes=("jump-list",), aria_label="Jump to a letter")]
