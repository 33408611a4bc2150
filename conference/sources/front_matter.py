"""What front matter may hold, page by page, and how it is read: what is wrong becomes a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import checked_yaml as schema
from conference.model.faults import nearest

if TYPE_CHECKING:
    from .loader import Loader
    from .written_pages import SourcePage


TALK_FIELDS = {
    "kind": schema.text(required=True),
    "raw_line": schema.number(),
    "speakers": schema.mappings(),
    "programme": schema.mapping(),
    "links": schema.mappings(),
    "left_out": schema.mappings(),
}
SPEAKER_FIELDS = {"person": schema.text(required=True), "source": schema.text(required=True)}
PROGRAMME_FIELDS = {"title": schema.text(), "source": schema.address(required=True)}
LINK_FIELDS = {
    "kind": schema.text(required=True),
    "url": schema.address(required=True),
    "text": schema.text(),
}
LEFT_OUT_FIELDS = {
    "raw_line": schema.number(required=True),
    "reason": schema.text(required=True),
}
DAY_FIELDS = {
    "raw_line": schema.number(required=True),
    "held_on": schema.date(required=True),
    "summary": schema.text(required=True),
}
LIST_FIELDS = {"raw_line": schema.number(required=True)}


def front_matter_of(
    loader: Loader, page: SourcePage, fields: dict[str, schema.Field], what: str
) -> schema.Node:
    """Return the page's front matter, checked; an empty mapping where there is none."""
    node = page.front_matter
    if page.docname in loader.unreadable:
        return schema.Node({}, 1)
    if node is None or not isinstance(node.value, dict):
        required = ", ".join(key for key, wanted in fields.items() if wanted.required)
        loader.fault(
            page.path, 1, "the front matter is missing", f"{what} starts with ---, {required}, ---"
        )
        loader.unreadable.add(page.docname)
        return schema.Node({}, 1)
    loader.faults += schema.check(node, fields, page.path, what)
    return node


def checked(
    loader: Loader, node: schema.Node, key: str, fields: dict[str, schema.Field], path: str
) -> list[schema.Node]:
    """Return the mappings below a key that have what they must; what is wrong is a fault."""
    found = node.value.get(key)
    if found is None:
        return []
    items = found.value if isinstance(found.value, list) else [found]
    good = []
    for item in items:
        if not isinstance(item.value, dict):
            continue  # the field's own check has said so
        loader.faults += schema.check(item, fields, path, f"an item of '{key}'")
        if all(
            not wanted.required or (name in item.value and wanted.accepts(item.value[name]))
            for name, wanted in fields.items()
        ):
            good.append(item)
    return good


def text_of(node: schema.Node, key: str, default: Any = "") -> Any:
    """Return the value of a key of a mapping, or the default."""
    return node.value[key].value if key in node.value else default


def one_of(loader: Loader, node: schema.Node, key: str, known: Any, path: str, what: str) -> str:
    """Return the text of a key, which has to be one of the known; another is a fault."""
    value = text_of(node, key)
    if isinstance(value, str) and value and value not in known:
        loader.fault(
            path,
            node.value[key].line,
            f"unknown {what} '{value}'{nearest(value, known)}",
            f"use one of: {', '.join(known)}",
        )
    return value if isinstance(value, str) else ""
