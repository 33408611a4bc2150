"""Where reading items come from: the notes and editor's notes that name them. No Sphinx here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mentions import Mentioned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalogue import Catalogue, Talk


def find_origins(catalogue: Catalogue) -> dict[str, list[Mentioned]]:
    """Return what names each reading item: the list as noted first, then each talk, notes first.

    Those are the notes and additions that cite it, and the notes that mention its project.
    """
    mentioned: dict[tuple[str, str], list[str]] = {}
    for project in catalogue.projects.values():
        for place in catalogue.project_mentions.get(project.key, ()) if project.item else ():
            mentioned.setdefault((place.docname, place.anchor), []).append(project.item)
    notes: dict[str, list[tuple[Mentioned, Iterable[str]]]] = {}
    for docname, note in catalogue.notes():
        keys = (*note.cites, *mentioned.get((docname, note.id), ()))
        notes.setdefault(docname, []).append((Mentioned(docname, note.id, note.text), keys))
    origins: dict[str, list[Mentioned]] = {}
    for docname in (catalogue.reading_list, *catalogue.talks):
        talk = catalogue.talks.get(docname)
        additions = [
            (Mentioned(docname, addition.id, addition.text, by_editor=True), addition.cites)
            for addition in (talk.additions if talk else ())
        ]
        for place, keys in (*notes.get(docname, ()), *additions):
            for key in dict.fromkeys(keys):
                origins.setdefault(key, []).append(place)
    return origins


def items_of(talk: Talk) -> list[str]:
    """Return the keys of the reading items that a talk's notes and additions cite, in order."""
    cites = [note.cites for note in talk.notes] + [added.cites for added in talk.additions]
    return list(dict.fromkeys(key for keys in cites for key in keys))
