"""Which scripts pages have: those of our features, and none that a page has no use for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx

OURS = Path(__file__).parent / "static"
# What Sphinx has on every page for its own search, and to mark what was searched for.
SEARCH = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
# What sphinx-design has on every page for its tabs, and what a page with tabs has.
TABS, TAB_SET = "design-tabs.js", 'class="sd-tab-set'


def add_ours(app: Sphinx) -> None:
    """Publish the scripts that modules of this extension ask for."""
    app.config.html_static_path.append(str(OURS))


def leave_out_scripts(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Take scripts off a page."""
    unused = SEARCH if TAB_SET in context.get("body", "") else (*SEARCH, TABS)
    context["script_files"] = [
        script
        for script in context["script_files"]
        if not str(getattr(script, "filename", "")).endswith(unused)
    ]


def setup(app: Sphinx) -> None:
    """Register both."""
    app.connect("builder-inited", add_ours)
    app.connect("html-page-context", leave_out_scripts)
