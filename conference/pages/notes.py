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

from conference.model.corrections import compare, difference
from conference.model.entries import PARTIAL_DATE, Note, note_id
from conference.model.mentions import Names
from conference.model.raw_notes import RawNotes
from conference.model.words import in_a_row

from .domain import domain_of, reference_to
from .html import HtmlElement, element, external, paragraph, short_address

HEADER_FACT = re.compile(r"(?:speakers?|slides)\b", re.IGNORECASE)  # what the header says as well
ADDITION_ID = re.compile(r"(?!line-)[a-z0-9]+(?:-[a-z0-9]+)*")


def name_notes(
    items: Iterable[nodes.Element], notes: Iterable[Note], raw: RawNotes, *, with_source: bool
) -> None:
    """Give the list items of notes their ids: ``- wut`` becomes ``<li id="line-89">``.

    The item of a note that was made from a raw line begins with its number, a link to itself. Where a
    word was corrected, the difference follows, which the reader may switch to. With its source's line
    the browser can say where to correct a note.
    """
    for item, note in zip(items, notes, strict=True):
        if note.raw_line is None:
            continue
        item["ids"].append(note.id)
        item["classes"].append("note")
        if len(item) and isinstance(item[0], nodes.paragraph):
            data = {"aria_label": f"Line {note.raw_line}", "data_line": f"{note.raw_line}"}
            if with_source:
                data["data_source"] = f"{note.line}"
            # The style sheet draws the number, so nobody copies it.
            item[0].insert(0, element("a", classes=["line-link"], href=f"#{note.id}", **data))
            if typed := _as_typed(raw.lines[note.raw_line].text, note.typed):
                item.insert(1, typed)


def _as_typed(raw_line: str, note: str) -> HtmlElement | None:
    """Return a paragraph with the words that were typed and those that are there now, or None."""
    corrections = compare(raw_line, note)
    if all(correction.is_markup for correction in corrections):
        return None
    parts: list[nodes.Node] = []
    for corrected, typed in difference(note, corrections):
        if corrected == typed:
            parts.append(_as_it_came(corrected))
            continue
        words = (("del", typed), ("ins", corrected))
        parts += [element(tag, _as_it_came(text)) for tag, text in words if text]
    # Hidden by its attribute, since what reads pages aloud or clears them up obeys no style sheet.
    return element("p", *parts, classes=["as-typed"], hidden="")


def _as_it_came(text: str) -> nodes.inline:
    """Return text with the quotes of the keyboard."""
    return nodes.inline("", text, support_smartquotes=False)


def place_additions(document: nodes.document) -> None:
    """Put each editor's note below the last of the notes that it answers."""
    items = {id_: item for item in document.findall(nodes.list_item) for id_ in item["ids"]}
    for addition in list(document.findall(nodes.admonition)):
        answered = [items[id_] for id_ in map(note_id, addition.get("lines", [])) if id_ in items]
        if answered:
            addition.parent.remove(addition)
            item = answered[-1]
            is_below = item.first_child_matching_class(nodes.bullet_list)
            item.insert(len(item) if is_below is None else is_below, addition)


def web_address(argument: str) -> str:
    """Return the address of a source. Raises ValueError where it is not one."""
    address = directives.uri(argument)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("a source is an address that starts with https://")
    return address


def partial_date(argument: str) -> str:
    """Return a year, a month or a day. Raises ValueError where it is none."""
    if not re.match(PARTIAL_DATE, argument.strip()):
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
            fix = "use lower-case letters, digits and hyphens, and no 'line-' in front"
            raise self.error(f"'{name}' cannot be the id of an addition. Fix: {fix}.")
        self.assert_has_content()
        if "source" not in self.options:
            fix = "add ':source:' with the address"
            raise self.error(f"the addition '{name}' has no source. Fix: {fix}.")
        source = self.options["source"]
        node = nodes.admonition(classes=["addition"], ids=[name])
        self.set_source_info(node)
        node["lines"], node["date"] = self.options.get("lines", []), self.options.get("date", "")
        lines = in_a_row([str(line) for line in node["lines"]])
        about = f" on {'line' if len(node['lines']) == 1 else 'lines'} {lines}" if lines else ""
        node += nodes.title("", f"Editor’s note{about}")
        node += self.parse_content_to_nodes()
        link = external(source, short_address(source))
        node += paragraph("Source: ", link, classes=["addition-source", "aside"])
        return [node]


class LinkMentions(SphinxPostTransform):
    """Make the first mention of a project or term on a page a link to it, and what is said twice quiet.

    Text that is a link already stays as it is; code that is a name becomes a link as a whole.
    """

    # After everything that makes text of a page (4 to 6), before references are resolved (10).
    default_priority = 7

    def run(self, **kwargs: Any) -> None:
        """Link the mentions of one page."""
        names = domain_of(self.env).catalogue.linked_names
        linked: set[str] = set()
        for item in self.document.findall(nodes.list_item):
            if "note" in item["classes"] and isinstance(item[0], nodes.paragraph):
                if HEADER_FACT.match(item[0].astext()):
                    item["classes"].append("in-header")
                _link(item[0], names, linked)


def _link(note: nodes.paragraph, names: Names, linked: set[str]) -> None:
    for text in list(note.findall(nodes.Text)):
        parent = text.parent
        if isinstance(parent, nodes.literal) and parent.parent is note:
            whole = (m.key for m in names.find(text) if m.end - m.start == len(text))
            keys = [key for key in whole if key not in linked]
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


class ShortenCitations(SphinxPostTransform):
    """Mark the citations whose short title is the word in front of them: a sign is enough there."""

    default_priority = 20  # after references are resolved (10), of which citations are made

    def run(self, **kwargs: Any) -> None:
        """Mark those of one page."""
        for citation in filter(_is_citation, self.document.findall(nodes.inline)):
            siblings = citation.parent.children[: citation.parent.index(citation)]
            before = "".join(part.astext() for part in siblings if not _is_citation(part))
            if before.rstrip().casefold().endswith(citation.astext().casefold()):
                citation["classes"].append("same-word")


def _is_citation(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and "bibtex-citation" in node["classes"]


def _mention(place: str, content: nodes.Node) -> nodes.Element:
    reference = reference_to(place, content)
    reference["classes"].append("mention")
    return reference


def setup(app: Sphinx) -> None:
    """Register the directive and the mentions."""
    app.add_directive("addition", AdditionDirective)
    app.add_post_transform(LinkMentions)
    app.add_post_transform(ShortenCitations)
