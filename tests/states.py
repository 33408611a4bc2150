"""Kinds of pages, the states that they can be put into, and what axe finds in them."""

import tomllib
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tools.build import ROOT

# One page of each kind.
KINDS = tomllib.loads((ROOT / "tools/measure/budget.toml").read_text("utf-8"))["pages"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
AXE = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off unless asked for
    # Otherwise axe fetches the style sheets again, and their imports from the wrong folder.
    "preload": False,
    "resultTypes": ["violations"],  # the others are not looked at, and take a third of the time
}

# What cuts text or scrolls it sideways, but for what is there to be heard and what opens to all of it.
CUT = """
[document.documentElement, ...document.querySelectorAll("body *")].filter((one) => {
  const { overflowX, overflowY, position } = getComputedStyle(one);
  const sideways = overflowX !== "visible" || one === document.documentElement;
  return one.checkVisibility() && one.textContent.trim() && position !== "absolute" &&
    !one.closest(".visually-hidden, .skip-link, [aria-hidden=true], details:not([open]) .what") &&
    ((sideways && one.scrollWidth > one.clientWidth + 1) ||
      (/hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map((one) => one.outerHTML.slice(0, 120))
"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it is: only in its modal dialog while one is open.

    The page behind is inert, which axe does not know: it measures targets that the dialog covers.
    """
    dialog = "dialog:modal" if page.locator("dialog:modal").count() else None
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page, context=dialog, options=AXE).response["violations"]
        for node in violation["nodes"]
    ]


def open_search(page: Page) -> bool:
    """Open the dialog of the search with results in it."""
    if page.locator("#search-page").count():
        return False
    page.keyboard.press("Control+k")
    page.locator("[role=listbox]").wait_for(state="attached")
    page.locator("input[name=q]").fill("threads")
    page.keyboard.press("ArrowDown")
    return True


def open_details(page: Page) -> bool:
    folded = page.locator("main details:not([open])")
    folded.evaluate_all("all => all.forEach(one => { one.open = true; })")
    return bool(folded.count())


def clicking(selector: str) -> Callable[[Page], bool]:
    """Return a function that clicks on what is visible of a selector."""

    def click(page: Page) -> bool:
        found = page.locator(selector).locator("visible=true")
        if not found.count():
            return False
        found.first.click()
        return True

    return click


# Each puts a page into its state, or returns False if the page has no such state.
STATES: dict[str, Callable[[Page], bool]] = {
    "as it comes": lambda page: True,
    "search": open_search,
    "navigation": clicking(".primary-toggle"),
    "other colors": clicking(".theme-switch-button"),
    "as typed": clicking("#as-typed"),
    "details": open_details,
}
