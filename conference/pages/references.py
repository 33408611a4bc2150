"""References to what the catalogue names: talks, people, notes, reading items.

The domain keeps nothing of its own: what it resolves comes from the catalogue, so there is nothing
to purge, and nothing to merge after a parallel read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from .placeholders import typeset
from .loading import catalogue_of
from conference.model.catalogue import note_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from conference.model.catalogue import Catalogue

PEOPLE = "people"
PROJECTS = "projects"
RAW_NOTES = "about/raw-notes"
CORRECTIONS = "about/corrections"


def reading_item_id(key: str) -> str:
    """Return the anchor of a reading item, for good."""
    return f"ref-{key}"


def refer(kind: str, target: str | int, text: str) -> Element:
    """Return a reference that Sphinx resolves: *kind* is one of those in ``place_of``.

    An anchor is ``docname#id``, of something that the catalogue knows to be there.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", typeset(text)),
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
            typed_on = catalogue.days_by_line.get(int(target), "")
            page = catalogue.part("raw-notes", typed_on) or RAW_NOTES
            return page, note_id(int(target)), f"raw line {target}"
        case "corrections" if talk := catalogue.talks.get(f"talks/{target}"):
            held = catalogue.day_of(talk)
            page = catalogue.part("corrections", held.docname if held else "") or CORRECTIONS
            return page, target, talk.title
        case "note" if target.isdecimal() and (found := catalogue.note(int(target))):
            return found[0], note_id(int(target)), found[1].text
        case "anchor":
            docname, _, anchor = target.partition("#")
            return docname, anchor, target
        case "item" if item := catalogue.reading.get(target):
            return catalogue.reading_list, reading_item_id(target), item.label
    return None


class ConferenceDomain(Domain):
    """Talks, people and notes as things that pages refer to: ``{conference:talk}`slug```."""

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

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link to a talk, day, person, note or reading item."""
        place = place_of(catalogue_of(env.config), typ, target)
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
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: references of this domain always say what they mean."""
        return []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield talks, people, projects and reading items, for Sphinx's inventory and search."""
        catalogue = catalogue_of(self.env.config)
        for talk in catalogue.talks.values():
            yield talk.slug, talk.title, "talk", talk.docname, "", -1
        for person in catalogue.people.values():
            yield person.key, person.name, "person", PEOPLE, person.key, 1
        for project in catalogue.projects.values():
            yield project.key, project.name, "project", PROJECTS, project.key, 1
        for key, item in catalogue.reading.items():
            yield key, item.label, "item", catalogue.reading_list, reading_item_id(key), 1

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, object]) -> None:
        """Do nothing: the domain collects no data while pages are read."""


def name_labels(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each object a label such as ``talk-metpy``.

    Labels are what any Sphinx project can refer to through intersphinx; objects of this domain need
    this extension. All are set anew in each build, so that none outlives its object.
    """
    domain = env.get_domain(ConferenceDomain.name)
    labels = env.domains.standard_domain.labels
    kinds = tuple(f"{kind}-" for kind in ConferenceDomain.object_types)
    for label in [label for label in labels if label.startswith(kinds)]:
        del labels[label]
    for name, title, kind, docname, anchor, _ in domain.get_objects():
        labels[f"{kind}-{name}"] = (docname, anchor, title)


def setup(app: Sphinx) -> None:
    """Register the domain and its labels."""
    app.add_domain(ConferenceDomain)
    app.connect("env-updated", name_labels)
