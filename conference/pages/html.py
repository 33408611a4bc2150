"""Small nodes that pages are made of, and HTML elements that docutils has no node for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from conference.model.words import typeset

WRITE: list[Callable[[Sphinx], None]] = []
AFTER = "after-the-notes"  # or the list of a page


class HtmlElement(nodes.General, nodes.Inline, nodes.Element):
    """An element ``tag`` with the HTML attributes ``html``, for builders that write HTML.

    One with a ``docname`` is a link to that page, also where Sphinx's own links cannot stand.
    """


def element(
    tag: str, *children: nodes.Node | str, classes: Sequence[str] = (), **attributes: str
) -> HtmlElement:
    """Return an element; ``aria_label="…"`` becomes the attribute ``aria-label``."""
    html = {name.replace("_", "-"): value for name, value in attributes.items()}
    return HtmlElement("", *inline(*children), tag=tag, html=html, classes=list(classes))


def visit_html_element(translator: HTML5Translator, node: HtmlElement) -> None:
    """Write the start tag."""
    html = dict(node["html"])
    if "docname" in node:
        builder = translator.builder
        html["href"] = builder.get_relative_uri(builder.current_docname, node["docname"])
    translator.body.append(translator.starttag(node, node["tag"], "", **html))


def depart_html_element(translator: HTML5Translator, node: HtmlElement) -> None:
    """Write the end tag."""
    translator.body.append(f"</{node['tag']}>")


def inline(*parts: nodes.Node | str) -> list[nodes.Node]:
    """Return texts and nodes as nodes."""
    return [nodes.Text(part) if isinstance(part, str) else part for part in parts]


def with_code(text: str) -> list[nodes.Node]:
    """Return a note from its text with marks of code. In code, quotes stay as they were typed."""
    parts = enumerate(text.split("`"))
    return [nodes.literal("", p) if at % 2 else nodes.Text(typeset(p)) for at, p in parts]


def paragraph(*parts: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    """Return a paragraph of texts and inline nodes."""
    return nodes.paragraph("", "", *inline(*parts), classes=list(classes))


def item_about(link: nodes.Node, what: str) -> nodes.list_item:
    """Return an item of a list: a link, and in pale text what there is to say of where it leads."""
    said = nodes.inline("", typeset(what), classes=["aside"])
    return nodes.list_item("", paragraph(link, " ", said))


def separated(items: Sequence[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    """Return the nodes with a text between each two."""
    parts = [part for item in items for part in (nodes.Text(separator), item)]
    return parts[1:]


def section(anchor: str, title: nodes.Node | str, *body: nodes.Node) -> nodes.section:
    """Return a section with a title."""
    return nodes.section("", nodes.title("", "", *inline(title)), *body, ids=[anchor])


def skip(what: str, anchor: str) -> nodes.paragraph:
    """Return a link past something long, which shows when a keyboard comes to it."""
    link = nodes.reference("", f"Skip the {what}", refid=anchor)
    return paragraph(link, classes=["skip-notes"])


def skippable(what: str, *body: nodes.Node) -> list[nodes.Node]:
    """Return something long with a link past it."""
    return [skip(what, AFTER), *body, nodes.target("", "", ids=[AFTER])]


def external(url: str, text: str, *, classes: Sequence[str] = ()) -> nodes.reference:
    """Return a link to an address outside the site."""
    return nodes.reference("", text, refuri=url, internal=False, classes=list(classes))


def short_address(url: str) -> str:
    """Return an address without scheme, "www." and final slash; of a long path, first and last part."""
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    if len(path) > 3:
        path = [path[0], "…", path[-1]]
    return "/".join([parts.netloc.removeprefix("www."), *path])


class GuardExternalLinks(SphinxPostTransform):
    """Give links to other sites ``rel="noopener noreferrer"``: they learn nothing of the page."""

    default_priority = 900  # after everything that makes links

    def run(self, **kwargs: Any) -> None:
        """Guard the links of one page."""
        for link in self.document.findall(nodes.reference):
            if "://" in link.get("refuri", "") and not link.get("internal"):
                link["rel"] = "noopener noreferrer"


def when_html_is_written(write: Callable[[Sphinx], None]) -> Callable[[Sphinx], None]:
    """Have a function called after the pages, by builders of HTML that came to their end."""
    WRITE.append(write)
    return write


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside pages."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        for write in WRITE:
            write(app)


def output_path(app: Sphinx, docname: str) -> Path:
    """Return the file that a page is written to."""
    return Path(cast("StandaloneHTMLBuilder", app.builder).get_output_path(docname))


def setup(app: Sphinx) -> None:
    """Register the element, the guard, and what is written beside pages."""
    app.add_node(HtmlElement, html=(visit_html_element, depart_html_element))
    app.add_post_transform(GuardExternalLinks)
    app.connect("build-finished", finish)
