"""Checks that pages keep to their own Content-Security-Policy: a browser would not say a word."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from tools.diet import INLINE_SCRIPT
from tools.node import BuildError

if TYPE_CHECKING:
    from pathlib import Path

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
INLINE_STYLE = re.compile(r'<[a-z][^<>]*\s(?:style|on[a-z]+)="[^"]*"|<style\b')


def check_policy(site: Path) -> None:
    """Raise BuildError if a page has a script or style in it that its policy forbids."""
    for file in sorted(site.rglob("*.html")):
        text = file.read_text("utf-8")
        if not (policy := POLICY.search(text)):
            continue
        forbidden = [found[0] for found in INLINE_STYLE.finditer(text)]
        for script in INLINE_SCRIPT.findall(text):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            if f"'sha256-{digest}'" not in policy[1]:
                forbidden.append(script.strip())
        for what in forbidden:
            raise BuildError(
                f"{file.relative_to(site)} has {what[:120]!r} in it, which its policy forbids. "
                "Fix: move it to conference/theme/static/site.css or conference/browser/."
            )
