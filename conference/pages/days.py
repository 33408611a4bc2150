"""Days and home: what a day was about, its talks, and numbers and notes in running text."""

import re
from collections.abc import Callable, Sequence

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective, SphinxRole

from conference.model.catalogue import DAYS, Catalogue
from conference.model.entries import Note, Talk
from conference.model.words import counted, in_a_row, in_words, typeset

from .domain import Placeholder, domain_of, placeholder, refer_to_line, refer_to_page
from .html import external, paragraph, separated, with_code
from .talk import speaker_links

FEW_NOTES = 4  # a day shows all notes of a talk that has no more
MOST_OF_MANY = 3
SPEAKER_LINE = re.compile(r"speakers?: \w")

COUNTS: dict[str, Callable[[Catalogue, list[Talk]], int]] = {
    "talks": lambda _, talks: len(talks),
    "notes": lambda _, talks: sum(len(talk.notes) for talk in talks),
    "people": lambda catalogue, _: len(catalogue.people),
    "projects": lambda catalogue, _: len(catalogue.projects),
    "reading": lambda catalogue, _: len(catalogue.reading),
}


def speakers_in_short(talk: Talk, catalogue: Catalogue) -> str:
    """Return the names of the speakers; of more than two, the first and how many more."""
    names = catalogue.speakers_of(talk)
    return in_a_row(names if len(names) < 3 else [names[0], f"{len(names) - 1} more"])


class DayDirective(SphinxDirective):
    """A placeholder about the day whose page it is on."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        page = self.env.docname
        if DAYS not in page:
            raise self.error(f"'{page}' is not a day. Fix: use a page such as days/day-1.")
        return [Placeholder(name=self.name, about=page)]


@placeholder("day-summary", DayDirective)
def day_summary(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return date and summary of a day."""
    day = catalogue.days[docname]
    facts = f"{in_words(day.held_on)}, {counted(len(day.talks), 'talk')}"
    return [paragraph(facts, classes=["day-date"]), paragraph(typeset(day.summary or ""))]


def _excerpt(talk: Talk) -> list[Note]:
    """Return the notes of a talk that its day shows: all of a few, otherwise the first at the top."""
    # The day names the speakers already.
    notes = [note for note in talk.notes if not SPEAKER_LINE.match(note.text)]
    top = [note for note in notes if not note.depth][:MOST_OF_MANY]
    return notes if len(talk.notes) <= FEW_NOTES else top


@placeholder("day-talks", DayDirective)
def day_talks(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return the talks of a day as an ordered list: title, links, kind and speakers, first notes."""
    talks = nodes.enumerated_list(classes=["day-talks"], enumtype="arabic", suffix=".")
    for name in catalogue.days[docname].talks:
        talk = catalogue.talks[name]
        title = paragraph(refer_to_page(talk.docname, talk.title), classes=["talk-title"])
        links: dict[str, nodes.Node] = {}
        for link in talk.facts.links:
            if link.kind in ("video", "slides"):
                links.setdefault(link.kind, external(link.url, link.kind.capitalize()))
        facts = separated(speaker_links(talk, catalogue))
        if talk.facts.kind != "talk":
            facts = [nodes.inline("", talk.kind, classes=["kind"]), nodes.Text(" "), *facts]
        ways = paragraph(*separated([*links.values()], " "), classes=["links"])
        item = nodes.list_item("", title, ways)
        if facts:
            item += paragraph(*facts, classes=["aside"])
        if talk.facts.about:
            item += paragraph(typeset(talk.facts.about.text), classes=["aside"])
        shown = _excerpt(talk)
        if shown:
            item += _nested(name, shown)
        if len(shown) < len(talk.notes):
            item += paragraph(refer_to_page(talk.docname, f"All {len(talk.notes)} notes"))
        talks += item
    return [talks]


def _nested(docname: str, notes: Sequence[Note]) -> nodes.bullet_list:
    """Return notes as a list, in it the notes below a note; each begins with a link to its line."""
    lists, items = [nodes.bullet_list(classes=["excerpt"])], list[nodes.list_item]()
    for note in notes:
        del lists[note.depth + 1 :], items[note.depth :]
        if note.depth == len(lists):
            lists.append(nodes.bullet_list())
            items[-1] += lists[-1]
        line = refer_to_line(docname, note.raw_line)
        items.append(nodes.list_item("", paragraph(line, " ", *with_code(note.typed))))
        lists[-1] += items[-1]
    return lists[0]


class CountRole(SphinxRole):
    """``{count}`talks```: a number that nobody has to keep up to date."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the placeholder, or an error for what cannot be counted."""
        if self.text not in COUNTS:
            message = self.inliner.reporter.error(
                f"'{self.text}' cannot be counted. Fix: use one of: {', '.join(COUNTS)}.",
                line=self.lineno,
            )
            return [], [message]
        return [Placeholder(name=self.name, about=(self.env.docname, self.text))], []


@placeholder("count", CountRole)
def count(catalogue: Catalogue, about: tuple[str, str]) -> Sequence[nodes.Node]:
    """Return how many of something there are: talks and notes of the page's conference, or of all."""
    docname, of = about
    talks = catalogue.talks_of(catalogue.conference_of(docname))
    return [nodes.Text(f"{COUNTS[of](catalogue, talks)}")]


class QuotedNotesDirective(SphinxDirective):
    """``{quoted-notes} 76, 257``: the notes made from these raw lines."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        lines = directives.positive_int_list(self.arguments[0])
        page = domain_of(self.env).pages[self.env.docname]
        page.quoted += [(self.lineno, line) for line in lines]
        return [Placeholder(name="quoted-notes", about=(self.env.docname, lines))]


@placeholder("quoted-notes", QuotedNotesDirective)
def quoted_notes(catalogue: Catalogue, about: tuple[str, list[int]]) -> Sequence[nodes.Node]:
    """Return the notes of raw lines as a list of quotes, each with its talk."""
    quotes = nodes.bullet_list(classes=["quoted-notes"])
    docname, raw_lines = about
    for line in raw_lines:
        if found := catalogue.note(docname, line):
            page, note = found
            talk = catalogue.talks[page]
            link = refer_to_line(page, line, talk.title)
            who = [*filter(None, [speakers_in_short(talk, catalogue)]), ""]
            said_by = paragraph(", ".join(who), link, classes=["aside"])
            quotes += nodes.list_item("", paragraph(*with_code(note.typed)), said_by)
    return [quotes]
