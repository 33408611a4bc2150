"""Days and home: what a day was about, its talks, and numbers and notes in running text."""

from collections.abc import Callable, Sequence

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from conference.model.catalogue import Catalogue
from conference.model.entries import Talk
from conference.model.words import counted, in_a_row, in_words, typeset

from .domain import domain_of, refer
from .html import paragraph, separated
from .placeholders import Placeholder, PlaceholderDirective, placeholder
from .talk import speaker_links

COUNTS: dict[str, Callable[[Catalogue], int]] = {
    "talks": lambda catalogue: len(catalogue.talks),
    "notes": lambda catalogue: sum(len(talk.notes) for talk in catalogue.talks.values()),
    "people": lambda catalogue: len(catalogue.people),
    "projects": lambda catalogue: len(catalogue.projects),
    "reading": lambda catalogue: len(catalogue.reading),
}


def speakers_in_short(talk: Talk, catalogue: Catalogue) -> str:
    """Return the names of the speakers; of more than two, the first and how many more."""
    names = catalogue.speakers_of(talk)
    return in_a_row(names if len(names) < 3 else [names[0], f"{len(names) - 1} more"])


@placeholder("day-summary")
def day_summary(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return date and summary of a day."""
    day = catalogue.days[docname]
    facts = f"{in_words(day.held_on)}, {counted(len(day.talks), 'talk')}"
    return [paragraph(facts, classes=["day-date"]), paragraph(typeset(day.summary))]


@placeholder("day-talks")
def day_talks(catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
    """Return the talks of a day as an ordered list: title, then kind, speakers, number of notes."""
    talks = nodes.enumerated_list(classes=["day-talks"], enumtype="arabic", suffix=".")
    for name in catalogue.days[docname].talks:
        talk = catalogue.talks[name]
        facts: list[nodes.Node] = [nodes.Text(talk.kind)]
        if speakers := speaker_links(talk, catalogue):
            facts.append(nodes.inline("", "", *separated(speakers)))
        facts.append(nodes.Text(counted(len(talk.notes), "note")))
        talks += nodes.list_item(
            "",
            paragraph(refer("talk", talk.slug, talk.title), classes=["talk-title"]),
            paragraph(*separated(facts, " · "), classes=["aside"]),
        )
    return [talks]


class DayDirective(PlaceholderDirective):
    """A placeholder about the day whose page it is on."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        if not self.env.docname.startswith("days/"):
            page = self.env.docname
            raise self.error(f"'{page}' is not a day. Fix: use a page such as days/day-1.")
        return super().run()


@placeholder("count")
def count(catalogue: Catalogue, of: str) -> Sequence[nodes.Node]:
    """Return how many of something there are."""
    return [nodes.Text(str(COUNTS[of](catalogue)))]


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
        return [Placeholder(name="count", about=self.text)], []


# Which notes are quoted is up to the page.
@placeholder("quoted-notes", shows=lambda catalogue: [note.text for _, note in catalogue.notes()])
def quoted_notes(catalogue: Catalogue, raw_lines: Sequence[int]) -> Sequence[nodes.Node]:
    """Return the notes of raw lines as a list of quotes, each with its talk."""
    quotes = nodes.bullet_list(classes=["quoted-notes"])
    for line in raw_lines:
        if found := catalogue.note(line):
            page, note = found
            talk = catalogue.talks[page]
            link = refer("note", line, talk.title)
            who = [*filter(None, [speakers_in_short(talk, catalogue)]), ""]
            said_by = paragraph(", ".join(who), link, classes=["aside"])
            quotes += nodes.list_item("", paragraph(typeset(note.text)), said_by)
    return [quotes]


class QuotedNotesDirective(SphinxDirective):
    """``{quoted-notes} 76, 257``: the notes made from these raw lines."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        lines = directives.positive_int_list(self.arguments[0])
        page = domain_of(self.env).pages[self.env.docname]
        page.quoted += [(self.lineno, line) for line in lines]
        return [Placeholder(name="quoted-notes", about=lines)]


def setup(app: Sphinx) -> None:
    """Register the role and the directives."""
    app.add_directive("day-summary", DayDirective)
    app.add_directive("day-talks", DayDirective)
    app.add_role("count", CountRole())
    app.add_directive("quoted-notes", QuotedNotesDirective)
