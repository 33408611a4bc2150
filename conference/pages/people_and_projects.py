"""``{people}`` and ``{projects}``: everybody and everything that notes name, with every note that does."""

from collections import Counter
from collections.abc import Iterable, Sequence

from docutils import nodes

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.entries import Person, Project, Registered
from conference.model.mentions import Mentioned
from conference.model.words import counted, typeset

from .domain import refer_to_item, refer_to_page
from .html import HtmlElement, element, external, paragraph, short_address, skippable, with_code
from .placeholders import placeholder


@placeholder("people", shows_notes=True)
def people(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a list in the order of names: name, affiliation, talks, what else names them."""

    def body(person: Person) -> Iterable[nodes.Node]:
        if where := person.affiliation:
            seen: nodes.Element = external(where.source, "source", classes=["aside"])
            if where.source == "notes":
                seen = nodes.inline("", "from the notes", classes=["aside"])
            yield paragraph(f"{where.name} ", seen)
        talks = nodes.bullet_list(classes=["talks"])
        given = {
            docname: talk
            for docname, talk in catalogue.talks.items()
            if any(speaker.person == person.key for speaker in talk.facts.speakers)
        }
        for talk in given.values():
            day = catalogue.day_in_words(talk.docname)
            link = refer_to_page(talk.docname, talk.title)
            talks += nodes.list_item("", paragraph(link, f", {day}" if day else ""))
        yield talks
        places = catalogue.person_mentions.get(person.key, ())
        if named := [place for place in places if place.docname not in given]:
            yield paragraph("Named in:", classes=["aside"])
            yield quotes(named, catalogue)

    entries = ((one, nodes.Text(one.name), body(one)) for one in catalogue.people.values())
    return [_by_name("people", entries)]


@placeholder("projects", shows_notes=True)
def projects(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return an index of letters, and a definition list in the order of names.

    A name leads to the home of its project. What it is, on one line, opens to all that names it.
    """

    def body(project: Project) -> Iterable[nodes.Node]:
        places = catalogue.project_mentions.get(project.key, ())
        talks = talks_among(places, catalogue) or "reading list"
        where = nodes.inline("", "", _dots(places, catalogue), nodes.Text(f" {talks}"))
        home: list[nodes.Node | str] = [external(project.url, short_address(project.url))]
        if project.item:
            home += [" · ", refer_to_item(project.item, "on the reading list")]
        told = paragraph(*home, classes=["project-home"])
        yield row(project.description, where, told, quotes(places, catalogue))

    entries = ((p, external(p.url, p.name), body(p)) for p in catalogue.projects.values())
    listed = _by_name("projects", entries)
    first: dict[str, str] = {}
    for project in sorted(catalogue.projects.values(), key=_by_letters):
        first.setdefault(project.name[0].upper(), project.key)
    letters = [nodes.reference("", letter, refid=key) for letter, key in first.items()]
    nav = element("nav", paragraph(*letters, classes=["letters"]), aria_label="Letters")
    return skippable(counted(len(catalogue.projects), "project"), nav, listed)


def _by_letters(entry: Registered) -> str:
    return entry.name.casefold()


def _by_name(
    name: str, entries: Iterable[tuple[Registered, nodes.Node, Iterable[nodes.Node]]]
) -> nodes.definition_list:
    """Return entries, their names and what to say of them as a list in the order of names."""
    listed = nodes.definition_list(classes=[name, "entry-rows"])
    for entry, title, body in sorted(entries, key=lambda found: _by_letters(found[0])):
        term = nodes.term("", "", title, ids=[entry.key])
        listed += element("div", term, nodes.definition("", *body))
    return listed


def _dots(places: Iterable[Mentioned], catalogue: Catalogue) -> HtmlElement:
    """Return a drawing with a dot for each day, the larger the more often it comes up in some places."""
    days = list(catalogue.days.values())
    held_on = (catalogue.days_by_talk.get(place.docname) for place in places)
    found = Counter(day.docname for day in held_on if day)
    sizes = (min(1 + 1.5 * found[day.docname], 5.5) for day in days)
    dots = [
        element("circle", cx=f"{12 * at + 6}", cy="6", r=f"{size}") for at, size in enumerate(sizes)
    ]
    told = ", ".join(
        f"{catalogue.in_full(name, catalogue.days[name].title)}: {counted(number, 'mention')}"
        for name, number in found.items()
    )
    size = {"width": f"{12 * len(days)}", "height": "12", "fill": "currentcolor"}
    size |= {"role": "img", "aria_label": told} if told else {"aria_hidden": "true"}
    return element("svg", *dots, **size)


def talks_among(places: Iterable[Mentioned], catalogue: Catalogue) -> str:
    """Return how many talks some places are in: "1 talk", "2 talks", or nothing."""
    talks = {place.docname for place in places} & set(catalogue.talks)
    return counted(len(talks), "talk") if talks else ""


def row(what: str, where: nodes.Node | str, *body: nodes.Node) -> HtmlElement:
    """Return what something is and where it came up on one line, which opens to all of it."""
    said = nodes.inline("", typeset(what), classes=["what"])
    line = element("summary", said, " ", element("span", where, classes=["aside"]))
    return element("details", line, *body, classes=["fold"])


def quotes(places: Iterable[Mentioned], catalogue: Catalogue) -> nodes.bullet_list:
    """Return a list of the places that mention something: note, talk, day."""
    items = nodes.bullet_list(classes=["quotes"])
    for place in places:
        talk = catalogue.talks.get(place.docname)
        day = catalogue.day_in_words(place.docname)
        noted = "the list as noted" if place.docname.endswith(READING_LIST) else "other notes"
        where = talk.title if talk else catalogue.in_full(place.docname, noted)
        if place.by_editor:
            where = f"editor's note on {where}"
        said = where if place.anchor else f"in the title of {where}"
        link = refer_to_page(place.docname, said, place.anchor)
        parts: list[nodes.Node | str] = [link, f", {day}" if day else ""]
        if place.anchor:
            quote = nodes.inline("", "", *with_code(place.typed or place.text), classes=["quote"])
            parts = [quote, " ", *parts]
        items += nodes.list_item("", paragraph(*parts))
    return items
