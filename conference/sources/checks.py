"""What one source says of another: people who speak, projects that are named, keys that are cited."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .bibliography import GROUPS
from conference.model.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .loader import Loader
    from conference.model.catalogue import Catalogue, Project
    from .registries import Registry


def check_people(loader: Loader, catalogue: Catalogue, lines: Mapping[str, int]) -> None:
    """Report people in the registry who never speak; *lines* has the line of each key."""
    path = loader.sources.name(loader.sources.people)
    if loader.unreadable:
        return  # who speaks on a page that cannot be read is not known
    for key, person in catalogue.people.items():
        if not catalogue.talks_of(key) and not get_close_matches(key, loader.unknown_people):
            loader.fault(
                path,
                lines[key],
                f"'{person.name}' never speaks",
                f"add '{key}' to the speakers of a talk, or remove the entry",
            )


def check_projects(loader: Loader, catalogue: Catalogue, registry: Registry[Project]) -> None:
    """Report projects that no note names, and unknown reading items of projects."""
    path = loader.sources.name(loader.sources.projects)
    at_fault = {fault.line for fault in registry.faults}
    named = set(catalogue.project_mentions)
    if catalogue.projects.keys() - named:
        # What the raw notes name is missing on the pages for a reason that has been told.
        typed = "\n".join(line.text for line in catalogue.raw.lines.values())
        named |= {mention.key for mention in catalogue.project_names.find(typed)}
    for key, project in catalogue.projects.items():
        line = registry.lines[key]
        known = line in at_fault or loader.unreadable
        if key not in named and not known:
            loader.fault(
                path,
                line,
                f"no note mentions '{project.name}'",
                "add the spelling of the notes to its 'spellings', or remove the entry",
            )
        if project.item and catalogue.reading and project.item not in catalogue.reading:
            bibliography = loader.sources.name(loader.sources.bibliography)
            loader.fault(
                path,
                line,
                f"'{project.name}' has the unknown reading item '{project.item}'"
                f"{nearest(project.item, catalogue.reading)}",
                f"correct 'item', or add the entry to {bibliography}",
            )


def check_cites(loader: Loader, catalogue: Catalogue) -> None:
    """Report citations of unknown keys, and groups that no bibliography lists."""
    _check_groups(loader, catalogue)
    for page in loader.pages.values():
        for line, key in page.cites:
            if key not in catalogue.reading:
                bibliography = loader.sources.name(loader.sources.bibliography)
                loader.fault(
                    page.path,
                    line,
                    f"unknown citation key '{key}'{nearest(key, catalogue.reading)}",
                    f"correct the key, or add the entry to {bibliography}",
                )


def _check_groups(loader: Loader, catalogue: Catalogue) -> None:
    page = loader.pages.get(loader.sources.reading_list)
    if page is None:
        return
    filters = [d.options.get("filter", "") for d in page.directives if d.name == "bibliography"]
    listed = {group for text in filters for group in re.findall(r"\"([\w-]+)\"", text)}
    for group in sorted({item.group for item in catalogue.reading.values()} & set(GROUPS) - listed):
        loader.fault(
            page.path,
            1,
            f"no bibliography lists the reading items of the group '{group}'",
            f'add a bibliography with :filter: keywords % "{group}"',
        )
