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

# Scripts that tools.build bundles and pages have written into them.
FIRST_PAINT, MISSING_PAGE = "first_paint", "not_found"
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


def content_policy(*inline_scripts: str) -> str:
    """Return the policy of pages with these scripts and the rules of speculation, and no others.

    Everything comes from the site itself; the icons stand in its style sheet.
    """
    texts = (*inline_scripts, SPECULATION_RULES)
    hashes = (hashlib.sha256(script.encode()).digest() for script in filter(None, texts))
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


def inline_script(app: Sphinx, name: str) -> str:
    """Return a script that stands in pages; an empty text where it was not bundled."""
    file = Path(app.outdir, "_static", f"{name}.js")
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


@when_html_is_written
def write_headers(app: Sphinx) -> None:
    """Write the file with what a host is to send along."""
    # A host sends one policy with all pages, and browsers keep to both.
    policy = content_policy(*(inline_script(app, name) for name in (FIRST_PAINT, MISSING_PAGE)))
    Path(app.outdir, "_headers").write_text(HEADERS.format(policy=policy), encoding="utf-8")
