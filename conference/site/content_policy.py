"""What a page may load and run, told to the browser: the Content-Security-Policy of every page.

It stands in the pages, so that it holds on any host, and in ``_headers`` with what only headers can
say, for hosts that read such a file (Cloudflare Pages, Netlify and others).
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from . import not_found

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx

FIRST_PAINT = "_static/first_paint.js"  # made by tools.build; written into each page
HEADERS = """\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff

/_static/*
  Cache-Control: public, max-age=31536000, immutable
"""


def content_policy(*inline_scripts: str) -> str:
    """Return the policy of pages with these scripts written into them, and no others.

    Everything comes from the site itself; pictures and the icons may stand in its style sheet.
    """
    hashes = (hashlib.sha256(script.encode()).digest() for script in filter(None, inline_scripts))
    scripts = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *scripts]),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",  # the live server's web socket; Lighthouse asks for robots.txt
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def first_paint(app: Sphinx) -> str:
    """Return the script that pages have in their head; an empty text where there is none."""
    file = Path(app.outdir, FIRST_PAINT)
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def add_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Hand script and policy to the template of a page."""
    context["first_paint"] = first_paint(app)
    inline = [context["first_paint"]]
    if pagename == not_found.DOCNAME:
        inline.append(not_found.script_of(app))
    context["content_policy"] = content_policy(*inline)


def write_headers(app: Sphinx, exception: Exception | None) -> None:
    """Write the file with what a host is to send along."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    # A host sends one policy with all pages, and browsers keep to both.
    policy = content_policy(first_paint(app), not_found.script_of(app))
    text = HEADERS.format(policy=policy)
    Path(app.outdir, "_headers").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register both."""
    app.connect("html-page-context", add_policy)
    app.connect("build-finished", write_headers)
