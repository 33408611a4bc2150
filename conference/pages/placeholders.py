"""Placeholders: places in a page that the catalogue fills when the page is written.

A doctree holds only the question ("the header of this talk"); the answer is made from the catalogue
of the build at hand. So no page has to be read again because another one changed.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from conference.model.catalogue import Catalogue

from .domain import domain_of


class Placeholder(nodes.General, nodes.Element):
    """A place in a page that the catalogue fills."""

    @classmethod
    def depends_on(cls, catalogue: Catalogue) -> object:
        """Return the notes of other pages that this shows: when they change, its page is rewritten.

        What ``Catalogue.outline`` covers rewrites each page anyway.
        """
        return ()

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return what stands here on the page *docname*."""
        raise NotImplementedError


class FillPlaceholders(SphinxPostTransform):
    """Put the rendered nodes in place of each placeholder."""

    # Before Sphinx resolves references (priority 10), since what is rendered has some.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Fill the placeholders of one page."""
        domain = domain_of(self.env)
        for node in list(self.document.findall(Placeholder)):
            # Faulty sources fill none: the build is about to end.
            filled = () if domain.faults else node.render(domain.catalogue, self.env.docname)
            node.replace_self(list(filled))


class PlaceholderDirective(SphinxDirective):
    """A directive that is nothing but a placeholder."""

    placeholder: ClassVar[type[Placeholder]]

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        return [self.placeholder()]


def add_placeholder(app: Sphinx, name: str, kind: type[Placeholder]) -> None:
    """Register the directive ``{name}`` for a kind of placeholder."""
    app.add_directive(name, type(kind.__name__, (PlaceholderDirective,), {"placeholder": kind}))


def setup(app: Sphinx) -> None:
    """Register the filling."""
    app.add_post_transform(FillPlaceholders)
