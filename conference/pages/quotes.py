"""A note quoted in full on another page, with its talk and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .placeholders import paragraph, typeset
from .references import refer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conference.model.mentions import Mentioned
    from conference.model.catalogue import Catalogue


def quotes(places: Iterable[Mentioned], catalogue: Catalogue) -> nodes.bullet_list:
    """Return a list of the places that mention something: note, talk, day."""
    items = nodes.bullet_list(classes=["quotes"])
    for place in places:
        talk = catalogue.talks.get(place.docname)
        day = catalogue.day_of(talk) if talk else None
        where = talk.title if talk else "the list as noted"
        if place.by_editor:
            where = f"editor's note on {where}"
        target = f"{place.docname}#{place.anchor}" if place.anchor else place.docname
        link = refer("anchor", target, where if place.anchor else f"title: {where}")
        when = f", {day.title}" if day else ""
        parts: list[nodes.Node | str] = [link, when]
        if place.anchor:
            parts = [nodes.inline("", typeset(place.text), classes=["quote"]), " ", *parts]
        items += nodes.list_item("", paragraph(*parts))
    return items
