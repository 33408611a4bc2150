"""Nodes that stand for what the catalogue says, rendered when their page is written.

A doctree holds only the question ("the header of this talk"); the answer is made from the catalogue
of the build at hand. So no page has to be read again because another one changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.utils.smartquotes import educate_tokens
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from .external_links import guard
from .loading import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from conference.model.catalogue import Catalogue

logger = logging.getLogger(__name__)

PAGES = ("html", "dirhtml")  # the builders that write each page by itself


class Derived(nodes.General, nodes.Element):
    """A place in a page that the catalogue fills."""

    @classmethod
    def shows(cls, catalogue: Catalogue, docname: str) -> object:
        """Return what of other pages' notes is shown, beyond what the outline has: often nothing.

        Where this changed since the last build, pages with such a place are written again.
        """
        return ()

    def render(self, catalogue: Catalogue, docname: str) -> Sequence[nodes.Node]:
        """Return what stands here on the page *docname*."""
        raise NotImplementedError

    @classmethod
    def register(cls, app: Sphinx) -> None:
        """Have pages know this class."""
        app.add_node(cls, html=(write_derived, None))


class RenderDerived(SphinxPostTransform):
    """Put the rendered nodes in place of each ``Derived``."""

    # Before Sphinx resolves references (priority 10), since what is rendered has some.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace the derived nodes of one page."""
        catalogue = catalogue_of(self.config)
        for node in list(self.document.findall(Derived)):
            node.replace_self(list(node.render(catalogue, self.env.docname)))


def write_derived(translator: HTML5Translator, node: Derived) -> None:
    """Write what a derived node is rendered as.

    Where pages of HTML are written, that is early enough: what is rendered is half of a page, and
    none of the twenty transforms that search pages for something has anything to find in it.
    """
    builder = translator.builder
    docname = builder.current_docname
    rendered = list(node.render(catalogue_of(builder.config), docname))
    node.replace_self(rendered)
    for child in rendered:
        resolve(child, builder, docname)
        guard(child)
        child.walkabout(translator)
    raise nodes.SkipNode


def resolve(rendered: nodes.Node, builder: StandaloneHTMLBuilder, docname: str) -> None:
    """Resolve the references of a rendered node, as Sphinx would."""
    for node in list(rendered.findall(addnodes.pending_xref)):
        content = cast("nodes.Element", node[0])
        domain = builder.env.domains[node["refdomain"]]
        kind, target = node["reftype"], node["reftarget"]
        found = domain.resolve_xref(builder.env, docname, builder, kind, target, node, content)
        if found is None:
            logger.warning(
                *("reference target not found: %s %s", kind, target),
                location=docname,
                type="ref",
                subtype=kind,
            )
        node.replace_self(found or content)


class OnTalks(Derived):
    """A place on every talk page: below the title where ``place`` is below 0, else at the end.

    ``place`` also orders those of several features.
    """

    place = 0
    kinds: ClassVar[list[type[OnTalks]]] = []

    @classmethod
    def register(cls, app: Sphinx) -> None:
        """Have this class stand on talk pages."""
        super().register(app)
        if cls not in cls.kinds:  # one process may build more than one site
            cls.kinds.append(cls)


class CompleteTalks(SphinxTransform):
    """Put the derived nodes of all features below the title and at the end of a talk page."""

    default_priority = 520  # after NameNotes (500), which counts the list items of the page

    def apply(self, **kwargs: Any) -> None:
        """Complete one page."""
        if self.env.docname not in catalogue_of(self.config).talks:
            return
        kinds = sorted(OnTalks.kinds, key=lambda kind: kind.place)
        for title in self.document.findall(nodes.title):
            section = title.parent
            below = section.index(title) + 1
            section[below:below] = [kind() for kind in kinds if kind.place < 0]
            section.extend(kind() for kind in kinds if kind.place >= 0)
            break


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
    """Return text with the quotes and ellipses that Sphinx gives to the text of pages.

    Not with its dashes: in the text of a note, ``--`` stands in options of commands alone.
    """
    return "".join(educate_tokens([("plain", text)], attr="qe", language="en"))


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: "1 note", "2 notes", "no notes"."""
    return f"{number or 'no'} {singular if number == 1 else plural or singular + 's'}"


def choose_rendering(app: Sphinx) -> None:
    """Render derived nodes early but where pages of HTML are written."""
    if not isinstance(app.builder, StandaloneHTMLBuilder) or app.builder.name not in PAGES:
        app.add_post_transform(RenderDerived)


def setup(app: Sphinx) -> None:
    """Register the rendering."""
    app.add_transform(CompleteTalks)
    app.connect("builder-inited", choose_rendering)
