"""``{people}``: everybody who spoke, with their talks and the notes that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .placeholders import Derived, external, paragraph
from .references import refer
from .jump_list import jump_list
from .quotes import quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue


class People(Derived):
    """The list of people."""

    @classmethod
    def shows(cls, catalogue: Catalogue, docname: str) -> object:
        """Return the notes that name a person."""
        return catalogue.person_mentions

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a definition list in the order of names: name, affiliation, talks."""
        people = nodes.definition_list(classes=["people"])
        in_order = sorted(catalogue.people.values(), key=lambda p: p.name.casefold())
        for person in in_order:
            talks = nodes.bullet_list(classes=["talks"])
            for talk in catalogue.talks_of(person.key):
                day = catalogue.day_of(talk)
                link = refer("talk", talk.slug, talk.title)
                when = f", {day.title}" if day else ""
                talks += nodes.list_item("", paragraph(link, when))
            body: list[nodes.Node] = [talks]
            if person.affiliation:
                source = external(person.affiliation_source, "source", classes=["source"])
                body.insert(0, paragraph(f"{person.affiliation} ", source))
            if named := catalogue.person_mentions.get(person.key):
                body += [paragraph("Named in:", classes=["named-in"]), quotes(named, catalogue)]
            people += nodes.definition_list_item(
                "", nodes.term("", person.name, ids=[person.key]), nodes.definition("", *body)
            )
        return [*jump_list((person.name, person.key) for person in in_order), people]


class PeopleDirective(SphinxDirective):
    """``{people}``: everybody in the registry."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [People()]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    People.register(app)
    app.add_directive("people", PeopleDirective)
