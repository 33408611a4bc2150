"""Ways to the talks: what the home page shows, topics, what became of it, links to single notes."""

from collections.abc import Sequence
from urllib.parse import urlencode

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from conference.model.catalogue import Catalogue
from conference.model.entries import KINDS, TOPICS, Talk
from conference.model.words import counted, in_words, typeset

from .days import speakers_in_short
from .domain import Placeholder, domain_of, placeholder, refer_to_line, refer_to_page
from .html import HtmlElement, element, item_about, paragraph, section, with_code

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


@placeholder("topics")
def topics(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return a section for each topic, with its talks and what they were about."""
    sections = []
    for topic, name in TOPICS.items():
        talks = nodes.bullet_list()
        for talk in catalogue.talks.values():
            if topic in talk.facts.topics:
                about = talk.facts.about.text if talk.facts.about else talk.kind
                title = catalogue.in_full(talk.docname, talk.title)
                talks += item_about(refer_to_page(talk.docname, title), about)
        if len(talks):
            sections.append(section(topic, name, talks))
    return sections


@placeholder("what-became-of-it")
def what_became_of_it(catalogue: Catalogue, _: object) -> Sequence[nodes.Node]:
    """Return the editor's notes that have a date, in its order, each below the note it answers."""
    dated = sorted(
        (addition.date, docname, addition.id, addition)
        for docname, talk in catalogue.talks.items()
        for addition in talk.additions
        if addition.date
    )
    items = nodes.bullet_list(classes=["quoted-notes"])
    for date, docname, anchor, addition in dated:
        talk = refer_to_page(docname, catalogue.talks[docname].title, anchor)
        item = nodes.list_item("", paragraph(nodes.strong("", in_words(date))))
        for line in addition.raw_lines:
            if noted := catalogue.note(docname, line):
                item += paragraph("Noted: ", *with_code(noted[1].typed), classes=["aside"])
        item += [paragraph(typeset(addition.text)), paragraph(talk, classes=["aside"])]
        items += item
    return [items]


class NoteRole(SphinxRole):
    """``{note}`52```: a link to the note made from this raw line."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the placeholder; whether a talk has the note is checked with all pages at hand."""
        if not self.text.isdecimal():
            message = self.inliner.reporter.error(
                f"'{self.text}' is not a raw line. Fix: use the number in a note's id.",
                line=self.lineno,
            )
            return [], [message]
        page = domain_of(self.env).pages[self.env.docname]
        page.quoted.append((self.lineno, int(self.text)))
        return [Placeholder(name=self.name, about=(self.env.docname, int(self.text)))], []


@placeholder("note", NoteRole)
def note(catalogue: Catalogue, about: tuple[str, int]) -> Sequence[nodes.Node]:
    """Return a link to the note made from a raw line, with the title of its talk up to a colon."""
    docname, raw_line = about
    found = catalogue.note(docname, raw_line)
    page = found[0] if found else docname
    return [refer_to_line(page, raw_line, catalogue.talks[page].title.partition(":")[0])]
