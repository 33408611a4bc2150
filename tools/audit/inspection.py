"""Opens every page in every state: what axe finds, what is logged, and what is asked of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from tools.audit.pages import STATES
from tools.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
AXE = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off unless asked for
    # Else axe fetches the style sheets again, and their imports from the wrong folder.
    "preload": False,
}
WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")


@dataclass
class Inspection:
    """What was found, each with the page where; ``states`` counts what was looked at."""

    violations: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    states: int = 0


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it is: in its modal dialog alone, while one is open.

    What is behind that is inert, which axe does not know: it measures targets that the dialog covers.
    """
    dialog = "dialog:modal" if page.locator("dialog:modal").count() else None
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page, context=dialog, options=AXE).response["violations"]
        for node in violation["nodes"]
    ]


def inspect(
    browser: Browser,
    site: Path,
    pages: Iterable[str],
    widths: Iterable[int] = WIDTHS,
    schemes: Iterable[str] = SCHEMES,
) -> Inspection:
    """Open pages at some widths, light and dark, in each of the states that they have."""
    found = Inspection()
    paths, sizes = list(pages), list(widths)
    with serving(site) as address:
        for scheme in schemes:
            for width in sizes:
                context = browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme="dark" if scheme == "dark" else "light",
                    bypass_csp=True,  # for axe; what the policy blocks is found by the tests
                )
                for path in paths:
                    _inspect_page(context.new_page(), address, path, f"{width} {scheme}", found)
                context.close()
    return found


def _inspect_page(page: Page, address: str, path: str, how: str, found: Inspection) -> None:
    where = f"{path or 'home'} ({how})"
    page.on("pageerror", lambda error: found.complaints.append(f"{where}: {error}"))
    page.on(
        "console",
        lambda message: (
            found.complaints.append(f"{where}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:"))
            else found.foreign.append(f"{where}: {request.url}")
        ),
    )
    for name, put in STATES.items():
        page.goto(address + path)
        if not put(page):
            continue
        found.states += 1
        found.violations += [f"{where}, {name}: {said}" for said in violations(page)]
    page.close()
