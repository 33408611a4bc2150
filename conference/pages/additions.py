"""``{addition}``: the editor's text on a talk page, set apart from the notes, with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from .placeholders import external, paragraph
from conference.model.catalogue import note_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sphinx.application import Sphinx

ID = re.compile(r"(?!line-)[a-z0-9]+(?:-[a-z0-9]+)*")


def addition_id(argument: str) -> str:
    """Return the id that the editor wrote. Raises ValueError where it can be none."""
    if not ID.fullmatch(argument):
        raise ValueError(
            f"'{argument}' is no id for an addition. Mend: use lower-case letters, digits and "
            "hyphens, and no 'line-' in front."
        )
    return argument


def web_address(argument: str) -> str:
    """Return the address of a source. Raises ValueError where it is none."""
    address = directives.uri(argument)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("a source is an address that starts with https://")
    return address


def short_address(url: str) -> str:
    """Return an address as readers know it: without scheme, "www." and slash at the end.

    A path of more than a few parts is cut to its first and last.
    """
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    if len(path) > 3:
        path = [path[0], "…", path[-1]]
    return "/".join([parts.netloc.removeprefix("www."), *path])


class Addition(SphinxDirective):
    """An editor's note: ``lines`` are the raw lines that it answers, ``source`` is its proof."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "lines": directives.positive_int_list,
        "source": web_address,
    }

    def run(self) -> list[nodes.Node]:
        """Return the editor's note as an admonition."""
        try:
            name = addition_id(self.arguments[0])
        except ValueError as error:
            raise self.error(str(error)) from error
        self.assert_has_content()
        if "source" not in self.options:
            raise self.error(
                f"the addition '{name}' has no source. Mend: add ':source:' with the address."
            )
        source = self.options["source"]
        node = nodes.admonition(classes=["addition"], ids=[name])
        node["lines"] = self.options.get("lines", [])
        node += nodes.title("", "Editor’s note")
        node += self.parse_content_to_nodes()
        node += paragraph(
            "Source: ", external(source, short_address(source)), classes=["addition-source"]
        )
        return [node]


class LinkAdditions(SphinxTransform):
    """Link each note to the editor's notes that answer it, so that no reader misses them.

    ``- handle full`` becomes ``- handle full [editor's note](#full-diversity-of-dtypes)``.
    """

    default_priority = 505  # after NameNotes (500) gave notes their ids

    def apply(self, **kwargs: Any) -> None:
        """Add the links on one page."""
        items: dict[str, nodes.list_item] = {
            id_: item for item in self.document.findall(nodes.list_item) for id_ in item["ids"]
        }
        for addition in self.document.findall(nodes.admonition):
            lines: list[int] = addition.get("lines", [])
            for line in lines:
                item = items.get(note_id(line))
                if item is not None and isinstance(item[0], nodes.paragraph):
                    link = nodes.reference(
                        "", "editor’s note", refid=addition["ids"][0], classes=["see-addition"]
                    )
                    item[0][-1:-1] = [nodes.Text(" "), link]  # in front of the note's own link


def setup(app: Sphinx) -> None:
    """Register the directive and its links."""
    app.add_directive("addition", Addition)
    app.add_transform(LinkAdditions)
