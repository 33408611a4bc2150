"""Addresses without a page: ``404.html``, the old addresses of pages that moved, and the search page.

A host shows ``404.html`` for a missing address, at any depth. Its source is the page ``404``. Where it
is shown, relative links lead nowhere, so it gets paths from the host's root: below the path of
``html_baseurl``, which is ``/`` where that is not set. Its search looks for the words of the address.
"""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from conference.pages.domain import domain_of
from conference.pages.html import element, output_path, when_html_is_written

from .policy import content_policy

MISSING = "404"
WITHOUT_TEXT = {"search", MISSING}  # pages that have nothing to read
# The script keeps the part of the address behind "#", which a refresh loses.
MOVED_SCRIPT = """\
const moved = document.querySelector("link[rel=canonical]");
location.replace(moved.href + location.hash);
"""
MOVED = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{policy}" />
<meta name="referrer" content="no-referrer" />
<title>This page has moved</title>
<meta name="robots" content="noindex" />
<meta http-equiv="refresh" content="1; url={new}" />
<link rel="canonical" href="{new}" />
<script src="{script}"></script>
</head>
<body><p>This page has moved: <a href="{new}">its new address</a>.</p></body>
</html>
"""


class SearchDirective(SphinxDirective):
    """``{search}``: a place for the search; its content is for readers without JavaScript."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place and its content."""
        place = element("div", classes=["search-page"])
        place["ids"].append("search-page")
        return [element("noscript", *self.parse_content_to_nodes()), place]


@when_html_is_written
def write_missing_page(app: Sphinx) -> None:
    """Put the page where hosts look for it, with addresses that work from everywhere.

    The builder finds it missing in its old place, so it writes it again in each build. There each
    relative address leads out of the page's own folder first.
    """
    written = output_path(app, MISSING)
    if written.is_file():
        root = f"/{urlsplit(app.config.html_baseurl).path.strip('/')}/".replace("//", "/")
        html = written.read_text("utf-8").replace('="../', f'="{root}')
        target = Path(app.outdir, f"{MISSING}.html")
        target.write_text(html, encoding="utf-8")
        if written != target:
            written.unlink()
            written.parent.rmdir()


@when_html_is_written
def write_redirects(app: Sphinx) -> None:
    """Write a page at the old address of each page that moved."""
    redirects = domain_of(app.env).catalogue.redirects
    if redirects:
        Path(app.outdir, "_static", "redirect.js").write_text(MOVED_SCRIPT, encoding="utf-8")
    for old, new in redirects.items():
        file = output_path(app, old)
        file.parent.mkdir(parents=True, exist_ok=True)
        address = app.builder.get_relative_uri(old, new)
        script = app.builder.get_relative_uri(old, "index") + "_static/redirect.js"
        page = MOVED.format(new=escape(address), script=escape(script), policy=content_policy())
        file.write_text(page, encoding="utf-8")


def leave_out_index(app: Sphinx) -> None:
    """Keep Sphinx from writing a search page and an index of its own: ours is ``search``."""
    app.builder.search = False  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the directive and the files."""
    app.add_directive("search", SearchDirective)
    app.connect("builder-inited", leave_out_index)
