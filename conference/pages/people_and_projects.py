"""``{people}`` and ``{projects}``: everybody and everything that notes name, with every note that does."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from docutils import nodes

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.entries import Registered
from conference.model.mentions import Mentioned
from conference.model.words import counted, typeset

from .domain import placeholder, refer_to_item, refer_to_page
from .html import HtmlElement, element, external, paragraph, short_address, skippable, with_code

Named = TypeVar("Named", bound=Registered)


@placeholder("people")
def people(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a list in the order of names: name, affiliation, talks, what else names them."""
    listed = nodes.definition_list(classes=["people", "entry-rows"])
    for key, person in _by_name(catalogue.people):
        told = nodes.definition()
        if where := person.affiliation:
            seen: nodes.Element = external(where.source, "source", classes=["aside"])
            if where.source == "notes":
                seen = nodes.inline("", "from the notes", classes=["aside"])
            told += paragraph(f"{where.name} ", seen)
        talks, given = nodes.bullet_list(classes=["talks"]), set()
        for docname, talk in catalogue.talks.items():
            if any(speaker.person == key for speaker in talk.facts.speakers):
                given.add(docname)
                day = catalogue.day_in_words(docname)
                link = refer_to_page(docname, talk.title)
                talks += nodes.list_item("", paragraph(link, f", {day}" if day else ""))
        told += talks
        places = catalogue.person_mentions.get(key, ())
        if named := [place for place in places if place.docname not in given]:
            told += [paragraph("Named in:", classes=["aside"]), quotes(named, catalogue)]
        term = nodes.term("", "", nodes.Text(person.name), ids=[key])
        listed += element("div", term, told)
    return [listed]


@placeholder("projects")
def projects(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return an index of letters, and each project: its home, and a line that opens to its mentions."""
    listed = nodes.definition_list(classes=["projects", "entry-rows"])
    first: dict[str, str] = {}
    for key, project in _by_name(catalogue.projects):
        places = catalogue.project_mentions.get(key, ())
        talks = talks_among(places, catalogue) or "reading list"
        where = nodes.inline("", "", _dots(places, catalogue), nodes.Text(f" {talks}"))
        home: list[nodes.Node | str] = [external(project.url, short_address(project.url))]
        if project.item:
            home += [" · ", refer_to_item(project.item, "on the reading list")]
        told = paragraph(*home, classes=["project-home"])
        line = row(project.description, where, told, quotes(places, catalogue))
        term = nodes.term("", "", external(project.url, project.name), ids=[key])
        listed += element("div", term, nodes.definition("", line))
        first.setdefault(project.name[0].upper(), key)
    letters = [nodes.reference("", letter, refid=key) for letter, key in first.items()]
    nav = element("nav", paragraph(*letters, classes=["letters"]), aria_label="Letters")
    return skippable(counted(len(catalogue.projects), "project"), nav, listed)


def _by_name(entries: Mapping[str, Named]) -> list[tuple[str, Named]]:
    return sorted(entries.items(), key=lambda entry: entry[1].name.casefold())


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
