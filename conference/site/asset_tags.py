"""Keeps the elements that load scripts and styles: pages at the same depth have the same ones.

Sphinx makes them for every page anew, and asks the file system for each file's place each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx


class AssetTags:
    """The elements of one build, by depth of the page and asset."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, Hashable], str] = {}

    def put_into_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.Node | None,
    ) -> None:
        """Put the kept elements in front of the functions that make them."""
        for name in ("css_tag", "js_tag"):
            if make := context.get(name):
                context[name] = self._keeping(name, make, context["content_root"])

    def _keeping(self, name: str, make: Callable[[Any], str], root: str) -> Callable[[Any], str]:
        def tag(asset: Any) -> str:
            """Return the element for an asset."""
            key = (name, root, asset)
            if key not in self._kept:
                self._kept[key] = make(asset)
            return self._kept[key]

        return tag


def setup(app: Sphinx) -> None:
    """Register the keeping."""
    app.connect("html-page-context", AssetTags().put_into_context)
