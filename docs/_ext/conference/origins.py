"""Where reading items come from: the notes and editor's notes that name them. No Sphinx here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mentions import Mentioned

if TYPE_CHECKING:
    from .model import Catalogue, Talk


def origins_of(key: str, catalogue: Catalogue) -> list[Mentioned]:
    """Return what names a reading item: the list as noted first, then each talk, notes first.

    Those are the notes and additions that cite it, and the notes that mention its project.
    """
    mentions = {
        (place.docname, place.anchor)
        for project in catalogue.projects.values()
        if project.item == key
        for place in catalogue.project_mentions.get(project.key, ())
    }
    notes = [
        Mentioned(docname, note.id, note.text)
        for docname, note in catalogue.notes()
        if key in note.cites or (docname, note.id) in mentions
    ]
    additions = [
        Mentioned(talk.docname, addition.id, addition.text, by_editor=True)
        for talk in catalogue.talks.values()
        for addition in talk.additions
        if key in addition.cites
    ]
    pages = [catalogue.reading_list, *catalogue.talks]
    return sorted(notes + additions, key=lambda place: pages.index(place.docname))


def items_of(talk: Talk) -> list[str]:
    """Return the keys of the reading items that a talk's notes and additions cite, in order."""
    cites = [note.cites for note in talk.notes] + [added.cites for added in talk.additions]
    return list(dict.fromkeys(key for keys in cites for key in keys))
