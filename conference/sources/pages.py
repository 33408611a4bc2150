"""Reads a page from the doctree that Sphinx made of it: its notes, additions and toctrees, with lines.

Notes are list items of this very doctree, so what is proven of them is what the reader gets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes

from conference.model.entries import Addition, Note, TalkFacts, Written
from conference.model.faults import Fault

from .checked_yaml import NO_YAML, Yaml, check, compose

STRAY = -1  # the depth of a list item that is not a note, of which a fault has told
CITATION = "\0"  # stands for a citation while text is put together
FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|$)")


@dataclass
class Page:
    """A page as its author wrote it. A number in front of something is the line that it is on."""

    docname: str
    path: str
    facts: Written | None = None  # the front matter, where it is right
    front: Yaml = NO_YAML  # the same with lines
    title: str = ""
    title_line: int = 1
    notes: list[Note] = field(default_factory=list)  # with raw lines once they are aligned
    additions: list[Addition] = field(default_factory=list)
    cites: list[tuple[int, str]] = field(default_factory=list)  # keys of reading items
    listed: list[tuple[int, str, str]] = field(default_factory=list)  # page and title in a toctree
    quoted: list[tuple[int, int]] = field(default_factory=list)  # raw lines whose notes it quotes
    missing: list[tuple[int, int]] = field(
        default_factory=list
    )  # raw lines whose note belongs below
    faults: list[Fault] = field(default_factory=list)
    readable: bool = True  # whether the front matter says what the page is made from

    def fault(self, line: int, message: str, fix: str) -> None:
        """Add a fault of this page."""
        self.faults.append(Fault(self.path, line, message, fix))


def read_front_matter(page: Page, source: str, model: type[Written] | None, what: str) -> str:
    """Read the front matter of a page, and return the source with blank lines in its place.

    MyST would make nodes of it, and read its values in its own way. Without a *model* the front
    matter is Sphinx's; *what* names the page in messages, such as "a talk page".
    """
    if model is None:
        return source
    found = FRONT_MATTER.match(source)
    if found is None:
        keys = ", ".join(n for n, info in model.model_fields.items() if info.is_required())
        page.fault(1, "the front matter is missing", f"{what} starts with ---, {keys}, ---")
        page.readable = False
        return source
    front, faults = compose(found[1], page.path, first_line=2)
    if not faults and (front is None or not isinstance(front.data, dict)):
        page.fault(1, "the front matter has no keys", "write it as 'key: value', a line each")
    elif front is not None:
        page.front = front
        page.facts, wrong = check(model, front, page.path, what)
        faults += wrong
    page.faults += faults
    page.readable = page.facts is not None
    return "\n" * found[0].count("\n") + source[found.end() :]


def read_document(page: Page, document: nodes.document, *, is_talk: bool) -> list[nodes.Element]:
    """Read what stands on a page, and return its notes' list items, in the order of ``page.notes``.

    On a talk page what is neither title, note nor addition is a fault. Its list items count as notes
    all the same, so that their raw lines are not missed as well.
    """
    reader = _Reader(page, is_talk=is_talk)
    reader.read(document)
    page.cites = [
        (line_of(node), key) for node in document.findall(nodes.Element) for key in _keys(node)
    ]
    if isinstance(page.facts, TalkFacts):
        named = enumerate(page.facts.reading)
        page.cites += [(page.front.line_of("reading", index), key) for index, key in named]
    return reader.items


class _Reader:
    """Walks through a page, and collects notes and their list items."""

    def __init__(self, page: Page, *, is_talk: bool) -> None:
        self.page = page
        self.is_talk = is_talk
        self.items: list[nodes.Element] = []

    def read(self, section: nodes.Element) -> None:
        """Read a section, or the whole page."""
        for node in elements_in(section):
            if isinstance(node, nodes.title) and not self.page.title:
                self.page.title, self.page.title_line = plain_text(node), line_of(node)
            elif isinstance(node, nodes.section):
                self.read(node)
            elif isinstance(node, nodes.bullet_list):
                self.read_list(node, 0)
            elif "addition" in node["classes"]:
                self.page.additions.append(_addition(node))
            elif not isinstance(node, (nodes.Invisible, nodes.system_message)):
                self.stray(node)

    def read_list(self, bullets: nodes.Element, depth: int) -> None:
        """Read a list of notes, and the lists in it."""
        for item in elements_in(bullets):
            self.add(item, depth)
            for part in elements_in(item):
                if isinstance(part, nodes.bullet_list):
                    self.read_list(part, depth + 1)
                elif not isinstance(part, nodes.paragraph):
                    self.stray(part)

    def add(self, item: nodes.Element, depth: int) -> None:
        """Add a note."""
        self.items.append(item)
        parts = [part for part in elements_in(item) if not isinstance(part, nodes.bullet_list)]
        text, typed = (plain_text(*parts, code_mark=mark) for mark in ("", "`"))
        keys = cited(*parts)
        self.page.notes.append(Note(None, depth, text, keys, typed, line_of(item)))

    def stray(self, node: nodes.Element) -> None:
        """Report what does not belong on a talk page."""
        if self.is_talk:
            text = node.astext().strip().partition("\n")[0]
            fix = "make it a bullet, or move it into an {addition} with its source"
            self.page.fault(line_of(node), f'"{text}" is neither a note nor an addition', fix)
            for item in node.findall(nodes.list_item):
                self.add(item, STRAY)


def elements_in(node: nodes.Element) -> list[nodes.Element]:
    """Return the elements that stand directly in another."""
    return [child for child in node if isinstance(child, nodes.Element)]


def _addition(node: nodes.Element) -> Addition:
    content = [part for part in elements_in(node)[1:] if "addition-source" not in part["classes"]]
    keys = cited(*content)
    id_, lines, text = node["ids"][0], tuple(node["lines"]), plain_text(*content)
    return Addition(id_, lines, keys, text, node["date"], line_of(node))


def line_of(node: nodes.Node) -> int:
    """Return the line that a node starts on: its own, or that of what it is in."""
    while node.line is None and node.parent is not None:
        node = node.parent
    return node.line or 1


def plain_text(*parts: nodes.Node, code_mark: str = "") -> str:
    """Return the text of nodes on one line, without citations; *code_mark* goes around code."""

    def text(node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return str(node)
        if any(_keys(node)):
            return CITATION
        if isinstance(node, (nodes.raw, nodes.system_message)):
            return ""
        mark = code_mark if isinstance(node, nodes.literal) else ""
        return f"{mark}{''.join(map(text, node.children))}{mark}"

    found = re.sub(rf"\s*{CITATION}", "", " ".join(map(text, parts)))
    return " ".join(found.split())


def cited(*parts: nodes.Node) -> tuple[str, ...]:
    """Return the keys of the reading items that are cited in nodes."""
    return tuple(key for part in parts for node in part.findall() for key in _keys(node))


def _keys(node: nodes.Node) -> Iterator[str]:
    """Yield the keys of a citation that sphinxcontrib-bibtex has not resolved yet."""
    if isinstance(node, nodes.Element) and node.get("refdomain") == "cite":
        yield from (key.strip() for key in node["reftarget"].split(","))
