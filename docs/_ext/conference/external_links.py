"""Links to other sites: they learn nothing of the page that a reader comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx


REL = "noopener noreferrer"


class GuardExternalLinks(SphinxPostTransform):
    """Give links to other sites ``rel="noopener noreferrer"``, as derived nodes have it."""

    default_priority = 900  # after all that make links

    def run(self, **kwargs: Any) -> None:
        """Guard the links of one page."""
        for link in self.document.findall(nodes.reference):
            if "://" in link.get("refuri", "") and not link.get("internal"):
                link["rel"] = REL


def setup(app: Sphinx) -> None:
    """Register the guard."""
    app.add_post_transform(GuardExternalLinks)
