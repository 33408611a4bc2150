"""Keeps the list of every address ever published: ``python -m tools.addresses`` adds the new ones.

An address is a promise: what is in the list once stays in it, and a test opens each one.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path

from tools.build import DEFAULT, ROOT

LIST = ROOT / "tests" / "addresses.txt"
# Anchors that other sites may link to. Sphinx numbers some of its own; those are no promise.
PROMISED = ("line-", "ref-")


class Anchors(HTMLParser):
    """Collects the ids of a page that are promised: notes, additions, entries, reading items."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the id of an element, if it is one of those."""
        attributes = dict(attrs)
        name = attributes.get("id") or ""
        entry = tag == "dt"
        addition = "addition" in (attributes.get("class") or "").split()
        if name and (name.startswith(PROMISED) or entry or addition):
            self.found.append(name)


def addresses_of(site: Path) -> list[str]:
    """Return the addresses of the pages of a built site and of what they promise, sorted."""
    found = set()
    for file in site.rglob("index.html"):
        page = file.relative_to(site).as_posix().removesuffix("index.html")
        anchors = Anchors()
        anchors.feed(file.read_text("utf-8"))
        found |= {page or "/", *(f"{page}#{anchor}" for anchor in anchors.found)}
    return sorted(found)


def main() -> int:
    """Add the addresses of the built site to the list; return the exit code."""
    site = DEFAULT.site
    if not site.is_dir():
        print("There is no _site/. Build it first: nox -s docs", file=sys.stderr)
        return 1
    known = set(LIST.read_text("utf-8").split()) if LIST.is_file() else set()
    new = set(addresses_of(site)) - known
    LIST.write_text("".join(f"{address}\n" for address in sorted(known | new)), encoding="utf-8")
    print(f"{len(new)} new addresses, {len(known | new)} in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
