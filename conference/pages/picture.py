"""The home page: what to search for, the conference in a picture, all talks day by day."""

from collections.abc import Sequence
from urllib.parse import urlencode

from docutils import nodes

from conference.model.catalogue import Catalogue
from conference.model.entries import KINDS, Talk
from conference.model.words import counted, in_words

from .days import speakers_in_short
from .domain import refer_to_page
from .html import HtmlElement, element, paragraph, section
from .placeholders import placeholder

TALLEST, FLAT = 100, 2  # px: the bar of the talk with the most notes, and of one without
LABEL = 24  # px below the bars, for the name of the day
GAP = 2  # between two days, in bars
FILLED = 0.82  # of the width of a bar with the space beside it


@placeholder("search-examples")
def search_examples(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return links to searches, as the form above them makes them."""
    links = [
        part
        for example in catalogue.conference_of(docname).facts.search_examples
        for part in (" ", element("a", example, href=f"search/?{urlencode({'q': example})}"))
    ]
    return [paragraph("Try", *links, classes=["search-examples", "aside"])] if links else []


@placeholder("conferences")
def conferences(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return a list of all conferences, the last first, if there are more than the page's own."""
    held = []
    for conference in catalogue.conferences.values():
        days, talks = catalogue.days_of(conference), catalogue.talks_of(conference)
        home = conference.page("index")
        name = refer_to_page(home, conference.name)
        if home == docname:
            name = nodes.strong("", conference.name)
        facts = [*(in_words(day.held_on) for day in days[:1]), counted(len(talks), "talk")]
        first = days[0].held_on.isoformat() if days else ""
        held.append((first, nodes.list_item("", paragraph(name, f": {', '.join(facts)}"))))
    held.sort(key=lambda entry: entry[0], reverse=True)
    return [nodes.bullet_list("", *(item for _, item in held))] if len(held) > 1 else []


@placeholder("picture")
def picture(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return a drawing with a bar for each talk, as high as it has notes, and what its colors mean.

    Nobody listens to it or tabs through it: the list of all talks has the same links.
    """
    conference = catalogue.conference_of(docname)
    days, talks = catalogue.days_of(conference), catalogue.talks_of(conference)
    bars = sum(len(day.talks) + GAP for day in days) - GAP or 1
    most = max((len(talk.notes) for talk in talks), default=0) or 1
    size = {"aria_hidden": "true", "height": f"{TALLEST + LABEL}"}
    drawing = element("svg", classes=["picture", "aside"], **size)
    at = 0
    for day in days:
        for place, docname in enumerate(day.talks, start=at):
            drawing += _bar(catalogue.talks[docname], place / bars, 1 / bars, most)
        x, y = f"{at / bars:.2%}", f"{TALLEST + LABEL - 6}"
        drawing += element("text", day.title, x=x, y=y)
        at += len(day.talks) + GAP
    kinds = {talk.facts.kind for talk in talks}
    shown = [kind for kind in KINDS if kind in kinds]
    legend = [element("span", KINDS[kind], classes=[f"kind-{kind}"]) for kind in shown]
    height = element("span", "Height: notes taken")
    return [drawing, element("div", *legend, height, classes=["legend", "aside"])]


def _bar(talk: Talk, left: float, width: float, most: int) -> HtmlElement:
    height = round(TALLEST * len(talk.notes) / most) or FLAT
    told = f"{talk.title}: {counted(len(talk.notes), 'note')}"
    place = {"x": f"{left:.2%}", "y": f"{TALLEST - height}"}
    bar = element("rect", **place, width=f"{width * FILLED:.2%}", height=f"{height}", rx="2")
    kind = f"kind-{talk.facts.kind}"
    link = element("a", element("title", told), bar, tabindex="-1", classes=[kind])
    link["docname"] = talk.docname
    return link


@placeholder("all-talks")
def all_talks(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return a section for each day: when it was, and each talk with its speakers."""
    days = []
    for day in catalogue.days_of(catalogue.conference_of(docname)):
        talks = nodes.enumerated_list(classes=["talks"], enumtype="arabic", suffix=".")
        for name in day.talks:
            talk = catalogue.talks[name]
            row = nodes.list_item("", paragraph(refer_to_page(talk.docname, talk.title)))
            if who := speakers_in_short(talk, catalogue):
                row += paragraph(who, classes=["aside"])
            talks += row
        facts = f"{in_words(day.held_on)} · {counted(len(day.talks), 'talk')}"
        title, anchor = refer_to_page(day.docname, day.title), day.docname.rpartition("/")[2]
        days.append(section(anchor, title, paragraph(facts, classes=["aside"]), talks))
    return [element("div", *days, classes=["home-days"])]
