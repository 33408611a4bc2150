"""What a page may load and run, told to the browser: the Content-Security-Policy.

It stands in each page, so that it holds on any host, and in ``_headers`` with what only headers can
say, for hosts that read such a file (Cloudflare Pages, Netlify and others).
"""

import base64
import hashlib
import json
from pathlib import Path

from sphinx.application import Sphinx

from conference.pages.html import when_html_is_written

# What a reader is about to open is loaded before; but no page that is another with each query.
NEVER = {"href_matches": ["/*search/*", "/*404*", "/*.json", "/*.md"]}
OPENED = {"and": [{"href_matches": "/*"}, {"not": NEVER}]}
SPECULATION_RULES = json.dumps({"prerender": [{"where": OPENED, "eagerness": "moderate"}]})
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


def content_policy(script: str = "") -> str:
    """Return the policy of pages with this script and the rules of speculation in them, and no others.

    Everything comes from the site itself; the icons stand in its style sheet.
    """
    texts = filter(None, (script, SPECULATION_RULES))
    hashes = (hashlib.sha256(text.encode()).digest() for text in texts)
    scripts = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *scripts]),
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",  # the live server's web socket; Lighthouse asks for robots.txt
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def first_paint(app: Sphinx) -> str:
    """Return the script that stands in pages; an empty text where it was not bundled."""
    file = Path(app.outdir, "_static", "first_paint.js")
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


@when_html_is_written
def write_headers(app: Sphinx) -> None:
    """Write the file with what a host is to send along."""
    headers = HEADERS.format(policy=content_policy(first_paint(app)))
    Path(app.outdir, "_headers").write_text(headers, encoding="utf-8")
