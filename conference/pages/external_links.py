"""Links to other sites: they learn nothing of the page that a reader comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx


class GuardExternalLinks(SphinxPostTransform):
    """Give links to other sites ``rel="noopener noreferrer"``."""

    default_priority = 900  # after all that make links

    def run(self, **kwargs: Any) -> None:
        """Guard the links of one page."""
        guard(self.document)


def guard(node: nodes.Node) -> None:
    """Guard the links in a node: also in what is rendered when a page is written, too late for above."""
    for link in node.findall(nodes.reference):
        if "://" in link.get("refuri", "") and not link.get("internal"):
            link["rel"] = "noopener noreferrer"


def setup(app: Sphinx) -> None:
    """Register the guard."""
    app.add_post_transform(GuardExternalLinks)
