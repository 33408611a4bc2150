"""HTML elements that docutils has no node for, such as ``<nav>`` and ``<details>``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class HtmlElement(nodes.General, nodes.Inline, nodes.Element):
    """An element ``tag`` with the HTML attributes ``html``, for builders that write HTML."""


def element(
    tag: str, *children: nodes.Node, classes: tuple[str, ...] = (), **attributes: str
) -> HtmlElement:
    """Return an element; ``aria_label="…"`` becomes the attribute ``aria-label``."""
    html = {name.replace("_", "-"): value for name, value in attributes.items()}
    return HtmlElement("", *children, tag=tag, html=html, classes=list(classes))


def visit_html_element(translator: HTML5Translator, node: HtmlElement) -> None:
    """Write the start tag."""
    translator.body.append(translator.starttag(node, node["tag"], "", **node["html"]))


def depart_html_element(translator: HTML5Translator, node: HtmlElement) -> None:
    """Write the end tag."""
    translator.body.append(f"</{node['tag']}>")


def setup(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(HtmlElement, html=(visit_html_element, depart_html_element))
