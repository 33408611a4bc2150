"""Redirects of pages that moved: ``docs/_data/redirects.yaml`` maps old document names to new ones."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from . import yaml_source
from .faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

# The script keeps the part of the address behind "#", which a refresh loses.
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<title>This page has moved</title>
<meta name="robots" content="noindex" />
<meta http-equiv="refresh" content="1; url={new}" />
<link rel="canonical" href="{new}" />
<script src="{script}"></script>
</head>
<body><p>This page has moved: <a href="{new}">its new address</a>.</p></body>
</html>
"""


def read_redirects(
    file: Path, path: str, pages: Iterable[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Return the redirects in a file, and what is wrong with them: *pages* are those that there are."""
    if not file.is_file():
        return {}, []
    root, faults = yaml_source.compose(file.read_text("utf-8"), path)
    known = set(pages)
    redirects: dict[str, str] = {}
    if root is None or not isinstance(root.value, dict):
        return {}, faults
    for old, node in root.value.items():
        if node.value not in known:
            message = f"'{old}' is redirected to '{node.value}', which is no page"
            faults.append(Fault(path, node.line, message, "name a page, such as talks/metpy"))
        elif old in known:
            message = f"'{old}' is redirected but is a page"
            faults.append(Fault(path, root.key_lines[old], message, "remove one of the two"))
        else:
            redirects[old] = str(node.value)
    return redirects, faults


def check_redirects(app: Sphinx, env: BuildEnvironment) -> None:
    """Read the redirects once all pages are known, and warn of their faults."""
    file = Path(app.srcdir, "_data", "redirects.yaml")
    path = f"{Path(app.srcdir).name}/_data/redirects.yaml"
    redirects, faults = read_redirects(file, path, env.found_docs)
    app.config.conference_redirects = redirects
    for fault in faults:
        logger.warning(
            "%s", fault, location=f"{fault.path}:{fault.line}", type="conference", subtype="source"
        )


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write a page at each old address."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    for old, new in app.config.conference_redirects.items():
        file = Path(app.builder.get_output_path(old))
        file.parent.mkdir(parents=True, exist_ok=True)
        address = app.builder.get_relative_uri(old, new)
        script = app.builder.get_relative_uri(old, "index") + "_static/redirect.js"
        page = PAGE.format(new=escape(address), script=escape(script))
        file.write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register checking and writing."""
    app.add_config_value("conference_redirects", {}, "", dict, "Filled when the build starts.")
    app.connect("env-updated", check_redirects)
    app.connect("build-finished", write_redirects)
