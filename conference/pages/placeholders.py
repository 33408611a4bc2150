"""Placeholders: places in a page that the catalogue fills when the page is written.

A doctree holds only the question ("the header of this talk"); the answer is made from the catalogue
of the build at hand. So no page has to be read again because another one changed.
"""

from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from conference.model.catalogue import Catalogue

from .domain import domain_of

Fill = Callable[[Catalogue, Any], Sequence[nodes.Node]]

FILLS: dict[str, Fill] = {}
DIRECTIVES: dict[str, type[SphinxDirective]] = {}


class Placeholder(nodes.General, nodes.Inline, nodes.Element):
    """A place in a page: ``name`` says with what the catalogue fills it, ``about`` of what.

    ``outer`` are classes for what it is in.
    """


class PlaceholderDirective(SphinxDirective):
    """A directive that is nothing but a placeholder of its name, about the page that it is on."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        return [Placeholder(name=self.name, about=self.env.docname)]


def placeholder(
    name: str, directive: type[SphinxDirective] | None = PlaceholderDirective
) -> Callable[[Fill], Fill]:
    """Have a function fill the placeholders of a name, which the *directive* makes.

    It gets the catalogue and what they are about.
    """

    def register(fill: Fill) -> Fill:
        FILLS[name] = fill
        if directive:
            DIRECTIVES[name] = directive
        return fill

    return register


class FillPlaceholders(SphinxPostTransform):
    """Put nodes made from the catalogue in place of each placeholder."""

    # Before Sphinx resolves references (priority 10), since what is filled in has some.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Fill the placeholders of one page."""
        domain = domain_of(self.env)
        if domain.faults:
            return  # the build is about to end
        for node in list(self.document.findall(Placeholder)):
            filled = FILLS[node["name"]](domain.catalogue, node["about"])
            node.parent["classes"] += node.get("outer", ())
            node.replace_self(list(filled))


def setup(app: Sphinx) -> None:
    """Register the filling, and the directives of all pages."""
    app.add_post_transform(FillPlaceholders)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
