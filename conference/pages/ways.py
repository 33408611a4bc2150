"""Ways through the talks: topics, what became of what was told, links to single notes."""

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from conference.model.catalogue import Catalogue
from conference.model.entries import TOPICS
from conference.model.words import in_words, typeset

from .domain import domain_of, refer_to_line, refer_to_page
from .html import item_about, paragraph, section, with_code
from .placeholders import Placeholder, placeholder


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
        conference = catalogue.conference_of(docname)
        item = nodes.list_item("", paragraph(nodes.strong("", in_words(date))))
        for line in addition.raw_lines:
            if noted := catalogue.note(conference, line):
                item += paragraph("Noted: ", *with_code(noted[1].typed), classes=["aside"])
        item += [paragraph(typeset(addition.text)), paragraph(talk, classes=["aside"])]
        items += item
    return [items]


@placeholder("note", None)
def note(catalogue: Catalogue, about: tuple[str, int]) -> Sequence[nodes.Node]:
    """Return a link to the note made from a raw line, with the title of its talk up to a colon."""
    docname, raw_line = about
    found = catalogue.note(catalogue.conference_of(docname), raw_line)
    page = found[0] if found else docname
    return [refer_to_line(page, raw_line, catalogue.talks[page].title.partition(":")[0])]


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
        return [Placeholder(name="note", about=(self.env.docname, int(self.text)))], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("note", NoteRole())
