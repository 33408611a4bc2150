"""Where reading items come from: the notes and editor's notes that cite them. No Sphinx here."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Catalogue, Talk

LONGEST_EXCERPT = 240  # characters; all notes so far are shorter


@dataclass(frozen=True)
class Origin:
    """A note, or an editor's note, that cites a reading item: its page, anchor and words."""

    docname: str
    anchor: str
    text: str
    by_editor: bool = False


def origins_of(key: str, catalogue: Catalogue) -> list[Origin]:
    """Return what cites a reading item: the list as noted first, then each talk, notes first."""
    notes = [
        Origin(docname, note.id, note.text)
        for docname, note in catalogue.notes()
        if key in note.cites
    ]
    additions = [
        Origin(talk.docname, addition.id, addition.text, by_editor=True)
        for talk in catalogue.talks.values()
        for addition in talk.additions
        if key in addition.cites
    ]
    pages = [catalogue.reading_list, *catalogue.talks]
    return sorted(notes + additions, key=lambda origin: pages.index(origin.docname))


def items_of(talk: Talk) -> list[str]:
    """Return the keys of the reading items that a talk's notes and additions cite, in order."""
    cites = [note.cites for note in talk.notes] + [added.cites for added in talk.additions]
    return list(dict.fromkeys(key for keys in cites for key in keys))


def excerpt(text: str) -> str:
    """Return a text, cut between words where it is very long."""
    return textwrap.shorten(text, LONGEST_EXCERPT, placeholder=" …")
