"""Nodes that stand for what the catalogue says, rendered when their page is written.

A doctree holds only the question ("the header of this talk"); the answer is made from the catalogue
of the build at hand. So no page has to be read again because another one changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.smartquotes import educate_tokens
from sphinx.transforms.post_transforms import SphinxPostTransform

from .loading import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sphinx.application import Sphinx

    from .model import Catalogue


class Derived(nodes.General, nodes.Element):
    """A place in a page that the catalogue fills."""

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return what stands here on the page *docname*."""
        raise NotImplementedError


class RenderDerived(SphinxPostTransform):
    """Put the rendered nodes in place of each ``Derived``."""

    # Before Sphinx resolves references (priority 10), since what is rendered has some.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace the derived nodes of one page."""
        catalogue = catalogue_of(self.config)
        for node in list(self.document.findall(Derived)):
            node.replace_self(list(node.render(catalogue, self.env.docname)))


def paragraph(*parts: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    """Return a paragraph of texts and inline nodes."""
    return nodes.paragraph("", "", *inline(*parts), classes=list(classes))


def inline(*parts: nodes.Node | str) -> list[nodes.Node]:
    """Return texts and nodes as nodes."""
    return [nodes.Text(part) if isinstance(part, str) else part for part in parts]


def separated(items: Sequence[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    """Return the nodes with a text between each two."""
    result: list[nodes.Node] = []
    for item in items:
        if result:
            result.append(nodes.Text(separator))
        result.append(item)
    return result


def external(url: str, text: str, *, classes: Sequence[str] = ()) -> nodes.reference:
    """Return a link to an address outside the site."""
    return nodes.reference("", text, refuri=url, internal=False, classes=list(classes))


def typeset(text: str) -> str:
    """Return text with the curly quotes that Sphinx gives to the text of pages."""
    return "".join(educate_tokens([("plain", text)], attr="q", language="en"))


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: "1 note", "2 notes", "no notes"."""
    return f"{number or 'no'} {singular if number == 1 else plural or singular + 's'}"


def setup(app: Sphinx) -> None:
    """Register the rendering."""
    app.add_post_transform(RenderDerived)
