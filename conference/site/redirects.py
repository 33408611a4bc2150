"""Writes a page at the old address of each page that moved."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from .content_policy import content_policy
from conference.pages.loading import catalogue_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The script keeps the part of the address behind "#", which a refresh loses.
PAGE = """\
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


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write a page at each old address."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    for old, new in catalogue_of(app.config).redirects.items():
        file = Path(app.builder.get_output_path(old))
        file.parent.mkdir(parents=True, exist_ok=True)
        address = app.builder.get_relative_uri(old, new)
        script = app.builder.get_relative_uri(old, "index") + "_static/redirect.js"
        page = PAGE.format(new=escape(address), script=escape(script), policy=content_policy())
        file.write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the writing."""
    app.connect("build-finished", write_redirects)
