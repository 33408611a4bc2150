"""What a reader downloads: bytes and requests of a first visit, and of the next page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.serving import hosting

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@dataclass(frozen=True)
class Weight:
    """Bytes compressed by gzip: of a first visit, with its requests, and of a page after it."""

    first: int
    requests: int
    following: int


def weigh(browser: Browser, site: Path, page: str, after: str) -> Weight:
    """Open *page* with an empty cache, and once more as the page that follows *after*."""
    with hosting(site) as (address, sent):

        def visit(*pages: str) -> int:
            """Open pages one after the other in a new profile; return the bytes of the last."""
            context = browser.new_context()
            tab = context.new_page()
            for path in pages:
                sent.answers.clear()
                tab.goto(address + path, wait_until="networkidle")
            context.close()
            return sent.bytes

        first = visit(page)
        requests = len(sent.answers)
        return Weight(first, requests, visit(after, page))
