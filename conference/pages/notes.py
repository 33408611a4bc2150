"""What stands on a bullet: its id, a link to it, what was typed, editor's notes, mentions."""

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from conference.model.corrections import compare, typed_parts
from conference.model.entries import Note, note_id
from conference.model.mentions import Names
from conference.model.raw_notes import RawNotes

from .domain import catalogue_of, reference_to
from .html import HtmlElement, element, external, paragraph, short_address

DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
ADDITION_ID = re.compile(r"(?!line-)[a-z0-9]+(?:-[a-z0-9]+)*")


def name_notes(items: Iterable[nodes.Element], notes: Iterable[Note], raw: RawNotes) -> None:
    """Give the list items of notes their ids: ``- wut`` becomes ``<li id="line-89">``.

    The item of a note that was made from a raw line gets a link to itself, and where a word was
    corrected what was typed, which the reader may switch to.
    """
    for item, note in zip(items, notes, strict=True):
        if note.raw_line is None:
            continue
        item["ids"].append(note.id)
        item["classes"].append("note")
        if len(item) and isinstance(item[0], nodes.paragraph):
            item[0] += note_link(note.raw_line)
            if typed := _as_typed(raw.lines[note.raw_line].text, note.typed):
                item.insert(1, typed)


def note_link(raw_line: int) -> HtmlElement:
    """Return the link of a note to itself, without text: the style sheet draws it."""
    address, name = f"#{note_id(raw_line)}", f"Line {raw_line}"
    return element("a", classes=["note-link"], href=address, aria_label=name)


def _as_typed(raw_line: str, note: str) -> nodes.paragraph | None:
    """Return a paragraph with what was typed, its later corrected words marked; None if the same."""
    corrections = compare(raw_line, note)
    if all(correction.is_markup for correction in corrections):
        return None
    parts = [
        # Quotes stay as they came from the keyboard.
        nodes.inline("", text, classes=["typed"] if corrected else [], support_smartquotes=False)
        for text, corrected in typed_parts(note, corrections)
    ]
    return paragraph(*parts, classes=["as-typed"])


def link_additions(document: nodes.document) -> None:
    """Link each note to the editor's notes that answer it, so that no reader misses them.

    ``- handle full`` becomes ``- handle full [editor's note](#full-diversity-of-dtypes)``.
    """
    items = {id_: item for item in document.findall(nodes.list_item) for id_ in item["ids"]}
    for addition in document.findall(nodes.admonition):
        lines: list[int] = addition.get("lines", [])
        for line in lines:
            item = items.get(note_id(line))
            if item is not None and isinstance(item[0], nodes.paragraph):
                link = nodes.reference(
                    "", "editor’s note", refid=addition["ids"][0], classes=["see-addition"]
                )
                item[0][-1:-1] = [nodes.Text(" "), link]  # in front of the note's own link


def web_address(argument: str) -> str:
    """Return the address of a source. Raises ValueError where it is not one."""
    address = directives.uri(argument)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("a source is an address that starts with https://")
    return address


def partial_date(argument: str) -> str:
    """Return a year, a month or a day. Raises ValueError where it is none."""
    if not DATE.fullmatch(argument.strip()):
        raise ValueError("a date is a day such as 2023-07-12, its month or its year")
    return argument.strip()


class AdditionDirective(SphinxDirective):
    """``{addition}``: the editor's text on a talk page, set apart from the notes.

    Its argument is its id, ``lines`` are the raw lines that it answers, ``date`` is when what it
    tells happened, ``source`` is its proof.
    """

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "lines": directives.positive_int_list,
        "date": partial_date,
        "source": web_address,
    }

    def run(self) -> list[nodes.Node]:
        """Return the editor's note as an admonition."""
        name = self.arguments[0]
        if not ADDITION_ID.fullmatch(name):
            raise self.error(
                f"'{name}' cannot be the id of an addition. Fix: use lower-case letters, digits and "
                "hyphens, and no 'line-' in front."
            )
        self.assert_has_content()
        if "source" not in self.options:
            raise self.error(
                f"the addition '{name}' has no source. Fix: add ':source:' with the address."
            )
        source = self.options["source"]
        node = nodes.admonition(classes=["addition"], ids=[name])
        self.set_source_info(node)
        node["lines"], node["date"] = self.options.get("lines", []), self.options.get("date", "")
        node += nodes.title("", "Editor’s note")
        node += self.parse_content_to_nodes()
        node += paragraph(
            "Source: ",
            external(source, short_address(source)),
            classes=["addition-source", "aside"],
        )
        return [node]


class LinkMentions(SphinxPostTransform):
    """Make the first mention of a project in a note a link to it.

    Text that is a link already stays as it is; code becomes a link as a whole.
    """

    # After everything that makes text of a page (4 to 6), before references are resolved (10).
    default_priority = 7

    def run(self, **kwargs: Any) -> None:
        """Link the mentions of one page."""
        names = catalogue_of(self.env).linked_names
        for item in self.document.findall(nodes.list_item):
            if "note" in item["classes"] and isinstance(item[0], nodes.paragraph):
                _link(item[0], names)


def _link(note: nodes.paragraph, names: Names) -> None:
    linked: set[str] = set()
    for text in list(note.findall(nodes.Text)):
        parent = text.parent
        if isinstance(parent, nodes.literal) and parent.parent is note:
            keys = [mention.key for mention in names.find(text) if mention.key not in linked]
            if keys:
                linked.add(keys[0])
                parent.replace_self(_mention(keys[0], parent.deepcopy()))
        elif parent is note:
            parts: list[nodes.Node] = []
            at = 0
            for mention in names.find(text):
                if mention.key not in linked:
                    linked.add(mention.key)
                    parts.append(nodes.Text(text[at : mention.start]))
                    word = nodes.inline("", text[mention.start : mention.end])
                    parts.append(_mention(mention.key, word))
                    at = mention.end
            if parts:
                note.replace(text, [*parts, nodes.Text(text[at:])])


def _mention(key: str, content: nodes.Node) -> nodes.Element:
    reference = reference_to("project", key, content)
    reference["classes"].append("mention")
    return reference


def setup(app: Sphinx) -> None:
    """Register the directive and the mentions."""
    app.add_directive("addition", AdditionDirective)
    app.add_post_transform(LinkMentions)
