"""Sees to it that pages keep to their own Content-Security-Policy, which a browser enforces silently."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from .faults import DietError
from .pages import INLINE_SCRIPT

if TYPE_CHECKING:
    from .pages import Page

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
INLINE_STYLE = re.compile(r'<[a-z][^<>]*\s(style|on[a-z]+)="|<(style)\b')


def check_policy(page: Page) -> None:
    """Raise DietError where a page has a script or style in it that its policy forbids."""
    policy = POLICY.search(page.text)
    if not policy:
        return
    for script in INLINE_SCRIPT.findall(page.text):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in policy[1]:
            raise DietError(
                f"{page.name} has a script in it that its policy forbids: {script.strip()[:60]!r}. "
                "Mend: put it into conference/browser/."
            )
    if found := INLINE_STYLE.search(page.text):
        raise DietError(
            f"{page.name} has {found[1] or found[2]!r} in it, which its policy forbids: "
            f"{found[0][:120]!r}. Mend: put it into conference/theme/static/site.css or conference/browser/."
        )
