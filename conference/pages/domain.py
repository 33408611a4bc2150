"""The domain: what Sphinx has read of each page, the catalogue made from it, and references to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from conference.model.catalogue import READING_LIST, Catalogue
from conference.model.entries import note_id
from conference.model.words import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from conference.model.faults import Fault
    from conference.sources.load import Loaded
    from conference.sources.pages import Page

PEOPLE = "people"
PROJECTS = "projects"
RAW_NOTES = "about/raw-notes"
CORRECTIONS = "about/corrections"


def reading_item_id(key: str) -> str:
    """Return the anchor of a reading item, for good."""
    return f"ref-{key}"


def refer(kind: str, target: str | int, text: str) -> nodes.Element:
    """Return a reference that Sphinx resolves: *kind* is one of those in ``place_of``.

    An anchor is ``docname#id``, of something that the catalogue knows to be there.
    """
    return reference_to(kind, target, nodes.inline("", typeset(text)))


def reference_to(kind: str, target: str | int, content: nodes.Node) -> nodes.Element:
    """Return a reference that Sphinx resolves, around *content*."""
    return addnodes.pending_xref(
        "",
        content,
        refdomain=ConferenceDomain.name,
        reftype=kind,
        reftarget=str(target),
        refexplicit=True,
        refwarn=True,
    )


def place_of(catalogue: Catalogue, kind: str, target: str) -> tuple[str, str, str] | None:
    """Return document name, anchor and text of what a reference names, or None."""
    match kind:
        case "talk" if talk := catalogue.talks.get(f"talks/{target}"):
            return talk.docname, "", talk.title
        case "day" if day := catalogue.days.get(target):
            return day.docname, "", day.title
        case "person" if person := catalogue.people.get(target):
            return PEOPLE, person.key, person.name
        case "project" if project := catalogue.projects.get(target):
            return PROJECTS, project.key, project.name
        case "raw" if target.isdecimal():
            return RAW_NOTES, note_id(int(target)), f"raw line {target}"
        case "corrections" if talk := catalogue.talks.get(f"talks/{target}"):
            return CORRECTIONS, target, talk.title
        case "note" if target.isdecimal() and (found := catalogue.note(int(target))):
            return found[0], note_id(int(target)), found[1].text
        case "anchor":
            docname, _, anchor = target.partition("#")
            return docname, anchor, target
        case "item" if item := catalogue.reading.get(target):
            return READING_LIST, reading_item_id(target), item.label
    return None


class ConferenceDomain(Domain):
    """Talks, people and notes as things that pages refer to: ``{conference:talk}`slug```.

    ``pages`` is what was read of each page, which Sphinx keeps between builds. ``loaded`` and
    ``catalogue`` are of the build at hand, as are
    its ``faults``: processes that read or write inherit them.
    """

    name = "conference"
    label = "Conference notes"
    object_types: ClassVar = {
        "talk": ObjType("talk", "talk"),
        "person": ObjType("person", "person"),
        "project": ObjType("project", "project"),
        "item": ObjType("reading item", "item"),
    }
    roles: ClassVar = dict.fromkeys(
        ("talk", "day", "person", "project", "note", "item"), XRefRole(warn_dangling=True)
    )
    initial_data: ClassVar[dict[str, dict[str, Page]]] = {"pages": {}}
    data_version = 1
    loaded: Loaded
    catalogue: Catalogue

    def __init__(self, env: BuildEnvironment) -> None:
        """Begin without faults."""
        super().__init__(env)
        self.faults: list[Fault] = []

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
        """Return the link to a talk, day, person, note or reading item."""
        place = place_of(self.catalogue, typ, target)
        if place is None or place[0] not in env.found_docs:
            return None
        docname, anchor, text = place
        child = contnode if node.get("refexplicit") else nodes.inline("", typeset(text))
        reference = make_refnode(builder, fromdocname, docname, anchor, child)
        reference["classes"] += node["classes"]
        return reference

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: references of this domain always say what they mean."""
        return []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield talks, people, projects and reading items, for Sphinx's inventory."""
        for talk in self.catalogue.talks.values():
            yield talk.slug, talk.title, "talk", talk.docname, "", -1
        for person in self.catalogue.people.values():
            yield person.key, person.name, "person", PEOPLE, person.key, 1
        for project in self.catalogue.projects.values():
            yield project.key, project.name, "project", PROJECTS, project.key, 1
        for key, item in self.catalogue.reading.items():
            yield key, item.label, "item", READING_LIST, reading_item_id(key), 1


def domain_of(env: BuildEnvironment) -> ConferenceDomain:
    """Return the domain."""
    return cast("ConferenceDomain", env.get_domain(ConferenceDomain.name))


def catalogue_of(env: BuildEnvironment) -> Catalogue:
    """Return the catalogue of the build at hand."""
    return domain_of(env).catalogue


def name_labels(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each object a label such as ``talk-metpy``.

    Labels are what any Sphinx project can refer to through intersphinx; objects of this domain need
    this extension. All are set again in each build, so that none outlives its object.
    """
    labels = env.domains.standard_domain.labels
    kinds = tuple(f"{kind}-" for kind in ConferenceDomain.object_types)
    for label in [label for label in labels if label.startswith(kinds)]:
        del labels[label]
    for name, title, kind, docname, anchor, _ in domain_of(env).get_objects():
        labels[f"{kind}-{name}"] = (docname, anchor, title)


def setup(app: Sphinx) -> None:
    """Register the domain and its labels."""
    app.add_domain(ConferenceDomain)
    app.connect("env-updated", name_labels)
