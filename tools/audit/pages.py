"""Which pages the audit looks at, and the states that they can be put into."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# One page of each kind.
KINDS = {
    "home": "",
    "day": "days/day-1/",
    "talk": "talks/too-much-parallelism/",
    "people": "people/",
    "projects": "projects/",
    "reading list": "reading-list/",
    "about": "about/",
    "corrections": "about/corrections/",
    "raw notes": "about/raw-notes/",
    "search": "search/?q=threads",
    "not found": "404.html",
}


def every_page(site: Path) -> list[str]:
    """Return the address of every page of a site, without those that only lead elsewhere."""
    return sorted(
        file.relative_to(site).as_posix().removesuffix("index.html")
        for file in site.rglob("*.html")
        if 'http-equiv="refresh"' not in file.read_text("utf-8")
    )


def open_search(page: Page) -> bool:
    """Open the dialog of the search with results in it."""
    if page.locator("#search-page").count():
        return False
    page.keyboard.press("Control+k")
    page.locator("[role=listbox]").wait_for(state="attached")
    page.locator("input[name=q]").fill("threads")
    page.keyboard.press("ArrowDown")
    return True


def open_navigation(page: Page) -> bool:
    """Open the navigation of narrow windows."""
    toggle = page.locator(".primary-toggle")
    if not toggle.is_visible():
        return False
    toggle.click()
    return True


def open_contents(page: Page) -> bool:
    """Open the contents of the page, where narrow windows put them behind a button."""
    toggle = page.locator(".secondary-toggle")
    if not (toggle.count() and toggle.is_visible()):
        return False
    toggle.click()
    return True


def open_theme_menu(page: Page) -> bool:
    """Open the choice of light and dark."""
    button = page.locator(".theme-switch-button:visible")
    if not button.count():
        return False
    button.first.click()
    return True


def show_as_typed(page: Page) -> bool:
    """Show the notes as they were typed."""
    switch = page.locator("#as-typed")
    if not switch.count():
        return False
    switch.check()
    return True


def open_details(page: Page) -> bool:
    """Open everything that is folded."""
    folded = page.locator("main details:not([open])")
    if not folded.count():
        return False
    folded.evaluate_all("all => all.forEach(one => { one.open = true; })")
    return True


# Each puts a page into its state, or returns False where the page has none such.
STATES: dict[str, Callable[[Page], bool]] = {
    "as it comes": lambda page: True,
    "search": open_search,
    "navigation": open_navigation,
    "contents": open_contents,
    "theme menu": open_theme_menu,
    "as typed": show_as_typed,
    "details": open_details,
}
