"""``{count}`` and ``{quoted-notes}``: numbers and notes of the catalogue in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective, SphinxRole

from .placeholders import Derived, paragraph, typeset
from .references import refer
from .loading import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from conference.model.catalogue import Catalogue

COUNTS: dict[str, Callable[[Catalogue], int]] = {
    "talks": lambda catalogue: len(catalogue.talks),
    "notes": lambda catalogue: sum(len(talk.notes) for talk in catalogue.talks.values()),
    "people": lambda catalogue: len(catalogue.people),
    "projects": lambda catalogue: len(catalogue.projects),
    "reading": lambda catalogue: len(catalogue.reading),
}


class Count(Derived, nodes.Inline):
    """How many of something there are."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return the number."""
        return [nodes.Text(str(COUNTS[self["of"]](catalogue)))]


class CountRole(SphinxRole):
    """``{count}`talks```: a number that nobody has to keep up to date."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the derived node, or an error for what cannot be counted."""
        if self.text not in COUNTS:
            message = self.inliner.reporter.error(
                f"'{self.text}' cannot be counted. Mend: use one of: {', '.join(COUNTS)}.",
                line=self.lineno,
            )
            return [], [message]
        return [Count(of=self.text)], []


class QuotedNotes(Derived):
    """Notes quoted by their raw lines."""

    @classmethod
    def shows(cls, catalogue: Catalogue, docname: str) -> object:
        """Return every note: which are quoted is up to the page."""
        return [note.text for _, note in catalogue.notes()]

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a list of quotes, each with its talk."""
        quotes = nodes.bullet_list(classes=["quoted-notes"])
        for line in self["lines"]:
            found = catalogue.note(line)
            if found is None or found[0] not in catalogue.talks:
                continue
            talk, note = catalogue.talks[found[0]], found[1]
            quotes += nodes.list_item(
                "",
                paragraph(typeset(note.text)),
                paragraph(refer("note", line, talk.title), classes=["quoted-from"]),
            )
        return [quotes]


class QuotedNotesDirective(SphinxDirective):
    """``{quoted-notes} 76, 257``: the notes made from these raw lines."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {}

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        lines = directives.positive_int_list(self.arguments[0])
        catalogue = catalogue_of(self.config)
        for line in lines:
            found = catalogue.note(line)
            if found is None or found[0] not in catalogue.talks:
                raise self.error(
                    f"no talk has a note of raw line {line}. Mend: use the number in a note's id."
                )
        return [QuotedNotes(lines=lines)]


def setup(app: Sphinx) -> None:
    """Register the role and the directive."""
    Count.register(app)
    QuotedNotes.register(app)
    app.add_role("count", CountRole())
    app.add_directive("quoted-notes", QuotedNotesDirective)
