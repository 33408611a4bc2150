"""Which scripts pages have: those of our features, and none that a page has no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx

# What Sphinx has on every page for its own search, and to mark what was searched for.
SEARCH = ("documentation_options.js", "doctools.js", "sphinx_highlight.js")
# What sphinx-design has on every page for its tabs, and what a page with tabs has.
TABS, TAB_SET = "design-tabs.js", 'class="sd-tab-set'


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
    """Register it."""
    app.connect("html-page-context", leave_out_scripts)
