"""``{projects}``: what notes name, with every note that does; and links to it from the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from .additions import short_address
from .placeholders import Derived, external, paragraph, typeset
from .references import refer
from .jump_list import jump_list
from .loading import catalogue_of
from .quotes import quotes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sphinx.application import Sphinx

    from conference.model.mentions import Names
    from conference.model.catalogue import Catalogue


class Projects(Derived):
    """The list of projects."""

    @classmethod
    def shows(cls, catalogue: Catalogue, docname: str) -> object:
        """Return the notes that name a project."""
        return catalogue.project_mentions

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return a definition list in the order of names: what it is, its home, its mentions."""
        projects = nodes.definition_list(classes=["projects"])
        in_order = sorted(catalogue.projects.values(), key=lambda p: p.name.casefold())
        for project in in_order:
            home: list[nodes.Node | str] = [external(project.url, short_address(project.url))]
            if project.item in catalogue.reading:
                home += [" · ", refer("item", project.item, "on the reading list")]
            projects += nodes.definition_list_item(
                "",
                nodes.term("", project.name, ids=[project.key]),
                nodes.definition(
                    "",
                    paragraph(typeset(project.description)),
                    paragraph(*home, classes=["project-home"]),
                    quotes(catalogue.project_mentions.get(project.key, ()), catalogue),
                ),
            )
        return [*jump_list((project.name, project.key) for project in in_order), projects]


class ProjectsDirective(SphinxDirective):
    """``{projects}``: every project in the registry."""

    def run(self) -> list[nodes.Node]:
        """Return the derived node."""
        return [Projects()]


class LinkMentions(SphinxPostTransform):
    """Make the first mention of a project in a note a link to it.

    Text that is a link already stays as it is; code becomes a link as a whole.
    """

    # After everything that makes text of a page (4 to 6), before references are resolved (10).
    default_priority = 7

    def run(self, **kwargs: Any) -> None:
        """Link the mentions of one page."""
        names = catalogue_of(self.config).project_names
        for item in self.document.findall(nodes.list_item):
            if "note" in item["classes"] and isinstance(item[0], nodes.paragraph):
                _link(item[0], names)


def _link(note: nodes.paragraph, names: Names) -> None:
    linked: set[str] = set()
    for text in list(note.findall(nodes.Text)):
        parent = text.parent
        if isinstance(parent, nodes.literal) and parent.parent is note:
            keys = [mention.key for mention in names.find(text) if mention.key not in linked]
            if keys:
                linked.add(keys[0])
                parent.replace_self(_reference(keys[0], parent.deepcopy()))
        elif parent is note:
            parts: list[nodes.Node] = []
            at = 0
            for mention in names.find(text):
                if mention.key not in linked:
                    linked.add(mention.key)
                    parts.append(nodes.Text(text[at : mention.start]))
                    word = nodes.inline("", text[mention.start : mention.end])
                    parts.append(_reference(mention.key, word))
                    at = mention.end
            if parts:
                note.replace(text, [*parts, nodes.Text(text[at:])])


def _reference(key: str, content: nodes.Node) -> nodes.Element:
    return addnodes.pending_xref(
        "",
        content,
        refdomain="conference",
        reftype="project",
        reftarget=key,
        refexplicit=True,
        refwarn=True,
        classes=["mention"],
    )


def setup(app: Sphinx) -> None:
    """Register the directive and the links."""
    Projects.register(app)
    app.add_directive("projects", ProjectsDirective)
    app.add_post_transform(LinkMentions)
