"""The domain: what was read of each page, the catalogue made from it, places that it fills or names."""

from collections.abc import Callable, Sequence, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.entries import item_id, note_id
from conference.model.faults import Fault
from conference.model.words import typeset
from conference.sources.load import Loaded
from conference.sources.pages import Page


def refer_to_page(docname: str, text: str, anchor: str = "") -> nodes.Element:
    """Return a reference to a page, or to an anchor on it, that the catalogue knows to be there."""
    return reference_to(f"{docname}#{anchor}", nodes.inline("", typeset(text)))


def refer_to_line(docname: str, raw_line: int | None, text: str = "") -> nodes.Element:
    """Return a reference to the line of a page that came from a raw line, or to that line itself."""
    return refer_to_page(docname, text or f"{raw_line}", note_id(raw_line or 0))


def refer_to_item(key: str, text: str) -> nodes.Element:
    """Return a reference to a reading item."""
    return refer_to_page(READING_LIST, text, item_id(key))


def reference_to(place: str, content: nodes.Node) -> nodes.Element:
    """Return a reference to ``docname#id`` that Sphinx resolves, around *content*."""
    return addnodes.pending_xref(
        "",
        content,
        refdomain=ConferenceDomain.name,
        reftype="place",
        reftarget=place,
        refexplicit=True,
        refwarn=True,
    )


class ConferenceDomain(Domain):
    """Talks, people and notes as things that pages refer to.

    ``pages`` is what was read of each page, which Sphinx keeps between builds. ``loaded``,
    ``catalogue`` and ``faults`` are of the build at hand: processes that read or write inherit them.
    """

    name = "conference"
    label = "Conference notes"
    initial_data: ClassVar[dict[str, dict[str, Page]]] = {"pages": {}}
    data_version = 1
    loaded: Loaded
    catalogue: Catalogue
    faults: Sequence[Fault] = ()

    @property
    def pages(self) -> dict[str, Page]:
        """What was read of each page, by document name."""
        return cast("dict[str, Page]", self.data["pages"])

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, dict[str, Page]]) -> None:
        """Take over the pages that another process has read."""
        self.pages.update((name, otherdata["pages"][name]) for name in docnames)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return the link to a place on a page."""
        docname, _, anchor = target.partition("#")
        if docname not in env.found_docs:
            return None
        reference = make_refnode(builder, fromdocname, docname, anchor, contnode)
        reference["classes"] += node["classes"]
        return reference

    def resolve_any_xref(self, *_: Any, **__: Any) -> list[tuple[str, nodes.reference]]:
        """Return nothing: references say what they mean. MyST warns of a domain without this."""
        return []


def domain_of(env: BuildEnvironment) -> ConferenceDomain:
    """Return the domain."""
    return cast("ConferenceDomain", env.get_domain(ConferenceDomain.name))


# Placeholders: a doctree holds only the question ("the header of this talk"); the answer is made from
# the catalogue of the build at hand. So no page has to be read again because another one changed.
Fill = Callable[[Catalogue, Any], Sequence[nodes.Node]]
FILLS: dict[str, Fill] = {}
MAKERS: dict[str, type[SphinxDirective | SphinxRole]] = {}


class Placeholder(nodes.General, nodes.Inline, nodes.Element):
    """A place in a page: ``name`` says with what the catalogue fills it, ``about`` of what."""


class PlaceholderDirective(SphinxDirective):
    """A directive that is nothing but a placeholder of its name, about the page that it is on."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        return [Placeholder(name=self.name, about=self.env.docname)]


def placeholder(
    name: str, maker: type[SphinxDirective | SphinxRole] | None = PlaceholderDirective
) -> Callable[[Fill], Fill]:
    """Have a function of catalogue and ``about`` fill what the directive or role of a name leaves."""

    def register(fill: Fill) -> Fill:
        FILLS[name] = fill
        if maker:
            MAKERS[name] = maker
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
            node.replace_self(list(filled))


def setup(app: Sphinx) -> None:
    """Register the domain, the filling, and the directives and roles of all pages."""
    app.add_domain(ConferenceDomain)
    app.add_post_transform(FillPlaceholders)
    for name, maker in MAKERS.items():
        if issubclass(maker, SphinxRole):
            app.add_role(name, maker())
        else:
            app.add_directive(name, maker)
