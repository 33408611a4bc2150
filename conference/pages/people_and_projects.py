"""``{people}`` and ``{projects}``: everybody and everything that notes name, with every note that does."""

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.application import Sphinx

from conference.model.catalogue import Catalogue
from conference.model.entries import Person, Project, Registered
from conference.model.mentions import Mentioned
from conference.model.words import typeset

from .domain import refer
from .html import external, paragraph, short_address
from .placeholders import PlaceholderDirective, placeholder


@placeholder("people", shows=lambda catalogue: catalogue.person_mentions)
def people(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a definition list in the order of names: name, affiliation, talks."""

    def body(person: Person) -> Iterable[nodes.Node]:
        if where := person.affiliation:
            seen: nodes.Element = external(where.source, "source", classes=["aside"])
            if where.source == "notes":
                seen = nodes.inline("", "from the notes", classes=["aside"])
            yield paragraph(f"{where.name} ", seen)
        talks = nodes.bullet_list(classes=["talks"])
        for talk in catalogue.talks_by_person.get(person.key, ()):
            day = catalogue.day_of(talk)
            link = refer("talk", talk.slug, talk.title)
            talks += nodes.list_item("", paragraph(link, f", {day.title}" if day else ""))
        yield talks
        if named := catalogue.person_mentions.get(person.key):
            yield paragraph("Named in:", classes=["aside"])
            yield quotes(named, catalogue)

    return _by_name("people", ((p, body(p)) for p in catalogue.people.values()))


@placeholder("projects", shows=lambda catalogue: catalogue.project_mentions)
def projects(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a definition list in the order of names: what it is, its home, its mentions."""

    def body(project: Project) -> Iterable[nodes.Node]:
        home: list[nodes.Node | str] = [external(project.url, short_address(project.url))]
        if project.item:
            home += [" · ", refer("item", project.item, "on the reading list")]
        yield paragraph(typeset(project.description))
        yield paragraph(*home, classes=["project-home"])
        yield quotes(catalogue.project_mentions.get(project.key, ()), catalogue)

    return _by_name("projects", ((p, body(p)) for p in catalogue.projects.values()))


def _by_name(
    name: str, entries: Iterable[tuple[Registered, Iterable[nodes.Node]]]
) -> list[nodes.Node]:
    """Return entries and what to say of them as a definition list in the order of names."""
    listed = nodes.definition_list(classes=[name])
    for entry, body in sorted(entries, key=lambda found: found[0].name.casefold()):
        listed += nodes.definition_list_item(
            "", nodes.term("", entry.name, ids=[entry.key]), nodes.definition("", *body)
        )
    return [listed]


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
        parts: list[nodes.Node | str] = [link, f", {day.title}" if day else ""]
        if place.anchor:
            parts = [nodes.inline("", typeset(place.text), classes=["quote"]), " ", *parts]
        items += nodes.list_item("", paragraph(*parts))
    return items


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("people", PlaceholderDirective)
    app.add_directive("projects", PlaceholderDirective)
