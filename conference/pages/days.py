"""Days and home: what a day was about, its talks, and numbers and notes in running text."""

from collections.abc import Callable, Sequence

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from conference.model.catalogue import Catalogue
from conference.model.words import counted, in_words, typeset

from .domain import domain_of, refer
from .html import paragraph, separated
from .placeholders import Placeholder, add_placeholder
from .talk import speaker_links

COUNTS: dict[str, Callable[[Catalogue], int]] = {
    "talks": lambda catalogue: len(catalogue.talks),
    "notes": lambda catalogue: sum(len(talk.notes) for talk in catalogue.talks.values()),
    "people": lambda catalogue: len(catalogue.people),
    "projects": lambda catalogue: len(catalogue.projects),
    "reading": lambda catalogue: len(catalogue.reading),
}


class DaySummary(Placeholder):
    """Title (on other pages than its own), date and summary of ``day``, a document name."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return two or three paragraphs."""
        day = catalogue.days[self["day"]]
        title = refer("day", day.docname, day.title)
        facts = f"{in_words(day.held_on)}, {counted(len(day.talks), 'talk')}"
        return [
            *([paragraph(title, classes=["day-title"])] if day.docname != docname else []),
            paragraph(facts, classes=["day-date"]),
            paragraph(typeset(day.summary)),
        ]


class DaySummaryDirective(SphinxDirective):
    """``{day-summary}`` for the page's own day, or for the day that its argument names."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        day = self.arguments[0] if self.arguments else self.env.docname
        if not day.startswith("days/") or day not in self.env.found_docs:
            raise self.error(f"'{day}' is not a day. Fix: use a page such as days/day-1.")
        return [DaySummary(day=day)]


class DayTalks(Placeholder):
    """The talks of the page's day."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return an ordered list: title, then kind, speakers and number of notes."""
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
                paragraph(*separated(facts, " · "), classes=["talk-summary"]),
            )
        return [talks]


class Count(Placeholder, nodes.Inline):
    """How many of something there are."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return the number."""
        return [nodes.Text(str(COUNTS[self["of"]](catalogue)))]


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
        return [Count(of=self.text)], []


class QuotedNotes(Placeholder):
    """Notes quoted by their raw lines."""

    @classmethod
    def depends_on(cls, catalogue: Catalogue) -> object:
        """Return every note: which are quoted is up to the page."""
        return [note.text for _, note in catalogue.notes()]

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a list of quotes, each with its talk."""
        quotes = nodes.bullet_list(classes=["quoted-notes"])
        for line in self["lines"]:
            if found := catalogue.note(line):
                page, note = found
                quotes += nodes.list_item(
                    "",
                    paragraph(typeset(note.text)),
                    paragraph(
                        refer("note", line, catalogue.talks[page].title), classes=["quoted-from"]
                    ),
                )
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
        return [QuotedNotes(lines=lines)]


def setup(app: Sphinx) -> None:
    """Register the role and the directives."""
    app.add_directive("day-summary", DaySummaryDirective)
    add_placeholder(app, "day-talks", DayTalks)
    app.add_role("count", CountRole())
    app.add_directive("quoted-notes", QuotedNotesDirective)
